#include "checker/explain.hpp"

#include <algorithm>

namespace a6::checker {

using dsl::node;
using dsl::node_id;
using dsl::op;
using reports::undecided_reason;

namespace {

constexpr char const* bare_numbers =
    reports::for_translation("the registry of first transfer of serials that are reported as bare numbers");

class explanation {
public:
    explanation(evaluator& e, std::size_t limit) : e_(e), say_(e.language()), limit_(limit) {}

    void walk(node_id n, frame& f, std::size_t element) {
        if (n == dsl::no_node || depth_ > 64) return;
        vector_ptr const v = e_.eval(n, f);
        if (v->known[element]) return;
        if (facts_.size() >= limit_) {
            ++named_;
            return;
        }
        ++depth_;
        visit(n, f, element);
        --depth_;
    }

    std::vector<missing_fact> take() && { return std::move(facts_); }

private:
    dsl::plan const& plan() const { return e_.plan(); }
    dsl::data_model const& model() const { return e_.book().model; }

    // Facts that were named before count as an explanation as well.
    void add(missing_fact fact) {
        ++named_;
        bool const again = std::any_of(facts_.begin(), facts_.end(), [&](missing_fact const& x) {
            return x.need == fact.need && x.table == fact.table && x.row == fact.row && x.field == fact.field;
        });
        if (!again && facts_.size() < limit_) facts_.push_back(std::move(fact));
    }

    // The row a node stands for is not there, or is not one row.
    void row_not_known(node_id row_node, frame& f, std::size_t element) {
        vector_ptr const rows = e_.eval(row_node, f);
        if (!rows->known[element]) {
            walk(row_node, f, element);
            return;
        }
        if (rows->i[element] == no_row) not_found(row_node, f, element);
    }

    void not_found(node_id row_node, frame& f, std::size_t element) {
        node const& x = plan().nodes[row_node];
        if (x.code == op::header) return row_not_known(plan().child(row_node, 0), f, element);
        dsl::query const* q = nullptr;
        frame own;
        frame* where = &f;
        if (x.code == op::query) q = &plan().queries[x.payload];
        if (x.code == op::reference) {
            // The text of a reference speaks of the row that has it.
            auto const& reference = plan().references[x.payload];
            node_id const holder = plan().child(row_node, 0);
            vector_ptr const rows = e_.eval(holder, f);
            if (!rows->known[element] || rows->i[element] == no_row) return row_not_known(holder, f, element);
            q = &plan().queries[plan().nodes[reference.value].payload];
            own = e_.rule_frame(reference.table, {static_cast<std::uint32_t>(rows->i[element])});
            where = &own;
            element = 0;
        }
        missing_fact fact;
        fact.reason = undecided_reason::missing_document;
        if (q && !q->otherwise.empty())
            fact.need = e_.render(q->otherwise, *where, element);
        else
            fact.need = say_("a matching row of {}", model().tables[q ? q->table : x.type.table].label);
        for (auto const& u : e_.data().unmade)
            if (q && u.table == q->table) {
                fact.reason = undecided_reason::missing_field;
                fact.need = u.too_long ? say_("{}; the period in {} has more than {} years", fact.need,
                                              e_.data().filings[u.filing].id, max_generated_years)
                                       : say_("{}; there would be too many of them", fact.need);
                break;
            }
        add(std::move(fact));
    }

    void field(node const& x, node_id n, frame& f, std::size_t element) {
        node_id const row_node = plan().child(n, 0);
        vector_ptr const rows = e_.eval(row_node, f);
        if (!rows->known[element] || rows->i[element] == no_row) return row_not_known(row_node, f, element);
        std::uint16_t const table = plan().nodes[row_node].type.table;
        auto const row = static_cast<std::uint32_t>(rows->i[element]);
        auto const& declared = model().tables[table].fields[x.payload];
        missing_fact fact;
        fact.table = table;
        fact.row = row;
        fact.field = static_cast<std::uint16_t>(x.payload);
        if (auto const several = rows->many.find(static_cast<std::uint32_t>(element)); several != rows->many.end()) {
            fact.reason = undecided_reason::ambiguous;
            fact.need = say_("which of {} matching rows of {} counts: they differ in {}", several->second.size(),
                             model().tables[table].label, declared.label);
        } else {
            fact.need = say_("{} ({})", declared.label, model().tables[table].label);
        }
        add(std::move(fact));
    }

    // The node stands for several rows. False: it does not.
    bool several(node_id row_node, frame& f, std::size_t element) {
        if (plan().nodes[row_node].type.k != dsl::kind::row) return false;
        vector_ptr const rows = e_.eval(row_node, f);
        auto const found = rows->many.find(static_cast<std::uint32_t>(element));
        if (!rows->known[element] || found == rows->many.end()) return false;
        add({undecided_reason::ambiguous,
             say_("which of {} matching rows of {} counts", found->second.size(),
                  model().tables[plan().nodes[row_node].type.table].label),
             dsl::no_index, 0, dsl::no_index});
        return true;
    }

    void derived(node const& x, node_id n, frame& f, std::size_t element) {
        node_id const row_node = plan().child(n, 0);
        vector_ptr const rows = e_.eval(row_node, f);
        if (!rows->known[element] || rows->i[element] == no_row) return row_not_known(row_node, f, element);
        if (several(row_node, f, element)) return;
        auto const& d = plan().derived[x.payload];
        frame own = e_.rule_frame(d.table, {static_cast<std::uint32_t>(rows->i[element])});
        walk(d.value, own, 0);
    }

    // Which of the facts that make the row an event is missing.
    void life(node const& x, node_id n, frame& f, std::size_t element) {
        node_id const row_node = plan().child(n, 0);
        vector_ptr const rows = e_.eval(row_node, f);
        if (!rows->known[element] || rows->i[element] == no_row) return row_not_known(row_node, f, element);
        auto const& cycle = plan().lifecycles[x.payload / dsl::life_part::count];
        frame own = e_.rule_frame(cycle.table, {static_cast<std::uint32_t>(rows->i[element])});
        vector_ptr const serials = e_.eval(cycle.serials, own);
        if (serials->known[0] && serials->b[0].registry == 0)
            return cannot_be_formed(cycle.serials, own, 0, undecided_reason::missing_field, say_(bare_numbers));
        // Of the moves only the one that the row makes, or may make.
        std::vector<node_id> parts{cycle.when, cycle.serials};
        for (auto const& m : cycle.moves) {
            if (m.when != dsl::no_node && e_.eval(m.when, own)->as_truth(0) == truth::no) continue;
            parts.insert(parts.end(), {m.when, m.passes_to});
            break;
        }
        parts.push_back(cycle.actor);
        parts.insert(parts.end(), cycle.order.begin(), cycle.order.end());
        for (node_id const part : parts)
            if (part != dsl::no_node) walk(part, own, 0);
    }

    void first_version(node_id n, frame& f, std::size_t element) {
        node_id const row_node = plan().child(n, 0);
        vector_ptr const rows = e_.eval(row_node, f);
        auto const& report = model().reports[model().tables[plan().nodes[row_node].type.table].report];
        missing_fact fact;
        fact.reason = undecided_reason::missing_document;
        fact.need = say_("the first version (1.0) of: {}", report.title);
        if (rows->known[element] && rows->i[element] != no_row) {
            auto const& table = e_.data().tables[plan().nodes[row_node].type.table];
            auto const filing = table.filing[static_cast<std::size_t>(rows->i[element])];
            fact.need = say_("{}, of which there is {}", fact.need, e_.data().filings[filing].id);
        }
        add(std::move(fact));
    }

    void reference(node const& x, node_id n, frame& f, std::size_t element) {
        node_id const row_node = plan().child(n, 0);
        vector_ptr const rows = e_.eval(row_node, f);
        if (!rows->known[element] || rows->i[element] == no_row) return row_not_known(row_node, f, element);
        if (several(row_node, f, element)) return;
        auto const& r = plan().references[x.payload];
        frame own = e_.rule_frame(r.table, {static_cast<std::uint32_t>(rows->i[element])});
        walk(r.value, own, 0);
    }

    void query(node const& x, frame& f, std::size_t element) {
        auto const& q = plan().queries[x.payload];
        std::size_t const before = named_;
        for (auto const& k : q.keys) {
            walk(k.outer, f, element);
            if (plan().nodes[k.outer].type.k == dsl::kind::row) row_not_known(k.outer, f, element);
            several(k.outer, f, element);
        }
        if (q.overlap) walk(q.overlap->outer, f, element);
        if (named_ != before) return;
        if (e_.gave_up(q, f, element)) {
            add({undecided_reason::not_compared,
                 say_("fewer rows of {} that meet each other: there are too many to compare them all",
                      model().tables[q.table].label),
                 dsl::no_index, 0, dsl::no_index});
            return;
        }
        if (auto open = e_.undecided_rows(q, f, element))
            for (std::size_t n = 0; n < open->nodes.size(); ++n) walk(open->nodes[n], open->inner, n);
    }

    // Known arguments, unknown result: the cells the value is made of are named, so that a finding on them is found.
    void cannot_be_formed(node_id n, frame& f, std::size_t element, undecided_reason reason, std::string const& what) {
        std::size_t const before = named_;
        name_cells(n, f, element, reason, what);
        if (named_ == before) add({reason, what, dsl::no_index, 0, dsl::no_index});
    }

    void name_cells(node_id n, frame& f, std::size_t element, undecided_reason reason, std::string const& what) {
        node const& x = plan().nodes[n];
        if (x.code == op::field) {
            node_id const row_node = plan().child(n, 0);
            vector_ptr const rows = e_.eval(row_node, f);
            if (rows->known[element] && rows->i[element] != no_row)
                add({reason, what, plan().nodes[row_node].type.table, static_cast<std::uint32_t>(rows->i[element]),
                     static_cast<std::uint16_t>(x.payload)});
            return;
        }
        if (x.code == op::derived) {
            node_id const row_node = plan().child(n, 0);
            vector_ptr const rows = e_.eval(row_node, f);
            if (!rows->known[element] || rows->i[element] == no_row) return;
            auto const& d = plan().derived[x.payload];
            frame own = e_.rule_frame(d.table, {static_cast<std::uint32_t>(rows->i[element])});
            name_cells(d.value, own, 0, reason, what);
            return;
        }
        for (std::uint32_t c = 0; c < x.child_count; ++c) name_cells(plan().child(n, c), f, element, reason, what);
    }

    void visit(node_id n, frame& f, std::size_t element) {
        node const& x = plan().nodes[n];
        std::size_t const before = named_;
        switch (x.code) {
            case op::field: return field(x, n, f, element);
            case op::derived: derived(x, n, f, element); break;
            case op::reference: reference(x, n, f, element); break;
            case op::life: life(x, n, f, element); break;
            case op::query: query(x, f, element); break;
            case op::header: row_not_known(plan().child(n, 0), f, element); break;
            case op::present:
            case op::readable:
            case op::canonical:
            case op::confidential:
            case op::raw: field(plan().nodes[plan().child(n, 0)], plan().child(n, 0), f, element); break;
            case op::parameter:
                add({undecided_reason::missing_field,
                     say_("a value of `{}` for the day of the run", plan().parameters[x.payload].name), dsl::no_index,
                     0, dsl::no_index});
                break;
            default:
                for (std::uint32_t c = 0; c < x.child_count; ++c) walk(plan().child(n, c), f, element);
                for (std::uint32_t c = 0; c < x.child_count; ++c)
                    if (plan().nodes[plan().child(n, c)].type.k == dsl::kind::row)
                        row_not_known(plan().child(n, c), f, element);
        }
        if (named_ != before) return;
        for (std::uint32_t c = 0; c < x.child_count; ++c) several(plan().child(n, c), f, element);
        if (named_ != before) return;
        bool const serials = about_serials(x);
        if (x.code == op::call && static_cast<dsl::function>(x.payload) == dsl::function::block)
            cannot_be_formed(n, f, element, undecided_reason::missing_field,
                             say_("a block of serials: First ID and Last ID as they stand do not form one"));
        else if (x.code == op::call && static_cast<dsl::function>(x.payload) == dsl::function::first_submitted)
            first_version(n, f, element);
        else if (x.code == op::call && static_cast<dsl::function>(x.payload) == dsl::function::last_place)
            number_as_written(n, f, element);
        else if (x.code == op::call)
            cannot_be_formed(n, f, element, undecided_reason::missing_field,
                             needed_for(static_cast<dsl::function>(x.payload)));
        else if (serials)
            cannot_be_formed(n, f, element, undecided_reason::missing_field, say_(bare_numbers));
        else if (x.code == op::query)
            add({undecided_reason::ambiguous,
                 say_("which of several rows of {} counts", model().tables[plan().queries[x.payload].table].label),
                 dsl::no_index, 0, dsl::no_index});
        else if (x.code >= op::add && x.code <= op::round)
            cannot_be_formed(n, f, element, undecided_reason::inexact,
                             say_("numbers with fewer digits: the result has more than can be kept exactly"));
        else
            cannot_be_formed(n, f, element, undecided_reason::missing_field,
                             say_("one reading of what is written: it allows several, which differ here"));
    }

    // Whether the node compares or joins serials, which is undecided where bare numbers may be of any registry.
    bool about_serials(node const& x) const {
        auto serial = [&](node_id n) {
            if (n == dsl::no_node) return false;
            auto const k = plan().nodes[n].type.k;
            return k == dsl::kind::block || k == dsl::kind::blocks;
        };
        if (x.code == op::life) return true;
        if (x.code == op::query) {
            auto const& q = plan().queries[x.payload];
            return q.overlap || serial(q.body) || x.type.k == dsl::kind::blocks;
        }
        bool any = false;
        for (std::uint32_t c = 0; c < x.child_count; ++c) any = any || serial(plan().children[x.first_child + c]);
        return any;
    }

    // Which digit of a number is the last one can be told of a number only.
    void number_as_written(node_id n, frame& f, std::size_t element) {
        node_id of = plan().child(n, 0);
        while (plan().nodes[of].code != op::field && plan().nodes[of].child_count == 1) of = plan().child(of, 0);
        if (plan().nodes[of].code == op::field) return field(plan().nodes[of], of, f, element);
        cannot_be_formed(n, f, element, undecided_reason::missing_field, say_("a number in plain digits"));
    }

    std::string needed_for(dsl::function id) const {
        using enum dsl::function;
        switch (id) {
            case occurrence:
            case use_window:
            case unlabelled: return say_("a time frame that says which of its years are meant");
            case first_serial:
            case last_serial: return say_("at least one ITMO whose serial number can be told");
            case unit_block:
            case size: return say_("serial numbers that form a block, from a first to a last");
            case vintage:
            case registry:
            case party:
            case approach:
            case serial: return say_("an ITMO identifier in full, with all its parts");
            default: return say_("a value that can be used here: what is written cannot");
        }
    }

    evaluator& e_;
    reports::language const& say_;
    std::size_t limit_;
    int depth_ = 0;
    std::size_t named_ = 0;
    std::vector<missing_fact> facts_;
};

}  // namespace

std::vector<missing_fact> explain_unknown(evaluator& e, dsl::node_id n, frame& f, std::size_t element,
                                          std::size_t limit) {
    explanation x(e, limit);
    x.walk(n, f, element);
    auto facts = std::move(x).take();
    auto const& say = e.language();
    if (facts.empty())
        facts.push_back(
            {undecided_reason::missing_field, say("a fact that the rulebook needs"), dsl::no_index, 0, dsl::no_index});
    return facts;
}

}  // namespace a6::checker
