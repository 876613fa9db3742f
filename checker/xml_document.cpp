#include "checker/xml_document.hpp"

#include "checker/text_position.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace a6::checker {

struct xml_document::parser_state {
    std::shared_ptr<std::string> buffer;
    pugi::xml_document tree;
    pugi::xml_node root;
    bool inner_declarations = false;  // namespaces declared below the root

    std::uint32_t offset_of(char const* p) const { return static_cast<std::uint32_t>(p - buffer->data()); }
    std::optional<std::string_view> find_space(pugi::xml_node element, std::string_view prefix) const;
};

namespace {

constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";

std::pair<std::string_view, std::string_view> split_name(std::string_view name) {
    std::size_t const colon = name.find(':');
    if (colon == std::string_view::npos) return {{}, name};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

bool is_declaration(std::string_view attribute) { return attribute == "xmlns" || attribute.starts_with("xmlns:"); }

bool declares(std::string_view attribute, std::string_view prefix) {
    if (prefix.empty()) return attribute == "xmlns";
    return attribute.starts_with("xmlns:") && attribute.substr(6) == prefix;
}

bool is_text(pugi::xml_node_type type) { return type == pugi::node_pcdata || type == pugi::node_cdata; }

struct walk_fault {
    std::uint32_t offset = 0;
    char const* code = "";
    sentence message;
    sentence help;
};

walk_fault mixed(std::uint32_t offset, std::string_view element) {
    return {offset, "X113", sentence("text and elements are mixed in `{}`", element),
            sentence("put the text into an element of its own, or remove it")};
}

walk_fault split_text(std::uint32_t offset, std::string_view element) {
    return {offset, "X113",
            sentence("the text of `{}` is interrupted by a comment, CDATA section or instruction", element),
            sentence("write the value as one plain text")};
}

// The children of one element: elements only, or one text only.
std::optional<walk_fault> check_content(pugi::xml_node element, std::uint32_t offset) {
    int texts = 0;
    int elements = 0;
    int others = 0;
    bool cdata = false;
    for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
        pugi::xml_node_type const type = child.type();
        if (type == pugi::node_element)
            ++elements;
        else if (is_text(type))
            ++texts;
        else
            ++others;
        cdata = cdata || type == pugi::node_cdata;
    }
    if (texts == 0) return std::nullopt;
    if (elements > 0) return mixed(offset, element.name());
    if (texts > 1 || others > 0 || cdata) return split_text(offset, element.name());
    return std::nullopt;
}

pugi::xml_node next_in_document(pugi::xml_node node, pugi::xml_node root) {
    if (pugi::xml_node child = node.first_child()) return child;
    while (node != root) {
        if (pugi::xml_node sibling = node.next_sibling()) return sibling;
        node = node.parent();
    }
    return {};
}

pugi::xml_node element_from(pugi::xml_node node) {
    while (node && node.type() != pugi::node_element) node = node.next_sibling();
    return node;
}

pugi::xml_node handle(void* node) { return pugi::xml_node(static_cast<pugi::xml_node_struct*>(node)); }

}  // namespace

std::optional<std::string_view> xml_document::parser_state::find_space(pugi::xml_node element,
                                                                       std::string_view prefix) const {
    if (prefix == "xml") return xml_space;
    for (pugi::xml_node scope = inner_declarations ? element : root; scope; scope = scope.parent()) {
        for (pugi::xml_attribute a = scope.first_attribute(); a; a = a.next_attribute()) {
            if (declares(a.name(), prefix)) return a.value();
        }
    }
    if (prefix.empty()) return std::string_view();
    return std::nullopt;
}

// Every prefix in use is declared.
template <class State>
std::optional<walk_fault> check_prefixes(State const& state) {
    for (pugi::xml_node n = state.root; n; n = next_in_document(n, state.root)) {
        if (n.type() != pugi::node_element) continue;
        auto const undeclared = [&](std::string_view name) -> std::optional<walk_fault> {
            std::string const prefix(split_name(name).first);
            if (prefix.empty() || is_declaration(name) || state.find_space(n, prefix)) return std::nullopt;
            return walk_fault{state.offset_of(n.name()) - 1, "X114",
                              sentence("the namespace prefix `{}` is not declared", prefix),
                              sentence("declare it with `xmlns:{}=\"...\"`, or remove it", prefix)};
        };
        if (auto fault = undeclared(n.name())) return fault;
        for (pugi::xml_attribute a = n.first_attribute(); a; a = a.next_attribute()) {
            if (auto fault = undeclared(a.name())) return fault;
        }
    }
    return std::nullopt;
}

xml_document::xml_document() : state_(std::make_unique<parser_state>()) {}
xml_document::~xml_document() = default;

xml_element xml_document::root() const { return {state_->root.internal_object(), this}; }
std::shared_ptr<std::string const> xml_document::buffer() const { return state_->buffer; }

xml_parse_result xml_document::parse(std::string text, gate_limits const& limits) {
    xml_parse_result result;
    gate_result gate = check_xml_bytes(text, limits);
    result.line_starts = std::move(gate.line_starts);
    if (gate.error) {
        result.error = std::move(gate.error);
        return result;
    }
    std::unique_ptr<xml_document> document(new xml_document);
    parser_state& state = *document->state_;
    state.buffer = std::make_shared<std::string>(std::move(text));
    std::string& buffer = *state.buffer;

    // The parser overwrites the buffer, so the column of a fault is counted in what is left of its line: exact enough,
    // as references only ever get shorter.
    auto const refuse = [&](walk_fault fault) {
        text_position const at = position_in(buffer, result.line_starts, fault.offset);
        result.error = read_error{{}, fault.code, std::move(fault.message), std::move(fault.help), at.line, at.column};
    };

    unsigned const options = pugi::parse_default | pugi::parse_declaration | pugi::parse_doctype |
                             pugi::parse_comments | pugi::parse_pi | pugi::parse_ws_pcdata_single;
    pugi::xml_parse_result const parsed = state.tree.load_buffer_inplace(
        buffer.data() + gate.body, buffer.size() - gate.body, options, pugi::encoding_utf8);
    if (!parsed) {
        auto const offset = static_cast<std::uint32_t>(
            gate.body + static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0)));
        refuse({offset, "X110", sentence("not well-formed XML: {}", parsed.description()),
                sentence("mend the markup at this place")});
        return result;
    }

    state.root = element_from(state.tree.first_child());
    for (pugi::xml_node n = state.tree.first_child(); n; n = n.next_sibling()) {
        if (n.type() == pugi::node_doctype || is_text(n.type()) ||
            (n.type() == pugi::node_element && n != state.root)) {
            refuse({0, "X111", sentence("something other than one root element stands at the top of the document"),
                    sentence("keep one root element")});
            return result;
        }
    }

    bool prefixes = false;
    for (pugi::xml_node n = state.root; n; n = next_in_document(n, state.root)) {
        if (n.type() != pugi::node_element) continue;
        if (auto fault = check_content(n, state.offset_of(n.name()) - 1)) {
            refuse(std::move(*fault));
            return result;
        }
        prefixes = prefixes || std::strchr(n.name(), ':') != nullptr;
        for (pugi::xml_attribute a = n.first_attribute(); a; a = a.next_attribute()) {
            bool const declaration = is_declaration(a.name());
            if (declaration && n != state.root) state.inner_declarations = true;
            prefixes = prefixes || (!declaration && std::strchr(a.name(), ':') != nullptr);
        }
    }
    if (prefixes) {
        if (auto fault = check_prefixes(state)) {
            refuse(std::move(*fault));
            return result;
        }
    }
    result.document = std::move(document);
    return result;
}

std::string_view xml_element::qualified_name() const { return handle(node_).name(); }
std::string_view xml_element::name() const { return split_name(qualified_name()).second; }

std::string_view xml_element::space() const {
    return document_->state_->find_space(handle(node_), split_name(qualified_name()).first)
        .value_or(std::string_view());
}

bool xml_element::has_text() const { return is_text(handle(node_).first_child().type()); }

std::string_view xml_element::text() const {
    pugi::xml_node const child = handle(node_).first_child();
    return is_text(child.type()) ? std::string_view(child.value()) : std::string_view();
}

std::uint32_t xml_element::offset() const { return document_->state_->offset_of(handle(node_).name()) - 1; }

std::uint32_t xml_element::text_offset() const {
    pugi::xml_node const child = handle(node_).first_child();
    return is_text(child.type()) ? document_->state_->offset_of(child.value()) : offset();
}

std::uint32_t xml_element::end_in(std::string_view original) const {
    // The gate has seen to it that tags, quotes and comments are closed and tags are paired.
    std::size_t at = offset();
    auto const behind = [&](std::string_view what) { return original.find(what, at) + what.size(); };
    auto const begins = [&](std::string_view what) { return original.substr(at).starts_with(what); };
    for (std::size_t depth = 0;;) {
        at = original.find('<', at);
        if (begins("<!--")) {
            at = behind("-->");
        } else if (begins("<![CDATA[")) {
            at = behind("]]>");
        } else if (begins("<?")) {
            at = behind("?>");
        } else if (begins("</")) {
            at = behind(">");
            if (--depth == 0) return static_cast<std::uint32_t>(at);
        } else {
            for (; original[at] != '>'; ++at)
                if (original[at] == '"' || original[at] == '\'') at = original.find(original[at], at + 1);
            ++at;
            if (original[at - 2] != '/') ++depth;
            if (depth == 0) return static_cast<std::uint32_t>(at);
        }
    }
}

xml_element xml_element::first_child() const {
    return {element_from(handle(node_).first_child()).internal_object(), document_};
}

xml_element xml_element::next() const {
    return {element_from(handle(node_).next_sibling()).internal_object(), document_};
}

xml_element xml_element::child(std::string_view local) const {
    xml_element found = first_child();
    while (found && found.name() != local) found = found.next();
    return found;
}

std::optional<std::string_view> xml_element::attribute(std::string_view local) const {
    for (pugi::xml_attribute a = handle(node_).first_attribute(); a; a = a.next_attribute()) {
        if (!is_declaration(a.name()) && split_name(a.name()).second == local) return a.value();
    }
    return std::nullopt;
}

std::vector<xml_attribute> xml_element::attributes() const {
    std::vector<xml_attribute> all;
    for (pugi::xml_attribute a = handle(node_).first_attribute(); a; a = a.next_attribute()) {
        if (is_declaration(a.name())) continue;
        auto const [prefix, local] = split_name(a.name());
        std::string_view space;
        if (!prefix.empty()) space = document_->state_->find_space(handle(node_), prefix).value_or(std::string_view());
        all.push_back({a.name(), space, local, a.value(), document_->state_->offset_of(a.name())});
    }
    return all;
}

}  // namespace a6::checker
