#include "checker/questions.hpp"

#include "checker/join.hpp"
#include "checker/locate.hpp"
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

// The field that tells which cooperative approach a row is about; the name is part of the filing format.
std::uint16_t approach_field(dsl::table const& t) {
    return t.single_row() ? no_index : t.find_field("CooperativeApproachID");
}

bool holds(std::vector<std::string> const& ids, std::string const& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

class questioner {
public:
    questioner(dsl::rulebook const& book, dataset const& data, reports::run_report const& report)
        : book_(book), data_(data), report_(report) {
        for (std::uint16_t t = 0; t < book.model.tables.size(); ++t)
            for (std::uint16_t f = 0; f < book.model.tables[t].fields.size(); ++f)
                for (auto const& id : book.model.tables[t].fields[f].serves) serving_[id].push_back({t, f});
        for (auto const& f : report.filings)
            if (!f.party.empty()) parties_.insert(f.party);
    }

    void ask(dsl::requirement const& r) {
        std::size_t const before = out_.size();
        std::map<std::pair<std::uint32_t, std::string>, std::size_t> index;  // by filing and approach
        if (auto const found = serving_.find(r.id); found != serving_.end())
            for (auto const& s : found->second) add_rows(r, s, index);
        if (out_.size() == before)
            for (auto const& party : parties_) {
                out_.push_back(blank(r));
                out_.back().party = party;
            }
        for (std::size_t i = before; i < out_.size(); ++i)
            for (auto const& f : report_.findings)
                if (holds(f.requirements, r.id) && concerns(f, out_[i])) out_[i].findings.push_back(f.id);
    }

    std::vector<reports::question> take() { return std::move(out_); }

private:
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

    void add_rows(dsl::requirement const& r, serving_field s,
                  std::map<std::pair<std::uint32_t, std::string>, std::size_t>& index) {
        auto const& table = book_.model.tables[s.table];
        auto const& rows = data_.tables[s.table];
        std::uint16_t const by = approach_field(table);
        for (std::uint32_t row = 0; row < rows.rows; ++row) {
            if (!rows.current[row] || data_.filings[rows.filing[row]].raw->of_rulebook) continue;
            std::string approach;
            if (by != no_index)
                if (raw_cell const* cell = data_.cell(s.table, row, by))
                    approach = cell->confidential ? std::string(reports::confidential_words) : tidy(cell->text);
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

    dsl::rulebook const& book_;
    dataset const& data_;
    reports::run_report const& report_;
    std::map<std::string, std::vector<serving_field>> serving_;
    std::set<std::string> parties_;
    std::vector<reports::question> out_;
};

}  // namespace

std::vector<reports::question> questions_of(dsl::rulebook const& book, dataset const& data,
                                            reports::run_report const& report) {
    questioner q(book, data, report);
    auto ask_part = [&](std::string const& part) {
        for (auto const& r : book.requirements)
            if (r.part == part && !r.question.empty()) q.ask(r);
    };
    for (auto const& p : book.parts) ask_part(p.name);
    ask_part({});
    return q.take();
}

}  // namespace a6::checker
