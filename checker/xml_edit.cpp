#include "checker/xml_edit.hpp"

#include "checker/xml_escape.hpp"

#include <algorithm>

namespace a6::checker {

std::string_view xml_edit::text_of(xml_element e) const {
    return original_.substr(e.offset(), e.end_in(original_) - e.offset());
}

void xml_edit::replace(xml_element e, std::string text) {
    changes_.push_back({e.offset(), e.end_in(original_), std::move(text)});
}

void xml_edit::append(xml_element parent, std::string text) {
    std::size_t const tag = end_of_start_tag(parent);
    if (original_[tag - 2] == '/') {
        changes_.push_back({tag - 2, tag, '>' + std::move(text) + "</" + std::string(parent.qualified_name()) + '>'});
        return;
    }
    insert(original_.rfind('<', parent.end_in(original_) - 1), std::move(text));
}

void xml_edit::set(xml_element e, xml_values const& values) {
    for (auto const& [name, value] : values) changes_.push_back(setting(e, name, value));
}

void xml_edit::remove_attribute(xml_element e, std::string_view name) {
    change c = setting(e, name, {});
    if (c.begin == c.end) return;
    // The change is the value with its quotes; the name and `=` go too.
    for (xml_attribute const& a : e.attributes())
        if (a.name == name) c.begin = a.offset;
    c.text.clear();
    changes_.push_back(std::move(c));
}

std::string xml_edit::copy_with(xml_element e, xml_values const& values) const {
    std::vector<change> changes;
    for (auto const& [name, value] : values) changes.push_back(setting(e, name, value));
    return apply(e.offset(), e.end_in(original_), std::move(changes));
}

std::string xml_edit::apply() const { return apply(0, original_.size(), changes_); }

xml_edit::change xml_edit::setting(xml_element e, std::string_view name, std::string_view value) const {
    std::string quoted = "\"";
    append_xml_text(quoted, value);
    quoted += '"';
    for (xml_attribute const& a : e.attributes()) {
        if (a.name != name) continue;
        std::size_t const open = original_.find_first_of("\"'", a.offset);
        return {open, original_.find(original_[open], open + 1) + 1, std::move(quoted)};
    }
    std::size_t const behind_name = e.offset() + 1 + e.qualified_name().size();
    return {behind_name, behind_name, ' ' + std::string(name) + '=' + quoted};
}

std::size_t xml_edit::end_of_start_tag(xml_element e) const {
    std::size_t at = e.offset();
    for (; original_[at] != '>'; ++at)
        if (original_[at] == '"' || original_[at] == '\'') at = original_.find(original_[at], at + 1);
    return at + 1;
}

std::string xml_edit::apply(std::size_t begin, std::size_t end, std::vector<change> changes) const {
    std::stable_sort(changes.begin(), changes.end(),
                     [](change const& a, change const& b) { return a.begin < b.begin; });
    std::string out;
    for (change const& c : changes) {
        out += original_.substr(begin, c.begin - begin);
        out += c.text;
        begin = c.end;
    }
    out += original_.substr(begin, end - begin);
    return out;
}

std::string named_like(xml_element e, std::string_view local) {
    std::string_view const whole = e.qualified_name();
    return std::string(whole.substr(0, whole.size() - e.name().size())) + std::string(local);
}

}  // namespace a6::checker
