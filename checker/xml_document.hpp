#pragma once
// XML behind the strict gate, for filings and for the parts of workbooks: as a tree, or as a tree without the rows of
// large tables, which are parsed a window at a time. The parser behind it is not visible here.

#include "checker/xml_gate.hpp"
#include "checker/xml_tree.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

class xml_document;
class xml_window_reader;

struct xml_attribute {
    std::string_view name;   // as written, with its prefix
    std::string_view space;  // namespace; empty for an attribute without prefix
    std::string_view local;
    std::string_view value;
    std::uint32_t offset = 0;  // of the name, in bytes of the text
};

// A light handle, valid as long as its document, or as long as its window is the last one that its reader has read.
// Text and names are views that live as long.
class xml_element {
public:
    xml_element() = default;
    explicit operator bool() const { return tree_ != nullptr; }

    std::string_view name() const;                                     // without prefix
    std::string_view qualified_name() const { return record().name; }  // as written
    // Namespace, empty if none. In a window without declarations it is the one around it.
    std::string_view space() const {
        return tree_->around && !tree_->colons && !tree_->inner_declarations ? tree_->default_space : declared_space();
    }
    // The decoded text of an element without child elements; empty if there is none.
    std::string_view text() const { return record().text; }
    // An element has text or child elements, never both.
    bool has_text() const { return !record().text.empty(); }
    std::uint32_t offset() const { return tree_->offset_of(record()); }  // of the element's `<`
    // Of the text; of the element if it has none.
    std::uint32_t text_offset() const { return has_text() ? tree_->offset_of(record().text.data()) : offset(); }
    // Behind the element's end, in `original`: the text as it was given to the parser.
    std::uint32_t end_in(std::string_view original) const;
    // The text as a view that lives as long as `original` and `texts`: into `original` where nothing had to be decoded.
    std::string_view lasting_text(std::string_view original, std::deque<std::string>& texts) const;

    xml_element first_child() const {
        return index_ + 1 < record().end ? xml_element(tree_, index_ + 1) : xml_element();
    }
    xml_element next() const {
        std::uint32_t const next = record().end;
        std::uint32_t const parent = record().parent;
        std::size_t const end = parent == no_record ? tree_->elements.size() : tree_->elements[parent].end;
        return next < end ? xml_element(tree_, next) : xml_element();
    }
    xml_element child(std::string_view local) const;

    bool has_attributes() const { return record().attribute_count != 0; }
    // Value of the first attribute with this local name, or nothing.
    std::optional<std::string_view> attribute(std::string_view local) const;
    // All attributes but namespace declarations.
    std::vector<xml_attribute> attributes() const;

private:
    friend class xml_document;
    friend class xml_window_reader;
    xml_element(xml_tree const* tree, std::uint32_t index) : tree_(tree), index_(index) {}
    xml_record const& record() const { return tree_->elements[index_]; }
    std::span<xml_attribute_record const> attribute_records() const;
    std::string_view declared_space() const;
    xml_tree const* tree_ = nullptr;
    std::uint32_t index_ = 0;
};

struct xml_parse_result {
    std::unique_ptr<xml_document> document;  // empty if there is an error
    std::optional<read_error> error;         // without file name
    std::vector<std::uint32_t> line_starts;
    std::vector<std::string_view> first_names;  // see gate_result; views into the text as given to open()
};

class xml_document {
public:
    // Gate, parser, and one walk: one root, no mixed content, one contiguous text per leaf, prefixes that are declared.
    // `text` is overwritten by the parser; positions are those of the text as given. Codes X101 to X114.
    static xml_parse_result parse(std::string text, gate_limits const& limits = {});

    // The same without the rows of `containers`: in the tree, one element stands for each run of them. What is read of
    // the document counts only once check_rows() has found the rows in order too. `original` outlives the document.
    static xml_parse_result open(std::string_view original, xml_containers const& containers,
                                 gate_limits const& limits = {});

    ~xml_document();
    xml_document(xml_document const&) = delete;
    xml_document& operator=(xml_document const&) = delete;

    xml_element root() const;
    // The buffer that texts point into; it may outlive the document. Of parse() only.
    std::shared_ptr<std::string const> buffer() const;

    // Indexes of the windows for which this child element of a container stands; nothing for any other element.
    std::optional<xml_run> rows_at(xml_element element) const;
    // By index.
    std::vector<xml_window> const& windows() const;
    // What is wrong in the rows, also in those that nobody has read; X110, X113, X114. `line_starts`: of the original.
    std::optional<read_error> check_rows(std::vector<std::uint32_t> const& line_starts) const;

private:
    friend class xml_element;
    friend class xml_window_reader;
    struct parser_state;
    xml_document();
    static xml_parse_result build(std::shared_ptr<std::string> text, std::string_view original, gate_result gate);
    std::unique_ptr<parser_state> state_;
};

// Parses windows of a document one after the other in a memory of its own. One for each thread.
class xml_window_reader {
public:
    explicit xml_window_reader(xml_document const& document);
    ~xml_window_reader();
    xml_window_reader(xml_window_reader&&) noexcept;
    xml_window_reader& operator=(xml_window_reader&&) = delete;

    // The window's first row; the others are next to it. Nothing if the window is not in order: check_rows() will tell.
    xml_element read(std::size_t window);

private:
    struct window_state;
    std::unique_ptr<window_state> state_;
};

}  // namespace a6::checker
