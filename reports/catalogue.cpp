#include "reports/catalogue.hpp"

#include "reports/plural_forms.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>

namespace a6::reports {

namespace {

using holes = std::multiset<std::size_t>;

// The numbers of the holes `{}` and `{1}`; empty where a brace stands for something else.
std::optional<holes> holes_of(std::string_view text) {
    holes out;
    std::size_t next = 0;
    bool numbered = false, in_turn = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '{' && text[at] != '}') continue;
        if (at + 1 < text.size() && text[at + 1] == text[at]) {
            ++at;
            continue;
        }
        std::size_t const end = text.find('}', at);
        if (text[at] == '}' || end == std::string_view::npos) return std::nullopt;
        std::string_view const inside = text.substr(at + 1, end - at - 1);
        bool const digits = std::all_of(inside.begin(), inside.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits || inside.size() > 2) return std::nullopt;
        (inside.empty() ? in_turn : numbered) = true;
        out.insert(inside.empty() ? next++ : std::stoul(std::string(inside)));
        at = end;
    }
    if (numbered && in_turn) return std::nullopt;
    return out;
}

// One of the texts has no holes as the program writes them; then braces mean nothing in it.
bool is_plain(std::string_view text) {
    auto const found = holes_of(text);
    return !found || found->empty();
}

std::string show(holes const& all) {
    std::string out;
    for (auto const n : all) out += (out.empty() ? "{" : " {") + std::to_string(n) + '}';
    return out.empty() ? "none" : out;
}

void check_holes(po_file const& file, po_entry const& entry, std::vector<std::string>& problems) {
    if (is_plain(entry.text) && (entry.many.empty() || is_plain(entry.many))) return;
    // Of a counted text the form for one thing may leave the number out.
    holes const wanted = *holes_of(entry.many.empty() ? entry.text : entry.many);
    for (auto const& said : entry.said) {
        auto const got = holes_of(said);
        if (got && *got == wanted) continue;
        problems.push_back(file.place(entry) + ": the holes of `" + said + "` are " +
                           (got ? show(*got) : "not readable") + ", those of `" + entry.text + "` are " + show(wanted));
    }
}

struct hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class translated : public language {
public:
    translated(std::string code, plural_forms forms) : code_(std::move(code)), forms_(forms) {}

    void add(po_entry const& entry) { said_.emplace(entry.text, entry.said); }

    std::string_view code() const override { return code_; }
    std::string_view text(std::string_view english) const override {
        auto const found = said_.find(english);
        return found == said_.end() ? english : std::string_view(found->second.front());
    }
    std::string_view form(std::uint64_t count, std::string_view one, std::string_view many) const override {
        auto const found = said_.find(one);
        if (found == said_.end()) return english().form(count, one, many);
        return found->second[forms_.of(count)];
    }

private:
    std::string code_;
    plural_forms forms_;
    std::unordered_map<std::string, std::vector<std::string>, hash, std::equal_to<>> said_;
};

// By text; a text that is counted and one that is not are two.
std::set<std::pair<std::string_view, std::string_view>> texts_of(po_file const& file, bool translated_only) {
    std::set<std::pair<std::string_view, std::string_view>> out;
    for (auto const& entry : file.entries)
        if (!translated_only || is_translated(entry)) out.emplace(entry.text, entry.many);
    return out;
}

}  // namespace

bool is_translated(po_entry const& entry) {
    return !entry.fuzzy && !entry.said.empty() &&
           std::none_of(entry.said.begin(), entry.said.end(), [](std::string const& s) { return s.empty(); });
}

catalogue read_catalogue(std::string code, po_file const& file) {
    catalogue out;
    out.problems = file.problems;
    if (!out.problems.empty()) return out;
    auto const forms = plural_forms_of(file.plural_forms);
    if (!forms) {
        out.problems.push_back(file.name + ": the plural forms `" + file.plural_forms +
                               "` are not known to this program");
        return out;
    }
    auto language = std::make_unique<translated>(std::move(code), *forms);
    for (auto const& entry : file.entries) {
        if (!is_translated(entry)) continue;
        if (!entry.many.empty() && entry.said.size() != forms->count)
            out.problems.push_back(file.place(entry) + ": `" + entry.text + "` has " +
                                   std::to_string(entry.said.size()) + " forms, the language has " +
                                   std::to_string(forms->count));
        check_holes(file, entry, out.problems);
        language->add(entry);
    }
    if (out.problems.empty()) out.words = std::move(language);
    return out;
}

std::vector<std::string> missing_in(po_file const& file, po_file const& pot) {
    std::vector<std::string> out;
    auto const there = texts_of(file, true);
    for (auto const& entry : pot.entries)
        if (!there.count({entry.text, entry.many}))
            out.push_back((entry.used_at.empty() ? pot.place(entry) : entry.used_at.front()) + ": `" + entry.text +
                          '`');
    return out;
}

std::vector<std::string> unused_in(po_file const& file, po_file const& pot) {
    std::vector<std::string> out;
    auto const wanted = texts_of(pot, false);
    for (auto const& entry : file.entries)
        if (!wanted.count({entry.text, entry.many})) out.push_back(file.place(entry) + ": `" + entry.text + '`');
    return out;
}

}  // namespace a6::reports
