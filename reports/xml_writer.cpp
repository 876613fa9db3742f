#include "reports/xml_writer.hpp"

#include "reports/escape.hpp"

namespace a6::reports {

namespace {

// Big enough to make stream calls rare, small enough not to show in the memory of a run.
constexpr std::size_t xml_buffer_size = 64 * 1024;

// Characters that are no control characters, and no characters of XML 1.0 either.
std::string_view legal(std::string const& character) {
    if (character == "\uFFFE") return "\\ufffe";
    if (character == "\uFFFF") return "\\uffff";
    return character;
}

}  // namespace

xml_writer::xml_writer(std::ostream& out) : out_{out} { buffer_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"; }

void xml_writer::flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
}

void xml_writer::new_line(std::size_t depth) {
    if (buffer_.size() >= xml_buffer_size) flush();
    buffer_ += '\n';
    buffer_.append(2 * depth, ' ');
}

void xml_writer::close_tag() {
    if (tag_open_) buffer_ += '>';
    tag_open_ = false;
}

void xml_writer::begin(std::string_view name) {
    close_tag();
    if (!levels_.empty()) {
        levels_.back().has_elements = true;
        new_line(levels_.size());
    }
    buffer_ += '<';
    buffer_ += name;
    tag_open_ = true;
    levels_.push_back({std::string{name}});
}

void xml_writer::end() {
    level const ended = levels_.back();
    levels_.pop_back();
    if (!ended.has_text && !ended.has_elements) {
        buffer_ += "/>";
        tag_open_ = false;
    } else {
        close_tag();
        if (ended.has_elements) new_line(levels_.size());
        buffer_ += "</" + ended.name + '>';
    }
    if (levels_.empty()) buffer_ += '\n';
}

void xml_writer::element(std::string_view name, std::string_view content) {
    begin(name);
    text(content);
    end();
}

void xml_writer::attribute(std::string_view name, std::string_view text) {
    buffer_ += ' ';
    buffer_ += name;
    buffer_ += "=\"";
    append(text, true);
    buffer_ += '"';
}

void xml_writer::attribute(std::string_view name, std::uint64_t number) { attribute(name, std::to_string(number)); }

void xml_writer::text(std::string_view text) {
    if (text.empty()) return;
    close_tag();
    levels_.back().has_text = true;
    append(text, false);
}

void xml_writer::append(std::string_view text, bool in_attribute) {
    while (!text.empty()) {
        if (!in_attribute && text.front() == '\n') {
            buffer_ += '\n';
            text.remove_prefix(1);
            continue;
        }
        shown_character const c = take_character(text);
        if (c.text == "&")
            buffer_ += "&amp;";
        else if (c.text == "<")
            buffer_ += "&lt;";
        else if (c.text == ">")
            buffer_ += "&gt;";
        else if (c.text == "\"")
            buffer_ += "&quot;";
        else
            buffer_ += legal(c.text);
    }
}

}  // namespace a6::reports
