#pragma once
// A strictly checked XML document, for filings and for the parts of workbooks. The parser behind it is not visible
// here.

#include "checker/xml_gate.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

class xml_document;

struct xml_attribute {
    std::string_view name;   // as written, with its prefix
    std::string_view space;  // namespace; empty for an attribute without prefix
    std::string_view local;
    std::string_view value;
    std::uint32_t offset = 0;  // of the name, in bytes of the text
};

// A light handle, valid as long as its document. Text and names are views into the document's buffer.
class xml_element {
public:
    xml_element() = default;
    explicit operator bool() const { return node_ != nullptr; }

    std::string_view name() const;            // without prefix
    std::string_view qualified_name() const;  // as written
    std::string_view space() const;           // namespace, empty if none
    // The decoded text of an element without child elements; empty if there is none.
    std::string_view text() const;
    // An element has text or child elements, never both.
    bool has_text() const;
    std::uint32_t offset() const;       // of the element's `<`
    std::uint32_t text_offset() const;  // of the text; of the element if it has none
    // Behind the element's end, in `original`: the text as it was given to the parser.
    std::uint32_t end_in(std::string_view original) const;

    xml_element first_child() const;
    xml_element next() const;
    xml_element child(std::string_view local) const;

    // Value of the first attribute with this local name, or nothing.
    std::optional<std::string_view> attribute(std::string_view local) const;
    // All attributes but namespace declarations.
    std::vector<xml_attribute> attributes() const;

private:
    friend class xml_document;
    xml_element(void* node, xml_document const* document) : node_(node), document_(document) {}
    void* node_ = nullptr;
    xml_document const* document_ = nullptr;
};

struct xml_parse_result {
    std::unique_ptr<xml_document> document;  // empty if there is an error
    std::optional<read_error> error;         // without file name
    std::vector<std::uint32_t> line_starts;
};

class xml_document {
public:
    // Gate, parser, and one walk: one root, no mixed content, one contiguous text per leaf, prefixes that are declared.
    // `text` is overwritten by the parser; positions are those of the text as given. Codes X101 to X114.
    static xml_parse_result parse(std::string text, gate_limits const& limits = {});

    ~xml_document();
    xml_document(xml_document const&) = delete;
    xml_document& operator=(xml_document const&) = delete;

    xml_element root() const;
    // The buffer that texts point into; it may outlive the document.
    std::shared_ptr<std::string const> buffer() const;

private:
    friend class xml_element;
    struct parser_state;
    xml_document();
    std::unique_ptr<parser_state> state_;
};

}  // namespace a6::checker
