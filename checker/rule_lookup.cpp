#include "checker/rule_lookup.hpp"

#include "dsl/diagnostic.hpp"

namespace a6::checker {

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

dsl::rule const* find_rule_as_typed(dsl::rulebook const& book, std::string const& id) {
    if (auto const* r = book.find_rule(id)) return r;
    for (auto const& r : book.rules)
        if (upper(r.id) == upper(id)) return &r;
    return nullptr;
}

int unknown_id(dsl::rulebook const& book, std::string const& id, std::ostream& err) {
    std::vector<std::string> ids;
    for (auto const& r : book.rules) ids.push_back(r.id);
    for (auto const& r : book.requirements) ids.push_back(r.id);
    for (auto const& l : book.model.lists) ids.push_back(l.name);
    std::string const near = dsl::closest(id, ids);
    err << "a6check: there is no rule, requirement or list `" << id << '`';
    if (!near.empty()) err << "; did you mean `" << near << "`?";
    err << "\n  help: `a6check rules list` prints them all\n";
    return 2;
}

}  // namespace a6::checker
