#include "checker/questions.hpp"

#include "checker/checks.hpp"
#include "checker/join.hpp"
#include "checker/locate.hpp"
#include "checker/readers.hpp"
#include "checker/run.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace a6::checker {

namespace {

using dsl::no_index;

struct serving_field {
    std::uint16_t table;
    std::uint16_t field;
};

bool holds(std::vector<std::string> const& ids, std::string const& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// What the reader finds where a mark of confidentiality has no basis: its requirements are about marks.
constexpr char const* mark_without_basis = "IN-09";

class questioner {
public:
    questioner(dsl::rulebook const& book, evaluator& values, reports::run_report const& report)
        : book_(book), values_(values), say_(values.language()), data_(values.data()), report_(report) {
        for (std::uint16_t t = 0; t < book.model.tables.size(); ++t) {
            auto const& table = book.model.tables[t];
            if (table.report != no_index && book.model.reports[table.report].reference) continue;
            for (std::uint16_t f = 0; f < table.fields.size(); ++f)
                for (auto const& id : table.fields[f].serves) serving_[id].push_back({t, f});
        }
        for (auto const& f : report.filings)
            if (!f.party.empty()) parties_.insert(f.party);
        for (std::uint16_t r = 0; r < book.model.reports.size(); ++r) {
            auto const header = book.model.reports[r].header;
            if (header == no_index) continue;
            auto const& rows = data_.tables[header];
            for (std::uint32_t row = 0; row < rows.rows; ++row)
                if (rows.current[row]) filed_.emplace(data_.filings[rows.filing[row]].party, r);
        }
        for (auto const& c : book.plan.conditions) conditions_[{c.table, c.field}] = c.value;
    }

    void ask(dsl::requirement const& r) {
        std::size_t const before = out_.size();
        std::map<std::pair<std::uint32_t, std::string>, std::size_t> index;  // by filing and approach
        auto const found = serving_.find(r.id);
        std::vector<serving_field> const fields =
            found == serving_.end() ? std::vector<serving_field>() : found->second;
        bool const any_called = std::any_of(fields.begin(), fields.end(), [&](serving_field s) { return demands(s); });
        std::set<std::string> spoken;  // Parties with a row that could answer
        for (auto const& s : fields) add_rows(r, s, any_called, index, spoken);
        if (holds(r.rules, mark_without_basis)) add_marks(r, index, spoken);
        for (auto const& party : parties_) {
            if (spoken.count(party)) continue;
            std::set<std::uint16_t> const answers = reports_that_answer(r, fields);
            if (!answers.empty() && !filed_any(party, answers)) {
                unasked_[{party, answers}].push_back(r.id);
                continue;
            }
            out_.push_back(blank(r));
            out_.back().party = party;
        }
        for (std::size_t i = before; i < out_.size(); ++i)
            for (auto const& f : report_.findings)
                if (holds(f.requirements, r.id) && concerns(f, out_[i])) out_[i].findings.push_back(f.id);
    }

    std::vector<reports::question> take() { return std::move(out_); }

    std::vector<reports::unasked> take_unasked() {
        std::vector<reports::unasked> out;
        for (auto& [key, requirements] : unasked_) {
            std::vector<std::string> titles;
            for (auto const i : key.second) titles.push_back(book_.model.reports[i].title);
            out.push_back({key.first, std::move(titles), std::move(requirements)});
        }
        return out;
    }

private:
    // The report has to say it, always or in some cases.
    bool demands(serving_field s) const {
        return book_.model.tables[s.table].fields[s.field].presence != dsl::presence::optional;
    }

    bool filed_any(std::string const& party, std::set<std::uint16_t> const& reports) const {
        return std::any_of(reports.begin(), reports.end(), [&](std::uint16_t report) {
            return filed_.count({party, report}) != 0;
        });
    }

    // Any of them would; none: the question is not about a report that Parties file.
    std::set<std::uint16_t> reports_that_answer(dsl::requirement const& r,
                                                std::vector<serving_field> const& fields) const {
        std::set<std::uint16_t> out(r.answered_in.begin(), r.answered_in.end());
        for (auto const& s : fields) out.insert(book_.model.tables[s.table].report);
        return out;
    }

    // Per row: not called for by the condition of the field. What is not known counts as called for.
    std::vector<bool> const& not_called_for(serving_field s) {
        auto const [it, fresh] = not_called_.try_emplace({s.table, s.field});
        if (!fresh) return it->second;
        it->second.assign(data_.tables[s.table].rows, false);
        auto const c = conditions_.find({s.table, s.field});
        if (c == conditions_.end()) return it->second;
        for (std::uint32_t row = 0; row < it->second.size(); ++row) {
            frame f = values_.rule_frame(s.table, {row});
            it->second[row] = values_.eval(c->second, f)->as_truth(0) == truth::no;
        }
        return it->second;
    }

    static bool concerns(reports::finding const& f, reports::question const& q) {
        auto const& at = f.locations.front();
        return q.filing.empty() ? at.party == q.party : at.filing == q.filing;
    }

    reports::question blank(dsl::requirement const& r) const {
        reports::question q;
        q.requirement = r.id;
        std::vector<std::string> const ids{r.id};
        q.source = join(provisions_of(book_, ids), ", ");
        q.paraphrase = r.paraphrase;
        q.part = r.part;
        q.text = r.question;
        return q;
    }

    void add_rows(dsl::requirement const& r, serving_field s, bool any_called,
                  std::map<std::pair<std::uint32_t, std::string>, std::size_t>& index, std::set<std::string>& spoken) {
        auto const& table = book_.model.tables[s.table];
        auto const& rows = data_.tables[s.table];
        std::uint16_t const by = approach_field(table);
        for (std::uint32_t row = 0; row < rows.rows; ++row) {
            if (!rows.current[row] || data_.filings[rows.filing[row]].raw->of_rulebook) continue;
            spoken.insert(data_.filings[rows.filing[row]].party);
            // An optional field asks nothing by itself where another field has to say it.
            if (!rows.given[s.field][row] && (not_called_for(s)[row] || (any_called && !demands(s)))) continue;
            std::string const approach = approach_of(data_, s.table, row, by);
            auto const [it, fresh] = index.try_emplace({rows.filing[row], approach}, out_.size());
            if (fresh) {
                out_.push_back(blank(r));
                auto const& filing = data_.filings[rows.filing[row]];
                out_.back().filing = filing.id;
                out_.back().file = filing.raw->name;
                out_.back().party = filing.party;
                out_.back().approach = approach;
            }
            if (!rows.given[s.field][row]) continue;
            reports::passage p;
            p.at = locate(data_, book_.model, s.table, row, s.field, reports::location_role::evidence);
            p.at.excerpt.clear();
            if (p.at.value) p.text = *p.at.value;
            out_[it->second].passages.push_back(std::move(p));
        }
    }

    // The bases for protecting what is marked, as the Party wrote them; they are not marked themselves, unless a mark
    // around them is. What they protect is named by its table and field and shown nowhere.
    void add_marks(dsl::requirement const& r, std::map<std::pair<std::uint32_t, std::string>, std::size_t>& index,
                   std::set<std::string>& spoken) {
        for (std::uint32_t i = 0; i < data_.filings.size(); ++i) {
            auto const& filing = data_.filings[i];
            auto const& raw = *filing.raw;
            if (raw.of_rulebook || filing.superseded_by || raw.marks.empty()) continue;
            spoken.insert(filing.party);
            auto const [it, fresh] = index.try_emplace({i, std::string()}, out_.size());
            if (fresh) {
                out_.push_back(blank(r));
                out_.back().filing = filing.id;
                out_.back().file = raw.name;
                out_.back().party = filing.party;
            }
            std::map<std::string, std::pair<confidential_mark const*, std::uint64_t>> bases;  // first mark, number
            for (auto const& m : raw.marks) {
                if (is_inside_another(raw, m)) continue;
                auto& [first, marks] = bases[gives_basis(m.basis) ? m.basis : std::string()];
                if (marks++ == 0) first = &m;
            }
            for (auto const& [basis, of] : bases) {
                reports::passage p;
                p.at = place_of_mark(i, *of.first);
                p.text = basis.empty() ? say_.counted(of.second, "{} mark without a basis", "{} marks without a basis")
                                       : say_.counted(of.second, "{} mark, with the basis: {}",
                                                      "{} marks, with the basis: {}", basis);
                out_[it->second].passages.push_back(std::move(p));
            }
        }
    }

    static bool is_inside_another(raw_filing const& raw, confidential_mark const& m) {
        return (m.report != no_index && raw.mark_of(no_index)) || (m.table != no_index && raw.mark_of(m.report)) ||
               ((m.row != 0 || m.field != no_index) && raw.mark_of(m.report, m.table)) ||
               (m.row != 0 && m.field != no_index && raw.mark_of(m.report, m.table, m.row));
    }

    reports::location place_of_mark(std::uint32_t filing, confidential_mark const& m) const {
        reports::location at;
        at.role = reports::location_role::evidence;
        at.filing = data_.filings[filing].id;
        at.file = data_.filings[filing].raw->name;
        at.party = data_.filings[filing].party;
        if (m.table == no_index) return at;
        auto const& table = book_.model.tables[m.table];
        at.table = table.name;
        if (!table.single_row()) at.row = m.row;
        if (m.field == no_index) return at;
        at.field = table.fields[m.field].name;
        at.label = table.fields[m.field].label;
        return at;
    }

    dsl::rulebook const& book_;
    evaluator& values_;
    reports::language const& say_;
    dataset const& data_;
    reports::run_report const& report_;
    std::map<std::string, std::vector<serving_field>> serving_;
    std::set<std::string> parties_;
    std::set<std::pair<std::string, std::uint16_t>> filed_;  // Party, report
    std::map<std::pair<std::uint16_t, std::uint16_t>, dsl::node_id> conditions_;
    std::map<std::pair<std::uint16_t, std::uint16_t>, std::vector<bool>> not_called_;
    std::map<std::pair<std::string, std::set<std::uint16_t>>, std::vector<std::string>> unasked_;  // Party, reports
    std::vector<reports::question> out_;
};

}  // namespace

void add_questions(dsl::rulebook const& book, evaluator& values, reports::run_report& report) {
    questioner q(book, values, report);
    auto ask_part = [&](std::string const& part) {
        for (auto const& r : book.requirements)
            if (r.part == part && !r.question.empty()) q.ask(r);
    };
    for (auto const& p : book.parts) ask_part(p.name);
    ask_part({});
    report.questions = q.take();
    report.unasked = q.take_unasked();
}

}  // namespace a6::checker
