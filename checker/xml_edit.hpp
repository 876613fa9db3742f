#pragma once
// Changes to an XML text at exact places. What is not named stays as it is, byte for byte: order, blanks, prefixes,
// comments, references.

#include "checker/xml_document.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a6::checker {

using xml_values = std::vector<std::pair<std::string_view, std::string>>;  // attribute without prefix, value

class xml_edit {
public:
    // Elements are those of the document that was parsed from `original`, which has to outlive this.
    explicit xml_edit(std::string_view original) : original_(original) {}

    // The element as it is written, with its tags.
    std::string_view text_of(xml_element e) const;

    void insert_before(xml_element e, std::string text) { insert(e.offset(), std::move(text)); }
    void insert_behind(xml_element e, std::string text) { insert(e.end_in(original_), std::move(text)); }
    void replace(xml_element e, std::string text);
    // Behind all children of the element. To one element once only: one that is written without an end tag gets one.
    void append(xml_element parent, std::string text);
    void set(xml_element e, xml_values const& values);
    void remove_attribute(xml_element e, std::string_view name);

    // A copy of the element as it is written, with these attributes.
    std::string copy_with(xml_element e, xml_values const& values) const;

    bool changed() const { return !changes_.empty(); }
    // The text with all changes; those at one place in the order in which they were asked for.
    std::string apply() const;

private:
    struct change {
        std::size_t begin = 0, end = 0;
        std::string text;
    };
    void insert(std::size_t at, std::string text) { changes_.push_back({at, at, std::move(text)}); }
    change setting(xml_element e, std::string_view name, std::string_view value) const;
    // Behind the `>` of its start tag.
    std::size_t end_of_start_tag(xml_element e) const;
    std::string apply(std::size_t begin, std::size_t end, std::vector<change> changes) const;

    std::string_view original_;
    std::vector<change> changes_;
};

// The name `local` with the prefix of this element: `x:row`.
std::string named_like(xml_element e, std::string_view local);

}  // namespace a6::checker
