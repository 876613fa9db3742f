#pragma once
// Texts into XML.

#include <string>
#include <string_view>

namespace a6::checker {

// Appends `text` as element content or attribute value. Carriage returns are written as references, as parsers would
// otherwise turn them into line feeds.
inline void append_xml_text(std::string& out, std::string_view text) {
    for (char const c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\r': out += "&#13;"; break;
            default: out += c;
        }
    }
}

}  // namespace a6::checker
