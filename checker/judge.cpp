#include "checker/judge.hpp"

#include "checker/locate.hpp"
#include "checker/profile.hpp"
#include "checker/push_new.hpp"
#include "checker/row_chunks.hpp"
#include "checker/sha256.hpp"
#include "checker/work_in_order.hpp"

#include <algorithm>
#include <tuple>

namespace a6::checker {

using dsl::no_index;
using dsl::no_node;

judge::judge(dsl::rulebook const& book, dataset& data, run_options const& options)
    : checked(book), book_(book), data_(data), options_(options), e_(book, data, options.as_of) {
    e_.speak(*options.lang);
    if (options.review) e_.make_for({"ledger", "review"});
    outcomes.resize(book.rules.size());
    instances.resize(book.rules.size());
    kept_.assign(book.rules.size(), {});
    told_.assign(book.rules.size(), 0);
    spent_.assign(book.rules.size(), {});
    for (std::size_t i = 0; i < book.rules.size(); ++i) {
        auto const& rule = book.rules[i];
        outcomes[i].rule = rule.id;
        outcomes[i].title = rule.title;
        outcomes[i].severity = severity_of(rule.severity);
        outcomes[i].classification = class_of(rule.classification);
        outcomes[i].requirements = rule.implements;
        outcomes[i].provisions = provisions_of(book, rule.implements);
        for (auto const& instance : rule.instances)
            push_new(outcomes[i].tables, book.model.tables[instance.table].name, rule.instances.size());
        outcomes[i].remedy = rule.remedy;
        outcomes[i].notes = rule.notes;
        instances[i].resize(book.rules[i].instances.size());
    }
}

void judge::run() {
    {
        stage_timer const timed(options_.times, "derived values");
        e_.prepare(options_.times);
        e_.follow_lives(options_.times);
    }
    stage_timer const timed(options_.times, "rules");
    for (auto const& t : data_.tables) {
        row_failed.emplace_back(t.rows, 0);
        row_open.emplace_back(t.rows, 0);
        balance_errors_.emplace_back(t.rows, 0);
        marked_errors_.emplace_back(t.rows, 0);
    }
    e_.know_flags(balance_errors_, marked_errors_);
    read_by_reader();
    judge_tables(false);
    judge_tables(true);
    add_up();
    sort_groups();
    // What is blocked by a finding elsewhere is known only now.
    for (auto& g : groups)
        for (auto const& cell : g.cells)
            if (auto const it = findings_at.find(cell); it != findings_at.end())
                for (auto const& id : it->second) push_new(g.blocked_by, id, 5);
}

// Table by table and chunk by chunk, every rule on the chunk's batches: what several rules ask is computed once. A rule
// that comes after another looks at that one's findings on the same row, so that the order within a batch is enough;
// rules that ask what all others found come behind them.
void judge::judge_tables(bool last) {
    for (std::uint16_t t = 0; t < data_.tables.size(); ++t) {
        std::vector<asked_instance> asked;
        for (auto const index : book_.evaluation_order) {
            auto const& rule = book_.rules[index];
            if (rule.by_reader || rule.last != last) continue;
            for (std::size_t i = 0; i < rule.instances.size(); ++i)
                if (rule.instances[i].table == t) asked.push_back({index, i});
        }
        if (!asked.empty()) judge_table(t, asked);
    }
}

void judge::judge_table(std::uint16_t t, std::vector<asked_instance> const& asked) {
    auto const& table = data_.tables[t];
    auto const chunks = chunks_of(table, batch_rows);
    std::size_t const threads = threads_for(chunks.size());
    while (others_.size() + 1 < threads) others_.push_back(e_.sibling());
    for (auto const& other : others_) other->know_flags(balance_errors_, marked_errors_);
    std::vector<row_judge> workers;
    for (std::size_t w = 0; w < threads; ++w)
        workers.emplace_back(book_, data_, options_, w == 0 ? e_ : *others_[w - 1]);
    std::vector<row_outcome> results(chunks.size());
    auto const ask = [&](std::size_t n, std::size_t worker) {
        results[n] = workers[worker].judge(t, asked, chunks[n]);
    };
    auto const take_over = [&](std::size_t n) {
        take(t, asked, std::move(results[n]));
        results[n] = {};
    };
    work_in_order(chunks.size(), threads, ask, take_over);
}

void judge::take(std::uint16_t table, std::vector<asked_instance> const& asked, row_outcome out) {
    for (std::size_t n = 0; n < asked.size(); ++n) {
        auto& all = instances[asked[n].rule][asked[n].instance];
        auto const& more = out.instances[n];
        all.counts.matched += more.counts.matched;
        all.counts.passed += more.counts.passed;
        all.counts.failed += more.counts.failed;
        all.counts.not_applicable += more.counts.not_applicable;
        all.counts.undecided += more.counts.undecided;
        all.error = all.error || more.error;
        all.remark = all.remark || more.remark;
        for (auto const reason : more.open_reasons) push_new(all.open_reasons, reason, 8);
        spent_[asked[n].rule] += out.spent[n];
    }
    for (auto const& group : out.checked)
        for (std::size_t n = 0; n < asked.size(); ++n)
            checked.add(group.filing, group.approach,
                        book_.rules[asked[n].rule].instances[asked[n].instance].implements, group.counts[n]);
    std::vector<std::string> ids;
    for (auto& found : out.findings) {
        bool const counts = !book_.rules[found.rule].notation;
        if (counts && found.finding.severity == reports::severity::error)
            for (cell_key const& at : {cell_key{table, found.row, no_index}, found.subject}) {
                // A mark on its row would tell which row it is.
                if (found.hidden)
                    hide_marks(at.table, at.row);
                else
                    row_failed[at.table][at.row] = 1;
                if (!found.finding.balance_impact) continue;
                // One finding that anybody may see is enough to tell.
                auto& flag = balance_errors_[at.table][at.row];
                auto& marked = marked_errors_[at.table][at.row];
                marked = found.marked && (!flag || marked);
                flag = 1;
            }
        if (found.hidden) found.subject.row = 0;  // so would its place in the list
        ids.push_back(keep(found.rule, std::move(found.finding), found.identity, found.subject));
        // What only informs says nothing of the cell at which it is put.
        if (counts)
            for (auto const& cell : found.cells) push_new(findings_at[cell], ids.back(), 5);
    }
    for (auto& told : out.information) {
        if (++told_[told.rule] > options_.findings_kept) {
            count_beyond(told.rule, std::nullopt, book_.rules[told.rule].implements, 1);
            continue;
        }
        information.push_back(std::move(told.information));
        information_at.push_back(told.at);
    }
    for (auto const& [rule, count] : out.untold) count_beyond(rule, std::nullopt, book_.rules[rule].implements, count);
    for (auto const row : out.open_rows) row_open[table][row] = 1;
    for (auto const row : out.hidden_open) {
        hide_marks(table, row);
        open_filings.insert(data_.tables[table].filing[row]);
    }
    for (auto& [of, first] : out.open_because) open_because[of].push_back({table, std::move(first.need)});
    for (auto const& [filing, note] : out.notations) push_new(notations[filing], note, 50);
    for (auto const& w : out.waits) {
        std::vector<waiting::need_id> needs;
        for (auto const& n : w.needs)
            needs.push_back(n.cell ? waits.cell(n.cell->table, n.cell->row, n.cell->field, n.text)
                                   : waits.document(n.text));
        waits.add(table, w.row, std::move(needs), w.else_too);
    }
    for (auto& group : out.groups) {
        for (auto const finding : group.behind) push_new(group.blocked_by, ids[finding], 5);
        group.behind.clear();
        auto const [it, fresh] = group_index_.try_emplace(group.key(), groups.size());
        if (fresh)
            groups.push_back(std::move(group));
        else
            join(groups[it->second], group);
    }
}

void judge::hide_marks(std::uint16_t table, std::uint32_t row) {
    hidden_marks.insert({table, data_.tables[table].filing[row]});
}

// Of rules with several instances the sum.
void judge::add_up() {
    for (std::size_t i = 0; i < instances.size(); ++i)
        for (auto const& instance : instances[i]) {
            outcomes[i].matched += instance.counts.matched;
            outcomes[i].passed += instance.counts.passed;
            outcomes[i].failed += instance.counts.failed;
            outcomes[i].not_applicable += instance.counts.not_applicable;
            outcomes[i].undecided += instance.counts.undecided;
        }
    if (!options_.times) return;
    for (auto const index : book_.evaluation_order)
        options_.times->rule(book_.rules[index].id, spent_[index],
                             outcomes[index].matched + outcomes[index].not_applicable);
}

// As if one rule had been judged after the other.
void judge::sort_groups() {
    std::vector<std::size_t> place(book_.rules.size());
    for (std::size_t n = 0; n < book_.evaluation_order.size(); ++n) place[book_.evaluation_order[n]] = n;
    std::stable_sort(groups.begin(), groups.end(), [&](undecided_group const& a, undecided_group const& b) {
        return std::tie(place[a.rule], a.instance) < std::tie(place[b.rule], b.instance);
    });
}

std::string judge::identity_of(std::uint32_t filing, std::uint16_t table) {
    auto const& model = book_.model;
    auto const& of = data_.filings[filing];
    if (table == no_index && of.raw->reports.empty()) return of.party;
    auto const& report = model.reports[table == no_index ? of.raw->reports.front() : model.tables[table].report];
    if (report.header == no_index) return report.name + '\x1f' + of.party;
    auto const& filings = data_.tables[report.header].filing;
    auto const row = std::find(filings.begin(), filings.end(), filing);
    if (row == filings.end()) return report.name + '\x1f' + of.party;
    return row_judge(book_, data_, options_, e_)
        .identity_of(report.header, static_cast<std::uint32_t>(row - filings.begin()), no_index);
}

std::string judge::keep(std::uint32_t index, reports::finding f, std::string const& identity, cell_key subject) {
    auto const& rule = book_.rules[index];
    // Rows that share their key are told apart by a running number, so that ids stay unique.
    std::uint32_t const occurrence = identities_[rule.id + '\x1e' + identity]++;
    f.id = rule.id + '/' + sha256_hex(rule.id + '\x1e' + identity + '\x1e' + std::to_string(occurrence)).substr(0, 12);
    if (f.severity == reports::severity::error) {
        ++errors;
        count_error(f, rule.notation);
    }
    if (f.severity == reports::severity::warning) ++warnings;
    if (f.severity == reports::severity::query) ++queries;
    std::string id = f.id;
    bool const asked_for = options_.always_kept && options_.always_kept->count(id);
    if (!asked_for && ++kept_[index][static_cast<std::size_t>(f.severity)] > options_.findings_kept) {
        count_beyond(index, f.severity, f.requirements, 1);
    } else {
        findings.push_back(std::move(f));
        order.push_back({subject.table, subject.row, subject.field, index});
    }
    return id;
}

void judge::count_error(reports::finding const& f, bool notation) {
    if (f.locations.empty()) return;
    auto const& at = f.locations.front();
    if (notation)
        ++not_counted[at.filing][f.rule];
    else
        failed_filings.insert(at.filing);
    if (!f.cross_party) return;
    std::set<std::string> against;
    for (auto const& l : f.locations)
        if (l.role == reports::location_role::counterpart && l.filing != at.filing && l.party != at.party &&
            against.insert(l.filing).second)
            ++other_side_of[l.filing][f.rule];
}

void judge::count_beyond(std::uint32_t rule, std::optional<reports::severity> severity,
                         std::vector<std::string> const& requirements, std::uint64_t count) {
    auto const& id = book_.rules[rule].id;
    for (auto& b : beyond)
        if (b.rule == id && b.severity == severity && b.requirements == requirements) {
            b.count += count;
            return;
        }
    beyond.push_back({id, severity, requirements, count});
}

void judge::read_by_reader() {
    for (std::uint32_t filing = 0; filing < data_.filings.size(); ++filing) {
        auto const& raw = *data_.filings[filing].raw;
        // What a later version replaces is not judged.
        if (data_.filings[filing].superseded_by) continue;
        for (auto const& notice : raw.notices) {
            auto const rule = std::find_if(book_.rules.begin(), book_.rules.end(),
                                           [&](dsl::rule const& r) { return r.id == notice.rule; });
            // A rulebook that does not know what the reader found would lose it: that is an error of the rulebook, and
            // run() reports it as a failure.
            if (rule == book_.rules.end()) continue;
            auto const index = static_cast<std::uint32_t>(rule - book_.rules.begin());
            reports::finding out;
            out.rule = rule->id;
            out.title = rule->title;
            out.severity = severity_of(rule->severity);
            out.classification = class_of(rule->classification);
            out.requirements = rule->implements;
            out.provisions = provisions_of(book_, rule->implements);
            out.remedy = rule->remedy;
            for (auto const& piece : rule->reader_message) {
                if (piece.literal == "{found}")
                    out.message += (*options_.lang)(notice.found);
                else if (piece.literal == "{expected}")
                    out.message += notice.expected;
                else if (piece.literal == "{value}")
                    out.message += notice.value;
                else
                    out.message += piece.literal;
            }
            out.locations.push_back(locate(data_, book_.model, filing, notice));
            ++outcomes[index].matched;
            ++outcomes[index].failed;
            if (options_.review) checked.add(filing, {}, rule->implements, {0, 1, 0, 0});
            std::string identity = identity_of(filing, notice.table);
            for (auto const& part : {notice.found.english(), notice.sheet, std::string(notice.value)})
                identity += '\x1f' + part;
            cell_key cell{notice.table, notice.row, notice.field};
            if (notice.table != no_index) {
                // The reader counts rows of its file; the findings table counts rows of the run.
                auto const& table = data_.tables[notice.table];
                auto const begin = std::lower_bound(table.filing.begin(), table.filing.end(), filing);
                bool const single = book_.model.tables[notice.table].single_row();
                std::size_t const r = static_cast<std::size_t>(begin - table.filing.begin()) +
                                      (single || notice.row == 0 ? 0 : notice.row - 1);
                if ((single || notice.row != 0) && r < table.rows && table.filing[r] == filing) {
                    cell.row = static_cast<std::uint32_t>(r);
                    if (rule->severity == dsl::rule_severity::error) row_failed[notice.table][r] = 1;
                }
            }
            std::string const id = keep(index, std::move(out), identity, cell);
            if (notice.field == no_index || notice.table == no_index) continue;
            if (notice.row != 0 || book_.model.tables[notice.table].single_row()) {
                push_new(findings_at[cell], id, 5);
                continue;
            }
            // A finding on a label concerns every row below it.
            auto const& table = data_.tables[notice.table];
            for (std::uint32_t r = 0; r < table.rows; ++r)
                if (table.filing[r] == filing) push_new(findings_at[{notice.table, r, notice.field}], id, 5);
        }
    }
}

}  // namespace a6::checker
