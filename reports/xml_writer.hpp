#pragma once
// Writes XML piece by piece, so that a report never stands in memory a second time. Well-formed whatever the texts
// hold.

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

class xml_writer {
public:
    // Begins the document: XML 1.0, UTF-8.
    explicit xml_writer(std::ostream& out);
    xml_writer(xml_writer const&) = delete;
    xml_writer& operator=(xml_writer const&) = delete;
    // Hands over what is left. INVARIANT: every element begun is ended by then.
    ~xml_writer() { flush(); }

    void begin(std::string_view name);
    void end();
    // An element with text and nothing else.
    void element(std::string_view name, std::string_view text);

    // Right behind begin().
    void attribute(std::string_view name, std::string_view text);
    void attribute(std::string_view name, std::uint64_t number);
    // Content. Line breaks stay; hidden characters, those that XML cannot hold among them, come out as escapes, as in
    // printable(). Elements do not stand beside text.
    void text(std::string_view text);

private:
    struct level {
        std::string name;
        bool has_text = false;
        bool has_elements = false;
    };

    void append(std::string_view text, bool in_attribute);
    void close_tag();
    void new_line(std::size_t depth);
    void flush();

    std::ostream& out_;
    std::string buffer_;
    std::vector<level> levels_;
    bool tag_open_ = false;
};

}  // namespace a6::reports
