#include "checker/account.hpp"

#include "checker/behind.hpp"
#include "checker/explain.hpp"
#include "checker/facts.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace a6::checker {

namespace {

using dsl::kind;
using dsl::no_index;

// The quantity in the unit asked for, exactly; empty if it does not come out even.
std::optional<std::string> in_unit(dsl::decimal tonnes, account_unit unit) {
    std::int64_t const factor = unit == account_unit::tonnes ? 1 : unit == account_unit::kilotonnes ? 1'000 : 1'000'000;
    auto const by = dsl::decimal::from_integer(factor);
    auto const out = dsl::divide(tonnes, by, dsl::decimal::fraction_digits, dsl::rounding::down);
    if (!out || dsl::multiply(*out, by) != tonnes) return std::nullopt;
    return dsl::to_string(*out);
}

class accountant {
public:
    accountant(dsl::rulebook const& book, evaluator& values, account_options const& what)
        : book_(book), e_(values), unit_(what.unit), explain_(what.explain) {}

    reports::account_table table(std::uint16_t index) {
        auto const& declared = book_.model.tables[index];
        reports::account_table out;
        out.name = declared.name;
        out.title = declared.label;
        for (auto const& d : book_.plan.derived)
            if (d.table == index && !d.label.empty()) {
                shown_.push_back(&d);
                bool const serials = d.type.k == kind::block || d.type.k == kind::blocks;
                out.columns.push_back({d.name, d.label, unit_of(d.type), serials});
            }
        auto const year = year_field(declared);
        auto const party = book_.model.reports[declared.report].roles.party;
        // By what is shown, then by what is written: blocks with marked headings stay apart.
        using heading = std::vector<std::string>;
        std::map<std::pair<heading, heading>, std::vector<std::pair<std::int64_t, std::uint32_t>>> blocks;
        auto const& rows = e_.data().tables[index];
        for (std::uint32_t r = 0; r < rows.rows; ++r) {
            heading written{e_.data().filings[rows.filing[r]].party};
            heading seen = written;
            for (std::uint16_t f = 0; f < declared.fields.size(); ++f) {
                if (f == year) continue;
                written.push_back(text_of(rows.fields[f], r));
                seen.push_back(rows.is_confidential(f, r) ? std::string(reports::confidential_words) : written.back());
                if (written.back() == written.front()) seen.front() = seen.back();
            }
            std::int64_t const when = year == no_index ? 0 : rows.fields[year].i[r];
            blocks[{std::move(seen), std::move(written)}].emplace_back(when, r);
        }
        for (auto& [headings, members] : blocks) {
            auto const& key = headings.first;
            std::sort(members.begin(), members.end());
            reports::account_block block;
            block.party = key.front();
            if (party != no_index) block.party_name = name_of(declared.report, party, block.party);
            std::size_t at = 1;
            for (std::uint16_t f = 0; f < declared.fields.size(); ++f) {
                if (f == year) continue;
                std::string const& value = key[at++];
                if (value != block.party)
                    block.keys.push_back({declared.fields[f].heading, declared.fields[f].label, value});
            }
            auto const first_hidden = std::stable_partition(members.begin(), members.end(), [&](auto const& m) {
                return year == no_index || !rows.is_confidential(year, m.second);
            });
            for (auto m = members.begin(); m != first_hidden; ++m)
                block.rows.push_back(row(index, m->second, std::to_string(m->first)));
            hide_years(block, index, members.front().second);
            hide_figures(block);
            out.blocks.push_back(std::move(block));
        }
        shown_.clear();
        return out;
    }

private:
    // How many years there are that follow from something confidential, and where they begin, would tell it: they are
    // left out, and where there are no others stand as one. `member`: a row of the block.
    void hide_years(reports::account_block& block, std::uint16_t index, std::uint32_t member) {
        auto const& data = e_.data();
        if (block.rows.empty()) {
            reports::account_value const hidden{std::string(reports::confidential_words), {}, {}};
            block.rows.push_back({hidden.value.value(), std::vector(shown_.size(), hidden)});
            return;
        }
        auto const& say = e_.language();
        auto const group = [&](std::uint32_t filing) { return data.filings[filing].party_group; };
        auto const& table = data.tables[index];
        bool const may_be_more =
            std::any_of(table.made_of_marked.begin(), table.made_of_marked.end(),
                        [&](std::uint32_t from) { return group(from) == group(table.filing[member]); });
        if (may_be_more) block.notes.push_back(say("years that follow from what is confidential are left out"));
    }

    // From which year on a figure is confidential would tell a year that is: it is so in all of them.
    static void hide_figures(reports::account_block& block) {
        for (std::size_t c = 0; c < block.rows.front().values.size(); ++c) {
            reports::account_value const hidden{std::string(reports::confidential_words), {}, {}};
            if (std::none_of(block.rows.begin(), block.rows.end(),
                             [&](auto const& r) { return r.values[c].value == hidden.value; }))
                continue;
            for (auto& r : block.rows) r.values[c] = hidden;
        }
    }

    // The last year of the key runs along the columns; what stands before it heads the block.
    static std::uint16_t year_field(dsl::table const& t) {
        std::uint16_t year = no_index;
        for (std::uint16_t f = 0; f < t.fields.size(); ++f)
            if (t.fields[f].type.k == kind::year) year = f;
        return year;
    }

    std::string text_of(vector_value const& v, std::uint32_t r) const {
        if (!v.known[r]) return {};
        if (v.k == kind::text || v.k == kind::code) return std::string(e_.data().pool[static_cast<text_id>(v.i[r])]);
        return std::to_string(v.i[r]);
    }

    std::string name_of(std::uint16_t report, std::uint16_t field, std::string const& party) const {
        auto const& t = book_.model.tables[book_.model.reports[report].header].fields[field].type;
        if (t.k != kind::code) return {};
        for (auto const& c : book_.model.lists[t.list].codes)
            if (c.value == party) return c.label;
        return {};
    }

    std::string unit_of(dsl::type const& t) const {
        if (t.unit == no_index) return {};
        if (!in_tonnes(t)) return book_.model.units[t.unit].name;
        return unit_ == account_unit::tonnes ? "tCO2e" : unit_ == account_unit::kilotonnes ? "ktCO2e" : "MtCO2e";
    }
    bool in_tonnes(dsl::type const& t) const { return t.unit != no_index && book_.model.units[t.unit].name == "tCO2e"; }

    reports::account_row row(std::uint16_t index, std::uint32_t r, std::string period) {
        reports::account_row out;
        out.period = std::move(period);
        frame f = e_.rule_frame(index, {r});
        for (auto const* d : shown_) {
            reports::account_value cell;
            vector_ptr const v = e_.eval(d->value, f);
            if (e_.is_confidential(d->value, f, 0)) {
                cell.value = std::string(reports::confidential_words);
            } else if (!v->known[0]) {
                for (auto const& fact : explain_unknown(e_, d->value, f, 0)) cell.needs.push_back(fact.need);
            } else if (v->k == kind::blocks) {
                for (auto const& b : v->s[0]->blocks()) cell.serials.push_back(to_string(b, e_.data().pool));
            } else {
                cell.value = e_.show(d->value, f, 0);
                if (v->k == kind::decimal && in_tonnes(d->type)) {
                    cell.value = in_unit(v->d[0], unit_);
                    auto const& say = e_.language();
                    if (!cell.value) cell.needs.push_back(say("a smaller unit: the quantity does not come out even"));
                }
            }
            if (explain_) cell.behind = rows_behind(e_, d->value, f, 0);
            out.values.push_back(std::move(cell));
        }
        return out;
    }

    dsl::rulebook const& book_;
    evaluator& e_;
    account_unit unit_;
    bool explain_;
    std::vector<dsl::derived_value const*> shown_;
};

}  // namespace

account_unit account_unit_named(std::string const& name) {
    return name == "kt" ? account_unit::kilotonnes : name == "Mt" ? account_unit::megatonnes : account_unit::tonnes;
}

void add_figures(reports::account& out, evaluator& values, account_options const& what) {
    auto const& book = values.book();
    auto const& data = values.data();
    auto const& say = values.language();
    for (auto const& u : data.unmade) {
        if (!u.too_long) continue;
        bool const shown = std::any_of(book.plan.derived.begin(), book.plan.derived.end(),
                                       [&](auto const& d) { return d.table == u.table && !d.label.empty(); });
        if (shown)
            out.failures.push_back({data.filings[u.filing].raw->name, "E104",
                                    say("the NDC implementation period of this filing has more than {} years; nothing "
                                        "was accounted for in it",
                                        max_generated_years),
                                    say("correct the first or the last year of the period"), 0, 0, true});
    }
    out.unit_label = what.unit == account_unit::tonnes       ? say("t CO2 eq")
                     : what.unit == account_unit::kilotonnes ? say("kt CO2 eq")
                                                             : say("Mt CO2 eq");
    accountant a(book, values, what);
    for (std::uint16_t t = 0; t < book.model.tables.size(); ++t) {
        if (!book.model.tables[t].generated || book.model.tables[t].shown_by != what.shown_by) continue;
        auto table = a.table(t);
        if (!table.columns.empty()) out.tables.push_back(std::move(table));
    }
}

reports::account recompute(dsl::rulebook const& book, std::vector<std::unique_ptr<raw_filing>> filings,
                           std::vector<read_error> const& failures, run_options const& options,
                           account_options const& what) {
    reports::account out;
    begin_report(out, book, failures, options);
    auto const& say = *out.lang;
    auto data = build_dataset(distinct_filings(book, std::move(filings), out), book.model, options.as_of);
    for (auto& f : unreadable_facts(*data, book.model, say)) out.failures.push_back(std::move(f));
    evaluator values(book, *data, options.as_of);
    values.speak(say);
    values.make_for({what.shown_by});
    values.prepare();
    add_failures_of(*data, book.model, out);
    for (auto const& f : data->filings)
        if (!f.raw->of_rulebook) out.filings.push_back(filing_named(f, book.model));
    add_figures(out, values, what);
    return out;
}

}  // namespace a6::checker
