#pragma once
// What the elements of a filing say beside the values of cells: marks of confidentiality, unknown names, stray texts.

#include "checker/readers.hpp"
#include "checker/xml_document.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// Where a notice belongs.
struct row_context {
    std::uint16_t table = dsl::no_index;
    std::uint32_t row = 0;  // from 1
    std::uint16_t field = dsl::no_index;
};

// Gives a value back at the end of a block.
class restored {
public:
    explicit restored(bool& what) : what_(what), was_(what) {}
    ~restored() { what_ = was_; }
    restored(restored const&) = delete;
    restored& operator=(restored const&) = delete;

private:
    bool& what_;
    bool was_;
};

// The file that is being read.
struct xml_source {
    reader_input const& input;
    xml_document const& document;
    std::vector<std::uint32_t> const& line_starts;

    std::string_view original() const { return *input.bytes; }
};

// In the order of the file.
struct xml_remarks {
    std::vector<read_error> errors;
    std::vector<reader_notice> notices;
    std::vector<confidential_mark> marks;
    std::vector<byte_range> confidential_parts;
    std::optional<confidential_mark> unused;  // the last one on an empty field
    std::deque<std::string> texts;            // owned texts that notices and cells point into
};

class xml_elements {
public:
    explicit xml_elements(xml_source const& source) : source_(source) {}

    xml_remarks out;
    bool hidden = false;                   // what is being read stands below a mark of confidentiality
    std::uint16_t report = dsl::no_index;  // being read

    bool is_ours(xml_element element) const;

    // Beyond max_read_errors no more are kept.
    void fail(read_error error);
    // Beyond max_notices the file is refused.
    void note(reader_notice notice);
    read_error error_at(std::uint32_t offset, char const* code, sentence message, sentence help) const;

    // Containers may hold blanks, but no text: X123.
    bool is_container(xml_element element);
    void refuse_text(xml_element element);

    // Tells of unknown attributes. If the element is marked as confidential, what follows is hidden.
    void read_attributes(xml_element element, row_context where, bool is_root = false);
    // A value is confidential, by a mark on another element of its field.
    void mark_value(std::uint16_t table, std::uint32_t row, std::uint16_t field);
    std::string_view original() const { return source_.original(); }
    // `known`: the names that would fit.
    void note_unknown(xml_element element, row_context where, std::vector<std::string> const& known);

    // The element's text as a view that lives as long as the filing.
    std::string_view keep(xml_element element) { return element.lasting_text(source_.original(), out.texts); }
    // Of the text, of which `kept` is what keep() gave; of the tag if there is none.
    raw_place place_of(xml_element element, std::string_view kept) const;
    static raw_place tag_of(xml_element element);
    static reader_notice notice_of(char const* rule, row_context where);

private:
    bool find_marks(xml_element element);
    void find_marks_below(xml_element element);
    void hide(xml_element element);
    void read_mark(xml_element element, xml_attribute const& mark, row_context where);
    bool is_inline_header(std::uint16_t table) const;
    std::string const& nearest(std::string_view name, std::vector<std::string> const& known);

    xml_source const& source_;
    std::map<std::string, std::string> nearest_;
    bool too_many_ = false;
};

}  // namespace a6::checker
