#include "checker/xml_document.hpp"

#include "checker/characters.hpp"
#include "checker/text_position.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <span>
#include <stdexcept>
#include <utility>

namespace a6::checker {
namespace {

constexpr std::string_view xml_space = "http://www.w3.org/XML/1998/namespace";

constexpr unsigned parse_options = pugi::parse_default | pugi::parse_declaration | pugi::parse_doctype |
                                   pugi::parse_comments | pugi::parse_pi | pugi::parse_ws_pcdata_single |
                                   pugi::parse_embed_pcdata;

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

// What is found in the parts of a document one after the other, told as if it had been gone through as a whole: first
// what the parser does not accept, then contents, then prefixes, each at its first place.
class first_faults {
public:
    enum phase : std::uint8_t { parser, content, prefix };

    void add(phase when, std::optional<text_fault> fault) {
        if (!fault) return;
        std::lock_guard const lock(adding_);
        auto& kept = kept_[when];
        if (!kept || fault->offset < kept->offset) kept = std::move(fault);
    }

    std::optional<text_fault> first() const {
        std::lock_guard const lock(adding_);
        for (auto const& fault : kept_)
            if (fault) return fault;
        return std::nullopt;
    }

private:
    mutable std::mutex adding_;
    std::array<std::optional<text_fault>, 3> kept_;
};

text_fault mixed(std::uint32_t offset, std::string_view element) {
    return {offset, "X113", sentence("text and elements are mixed in `{}`", element),
            sentence("put the text into an element of its own, or remove it")};
}

text_fault split_text(std::uint32_t offset, std::string_view element) {
    return {offset, "X113",
            sentence("the text of `{}` is interrupted by a comment, CDATA section or instruction", element),
            sentence("write the value as one plain text")};
}

// The parser's nodes to records. An element has elements only, or one text only; the parser keeps a text that comes
// first with the element itself. The parser goes through its nodes by itself, which takes far fewer calls.
class tree_builder : public pugi::xml_tree_walker {
public:
    explicit tree_builder(xml_tree& tree) : tree_(tree) {}

    // The first fault in an element's content.
    std::optional<text_fault> build(pugi::xml_document& nodes) {
        tree_.elements.clear();
        tree_.attributes.clear();
        tree_.inner_declarations = false;
        open_.assign(1, {});
        nodes.traverse(*this);
        while (open_.size() > 1) close();
        return std::move(fault_);
    }

    bool for_each(pugi::xml_node& node) override {
        auto const level = static_cast<std::size_t>(depth()) + 1;
        while (open_.size() > level) close();
        if (node.type() == pugi::node_element)
            add(node);
        else
            add_other(node.type());
        return true;
    }

private:
    struct open_element {
        std::uint32_t record = no_record;
        std::uint32_t texts = 0, elements = 0, others = 0;
        bool cdata = false;
    };

    void add(pugi::xml_node node) {
        ++open_.back().elements;
        auto const index = static_cast<std::uint32_t>(tree_.elements.size());
        xml_record& record = tree_.elements.emplace_back();
        record.name = node.name();
        record.text = node.value();
        record.parent = open_.back().record;
        record.attributes = static_cast<std::uint32_t>(tree_.attributes.size());
        if (pugi::xml_attribute const first = node.first_attribute()) add_attributes(record, first);
        open_.push_back({index, record.text.empty() ? 0U : 1U, 0, 0, false});
    }

    void add_attributes(xml_record& record, pugi::xml_attribute first) {
        for (pugi::xml_attribute a = first; a; a = a.next_attribute()) {
            tree_.attributes.push_back({a.name(), a.value()});
            bool const of_root = record.parent == no_record && !tree_.around;
            if (!of_root && is_declaration(a.name())) tree_.inner_declarations = true;
        }
        record.attribute_count = static_cast<std::uint32_t>(tree_.attributes.size()) - record.attributes;
    }

    void add_other(pugi::xml_node_type type) {
        open_element& holder = open_.back();
        bool const text = type == pugi::node_pcdata || type == pugi::node_cdata;
        ++(text ? holder.texts : holder.others);
        holder.cdata = holder.cdata || type == pugi::node_cdata;
    }

    void close() {
        open_element const closed = open_.back();
        open_.pop_back();
        xml_record& record = tree_.elements[closed.record];
        record.end = static_cast<std::uint32_t>(tree_.elements.size());
        if (closed.texts == 0 || (closed.texts == 1 && closed.elements + closed.others == 0 && !closed.cdata)) return;
        std::uint32_t const offset = tree_.offset_of(record);
        if (fault_ && fault_->offset < offset) return;
        fault_ = closed.elements > 0 ? mixed(offset, record.name) : split_text(offset, record.name);
    }

    xml_tree& tree_;
    std::vector<open_element> open_;  // the first one is the text itself
    std::optional<text_fault> fault_;
};

std::span<xml_attribute_record const> attributes_of(xml_tree const& tree, xml_record const& element) {
    return std::span(tree.attributes).subspan(element.attributes, element.attribute_count);
}

// Every prefix in use is declared.
std::optional<text_fault> check_prefixes(xml_tree const& tree) {
    for (std::uint32_t i = 0; i < tree.elements.size(); ++i) {
        xml_record const& element = tree.elements[i];
        auto const undeclared = [&](std::string_view name) -> std::optional<text_fault> {
            std::string_view const prefix = split_name(name).first;
            if (prefix.empty() || is_declaration(name) || tree.find_space(i, prefix)) return std::nullopt;
            return text_fault{tree.offset_of(element), "X114",
                              sentence("the namespace prefix `{}` is not declared", prefix),
                              sentence("declare it with `xmlns:{}=\"...\"`, or remove it", prefix)};
        };
        if (auto fault = undeclared(element.name)) return fault;
        for (xml_attribute_record const& a : attributes_of(tree, element)) {
            if (auto fault = undeclared(a.name)) return fault;
        }
    }
    return std::nullopt;
}

// Parses `length` bytes from `begin` on, which are overwritten, and checks contents and prefixes. `nodes` is only a
// memory. Whether all is in order.
bool parse_text(xml_tree& tree, pugi::xml_document& nodes, char* begin, std::size_t length, unsigned options,
                first_faults& faults) {
    auto const parsed = nodes.load_buffer_inplace(begin, length, parse_options | options, pugi::encoding_utf8);
    if (!parsed) {
        faults.add(first_faults::parser, text_fault{tree.offset_of(begin + std::max<std::ptrdiff_t>(parsed.offset, 0)),
                                                    "X110", sentence("not well-formed XML: {}", parsed.description()),
                                                    sentence("mend the markup at this place")});
    }
    auto content = tree_builder(tree).build(nodes);
    auto prefix = tree.colons ? check_prefixes(tree) : std::nullopt;
    bool const in_order = parsed && !content && !prefix;
    faults.add(first_faults::content, std::move(content));
    faults.add(first_faults::prefix, std::move(prefix));
    return in_order;
}

// Stands for a run of rows; no longer than the shortest row.
constexpr std::string_view run_element = "<_/>";

std::shared_ptr<std::string> without_rows(std::string_view original, gate_result const& gate) {
    auto text = std::make_shared<std::string>();
    std::size_t at = 0;
    for (xml_run const& run : gate.runs) {
        std::size_t const begin = gate.windows[run.first].begin;
        text->append(original.substr(at, begin - at)).append(run_element);
        at = gate.windows[run.end - 1].end;
    }
    text->append(original.substr(at));
    return text;
}

xml_parse_result refused(gate_result gate) {
    xml_parse_result result;
    result.error = std::move(gate.error);
    result.line_starts = std::move(gate.line_starts);
    return result;
}

}  // namespace

std::optional<std::string_view> xml_tree::find_space(std::uint32_t element, std::string_view prefix) const {
    if (prefix == "xml") return xml_space;
    std::uint32_t const outermost = around || elements.empty() ? no_record : 0;
    for (std::uint32_t scope = inner_declarations ? element : outermost; scope != no_record;
         scope = elements[scope].parent) {
        for (xml_attribute_record const& a : attributes_of(*this, elements[scope]))
            if (declares(a.name, prefix)) return a.value;
    }
    if (around && !prefix.empty()) return around->find_space(container, prefix);
    if (prefix.empty()) return default_space;
    return std::nullopt;
}

struct xml_document::parser_state {
    std::shared_ptr<std::string> buffer;
    xml_tree tree;
    std::string_view original;  // of a document with windows
    std::vector<xml_window> windows;
    std::vector<xml_run> runs;
    std::vector<std::uint32_t> containers;   // of each run
    mutable std::vector<std::uint8_t> read;  // windows that were parsed; each is set by one thread
    mutable first_faults faults;

    // Where the element begins that stands for a run; no other begins there.
    std::uint32_t begin_of(xml_run const& run) const { return windows[run.first].begin; }

    void parse(std::size_t body) {
        tree.text = buffer->data();
        pugi::xml_document nodes;
        if (parse_text(tree, nodes, buffer->data() + body, buffer->size() - body, 0, faults)) check_top(nodes);
        for (xml_record const& e : tree.elements) {
            if (containers.size() == runs.size()) break;
            if (tree.offset_of(e) == begin_of(runs[containers.size()])) containers.push_back(e.parent);
        }
        // Where the parser did not get there, only its own faults count.
        containers.resize(runs.size(), 0);
    }

    void check_top(pugi::xml_document const& nodes) {
        int elements = 0;
        for (pugi::xml_node n = nodes.first_child(); n; n = n.next_sibling()) {
            elements += n.type() == pugi::node_element ? 1 : 0;
            if (n.type() == pugi::node_doctype || n.type() == pugi::node_pcdata || n.type() == pugi::node_cdata)
                elements = 2;
        }
        if (elements == 1) return;
        faults.add(
            first_faults::parser,
            text_fault{0, "X111", sentence("something other than one root element stands at the top of the document"),
                       sentence("keep one root element")});
    }
};

xml_document::xml_document() : state_(std::make_unique<parser_state>()) {}
xml_document::~xml_document() = default;

xml_element xml_document::root() const { return {&state_->tree, 0}; }
std::shared_ptr<std::string const> xml_document::buffer() const { return state_->buffer; }
std::vector<xml_window> const& xml_document::windows() const { return state_->windows; }

std::optional<xml_run> xml_document::rows_at(xml_element element) const {
    if (element.tree_ != &state_->tree) return std::nullopt;
    auto const& runs = state_->runs;
    std::uint32_t const offset = element.offset();
    auto const at = std::lower_bound(runs.begin(), runs.end(), offset, [&](xml_run const& run, std::uint32_t begin) {
        return state_->begin_of(run) < begin;
    });
    if (at == runs.end() || state_->begin_of(*at) != offset) return std::nullopt;
    return *at;
}

std::optional<read_error> xml_document::check_rows(std::vector<std::uint32_t> const& line_starts) const {
    xml_window_reader reader(*this);
    for (std::size_t i = 0; i < state_->windows.size(); ++i)
        if (!state_->read[i]) reader.read(i);
    auto fault = state_->faults.first();
    if (!fault) return std::nullopt;
    // Without windows the parser has overwritten the text as given, so the column is counted in what is left of its
    // line: exact enough, as references only ever get shorter.
    std::string_view const text = state_->original.empty() ? std::string_view(*state_->buffer) : state_->original;
    // A name in the message may be a word of a text that is marked.
    if (text.find("confidential") != std::string_view::npos) {
        if (fault->code == std::string_view("X113"))
            fault->message =
                sentence("text and elements are mixed, or a comment, CDATA section or instruction interrupts a text");
        if (fault->code == std::string_view("X114")) {
            fault->message = sentence("a namespace prefix is not declared");
            fault->help = sentence("declare it, or remove it");
        }
    }
    text_position const at = position_in(text, line_starts, fault->offset);
    return read_error{{}, fault->code, std::move(fault->message), std::move(fault->help), at.line, at.column};
}

xml_parse_result xml_document::build(std::shared_ptr<std::string> text, std::string_view original, gate_result gate) {
    xml_parse_result result;
    result.line_starts = std::move(gate.line_starts);
    result.first_names = std::move(gate.first_names);
    std::unique_ptr<xml_document> document(new xml_document);
    parser_state& state = *document->state_;
    state.buffer = std::move(text);
    state.original = original;
    state.windows = std::move(gate.windows);
    state.runs = std::move(gate.runs);
    state.read.resize(state.windows.size());
    state.tree.colons = gate.colons;
    std::size_t left_out = 0;
    for (xml_run const& run : state.runs) {
        xml_window const& last = state.windows[run.end - 1];
        left_out += last.end - state.begin_of(run) - run_element.size();
        state.tree.shifts.push_back(
            {static_cast<std::uint32_t>(last.end - left_out), static_cast<std::uint32_t>(left_out)});
    }
    state.parse(gate.body);
    if (state.faults.first()) {
        result.error = document->check_rows(result.line_starts);
    } else {
        result.document = std::move(document);
    }
    return result;
}

xml_parse_result xml_document::parse(std::string text, gate_limits const& limits) {
    gate_result gate = check_xml_bytes(text, limits);
    if (gate.error) return refused(std::move(gate));
    gate.first_names.clear();
    return build(std::make_shared<std::string>(std::move(text)), {}, std::move(gate));
}

xml_parse_result xml_document::open(std::string_view original, xml_containers const& containers,
                                    gate_limits const& limits) {
    gate_result gate = check_xml_bytes(original, limits, containers);
    if (gate.error) return refused(std::move(gate));
    auto text = without_rows(original, gate);
    return build(std::move(text), original, std::move(gate));
}

struct xml_window_reader::window_state {
    xml_document::parser_state const& document;
    xml_tree tree;
    pugi::xml_document nodes;
    std::vector<char> text;
    std::optional<std::uint32_t> run;

    void enter(std::uint32_t next) {
        if (run == next) return;
        run = next;
        tree.container = document.containers[next];
        tree.default_space = document.tree.find_space(tree.container, {}).value_or(std::string_view());
    }
};

xml_window_reader::xml_window_reader(xml_document const& document)
    : state_(new window_state{*document.state_, {}, {}, {}, {}}) {
    state_->tree.around = &document.state_->tree;
    state_->tree.colons = document.state_->tree.colons;
}

xml_window_reader::~xml_window_reader() = default;
xml_window_reader::xml_window_reader(xml_window_reader&&) noexcept = default;

xml_element xml_window_reader::read(std::size_t window) {
    auto const& document = state_->document;
    xml_window const& at = document.windows[window];
    document.read[window] = 1;
    state_->enter(at.run);
    auto const given = document.original.substr(at.begin, at.end - at.begin);
    state_->text.assign(given.begin(), given.end());
    xml_tree& tree = state_->tree;
    tree.text = state_->text.data();
    tree.shifts.front().by = at.begin;
    bool const in_order = parse_text(tree, state_->nodes, state_->text.data(), state_->text.size(),
                                     pugi::parse_fragment, document.faults);
    if (!in_order) return {};
    std::uint32_t rows = 0;
    for (std::uint32_t row = 0; row < tree.elements.size(); row = tree.elements[row].end) ++rows;
    if (rows != at.rows) throw std::logic_error("gate and parser see different rows");
    return {&tree, 0};
}

std::string_view xml_element::name() const {
    return tree_->colons ? split_name(qualified_name()).second : qualified_name();
}

std::string_view xml_element::declared_space() const {
    std::string_view const prefix = tree_->colons ? split_name(qualified_name()).first : std::string_view();
    return tree_->find_space(index_, prefix).value_or(std::string_view());
}

std::string_view xml_element::lasting_text(std::string_view original, std::deque<std::string>& texts) const {
    std::string_view const decoded = text();
    if (decoded.empty()) return {};
    std::size_t const at = text_offset();
    std::string_view const as_written = original.substr(at, decoded.size());
    // A reference at the very end could leave a text that is the beginning of what was written.
    if (original.substr(at + decoded.size()).starts_with('<') && as_written == decoded) return as_written;
    return texts.emplace_back(decoded);
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

xml_element xml_element::child(std::string_view local) const {
    xml_element found = first_child();
    while (found && found.name() != local) found = found.next();
    return found;
}

std::span<xml_attribute_record const> xml_element::attribute_records() const { return attributes_of(*tree_, record()); }

std::optional<std::string_view> xml_element::attribute(std::string_view local) const {
    for (xml_attribute_record const& a : attribute_records())
        if (!is_declaration(a.name) && split_name(a.name).second == local) return a.value;
    return std::nullopt;
}

std::vector<xml_attribute> xml_element::attributes() const {
    std::vector<xml_attribute> all;
    for (xml_attribute_record const& a : attribute_records()) {
        if (is_declaration(a.name)) continue;
        auto const [prefix, local] = split_name(a.name);
        std::string_view space;
        if (!prefix.empty()) space = tree_->find_space(index_, prefix).value_or(std::string_view());
        all.push_back({a.name, space, local, a.value, tree_->offset_of(a.name.data())});
    }
    return all;
}

}  // namespace a6::checker
