// The yardstick: pugixml builds its tree of a file, and nothing is checked.

#include <pugixml.hpp>

int main(int count, char** words) {
    pugi::xml_document document;
    return count == 2 && document.load_file(words[1]) ? 0 : 2;
}
