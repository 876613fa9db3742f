#include "checker/judge.hpp"

#include "checker/locate.hpp"
#include "checker/sha256.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::checker {

using dsl::no_index;
using dsl::no_node;
using dsl::node_id;

namespace {

reports::severity severity_of(dsl::rule_severity s) {
    switch (s) {
        case dsl::rule_severity::error: return reports::severity::error;
        case dsl::rule_severity::warning: return reports::severity::warning;
        case dsl::rule_severity::query: break;
    }
    return reports::severity::query;
}

reports::finding_class class_of(dsl::rule_class c) {
    switch (c) {
        case dsl::rule_class::omission: return reports::finding_class::omission;
        case dsl::rule_class::mismatch: return reports::finding_class::mismatch;
        case dsl::rule_class::contradiction: return reports::finding_class::contradiction;
        case dsl::rule_class::format: break;
    }
    return reports::finding_class::format;
}

template <class T>
void push_new(std::vector<T>& to, T const& value, std::size_t limit) {
    if (to.size() < limit && std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

// The key of a row that was made, not filed.
std::string written_value(vector_value const& v, std::size_t n, text_pool const& pool) {
    if (!v.known[n]) return {};
    if (v.k == dsl::kind::text || v.k == dsl::kind::code) return std::string(pool[static_cast<text_id>(v.i[n])]);
    return v.k == dsl::kind::decimal ? dsl::to_string(v.d[n]) : std::to_string(v.i[n]);
}

}  // namespace

judge::judge(dsl::rulebook const& book, dataset& data, run_options const& options)
    : book_(book), data_(data), options_(options), e_(book, data, options.as_of) {
    outcomes.resize(book.rules.size());
    instances.resize(book.rules.size());
    failed_rows_.resize(book.rules.size());
    watched_.assign(book.rules.size(), 0);
    kept_.assign(book.rules.size(), 0);
    for (std::size_t i = 0; i < book.rules.size(); ++i) {
        outcomes[i].rule = book.rules[i].id;
        outcomes[i].title = book.rules[i].title;
        instances[i].resize(book.rules[i].instances.size());
        for (auto const before : book.rules[i].after) watched_[before] = 1;
    }
}

void judge::run() {
    e_.prepare();
    for (auto const& t : data_.tables) {
        row_failed.emplace_back(t.rows, 0);
        row_open.emplace_back(t.rows, 0);
        balance_errors_.emplace_back(t.rows, 0);
    }
    e_.know_flags(balance_errors_);
    read_by_reader();
    for (auto const index : book_.evaluation_order) judge_rule(index);
    // What is blocked by a finding elsewhere is known only now.
    for (auto& g : groups)
        for (auto const& cell : g.cells)
            if (auto const it = findings_at.find(cell); it != findings_at.end())
                for (auto const& id : it->second) push_new(g.blocked_by, id, 5);
}

bool judge::is_notation(std::string const& rule) const {
    auto const* found = book_.find_rule(rule);
    return found && found->notation;
}

void judge::judge_rule(std::uint32_t index) {
    auto const& rule = book_.rules[index];
    if (rule.by_reader) return;
    for (std::size_t i = 0; i < rule.instances.size(); ++i) {
        judge_instance(index, rule.instances[i], instances[index][i]);
        auto const& counts = instances[index][i].counts;
        outcomes[index].matched += counts.matched;
        outcomes[index].passed += counts.passed;
        outcomes[index].failed += counts.failed;
        outcomes[index].not_applicable += counts.not_applicable;
        outcomes[index].undecided += counts.undecided;
    }
}

void judge::judge_instance(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome) {
    auto const& table = data_.tables[instance.table];
    std::vector<std::uint32_t> batch;
    auto work = [&] {
        if (batch.empty()) return;
        frame f = e_.rule_frame(instance.table, std::move(batch));
        judge_batch(index, instance, outcome, f);
        batch.clear();
    };
    for (std::uint32_t r = 0; r < table.rows; ++r) {
        if (!table.current[r]) continue;
        batch.push_back(r);
        if (batch.size() == batch_rows) work();
    }
    work();
}

void judge::judge_batch(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome, frame& f) {
    auto const& rule = book_.rules[index];
    auto& counts = outcome.counts;
    std::vector<truth> applies(f.size, truth::yes);
    std::vector<dsl::node_id> open_when(f.size, no_node);
    batch_needs_.clear();
    for (auto const w : instance.when) {
        vector_ptr const v = e_.eval(w, f);
        for (std::size_t n = 0; n < f.size; ++n) {
            truth const t = v->as_truth(n);
            if (t == truth::no) applies[n] = truth::no;
            if (t == truth::unknown && applies[n] == truth::yes) {
                applies[n] = truth::unknown;
                open_when[n] = w;
            }
        }
    }
    struct norm_result {
        vector_ptr condition;
        vector_ptr provided;
    };
    std::vector<norm_result> norms;
    for (auto const& norm : instance.norms)
        norms.push_back({e_.eval(norm.condition, f),
                         norm.provided == no_node || options_.complete ? nullptr : e_.eval(norm.provided, f)});
    for (std::size_t n = 0; n < f.size; ++n) {
        std::uint32_t const row = f.rows[n];
        if (applies[n] == truth::no) {
            ++counts.not_applicable;
            continue;
        }
        ++counts.matched;
        std::vector<std::string> blockers;
        bool blocked = false;
        for (auto const before : rule.after) {
            auto const it = failed_rows_[before].find({instance.table, row});
            if (it == failed_rows_[before].end()) continue;
            blocked = true;
            for (auto const& id : it->second) push_new(blockers, id, 5);
        }
        if (applies[n] == truth::unknown) {
            ++counts.undecided;
            leave_open(index, instance, outcome, nullptr, open_when[n], f, n, std::move(blockers));
            continue;
        }
        bool failed = false;
        dsl::norm const* open_norm = nullptr;
        dsl::node_id open_node = no_node;
        for (std::size_t k = 0; k < norms.size(); ++k) {
            auto const& norm = instance.norms[k];
            truth const t = norms[k].condition->as_truth(n);
            bool const evidence = !norms[k].provided || norms[k].provided->as_truth(n) == truth::yes;
            if (norm.informs) {
                dsl::node_id const hole = evidence ? unknown_hole(norm.message, f, n) : no_node;
                if (evidence && hole == no_node)
                    inform(index, instance, norm, f, n);
                else if (!open_norm) {
                    open_norm = &norm;
                    open_node = hole;
                }
                continue;
            }
            if (t == truth::yes && (evidence || !norm.presupposes)) continue;
            if (t == truth::no && evidence && !blocked) {
                failed = true;
                fail(index, instance, outcome, norm, f, n);
            } else if (!open_norm) {
                open_norm = &norm;
                open_node = t == truth::unknown ? norm.condition : no_node;
            }
        }
        if (failed) {
            ++counts.failed;
        } else if (open_norm) {
            ++counts.undecided;
            leave_open(index, instance, outcome, open_norm, open_node, f, n, std::move(blockers));
        } else {
            ++counts.passed;
        }
    }
}

std::vector<cell_key> judge::resolve(std::vector<dsl::place> const& places, frame& f, std::size_t element) {
    std::vector<cell_key> out;
    for (auto const& p : places) {
        vector_ptr const rows = e_.eval(p.row, f);
        if (!rows->known[element] || rows->i[element] == no_row) continue;
        out.push_back({e_.plan().nodes[p.row].type.table, static_cast<std::uint32_t>(rows->i[element]), p.field});
    }
    return out;
}

bool judge::other_party(reports::location const& a, reports::location const& b) const {
    if (a.party != b.party || a.party != reports::confidential_words) return a.party != b.party;
    auto const group = [&](reports::location const& l) {
        return std::find_if(data_.filings.begin(), data_.filings.end(), [&](auto const& f) { return f.id == l.filing; })
            ->party_group;
    };
    return group(a) != group(b);
}

void judge::add_places(std::vector<reports::location>& out, std::vector<dsl::place> const& places,
                       reports::location_role role, frame& f, std::size_t element) {
    for (auto const& place : places)
        for (auto const& cell : resolve({place}, f, element)) {
            auto location = locate(data_, book_.model, cell.table, cell.row, cell.field, role);
            // What a row found by means of a confidential value says would tell that value.
            if (e_.is_confidential(place.row, f, element)) hide(location);
            bool const again = std::any_of(out.begin(), out.end(), [&](reports::location const& x) {
                return x.filing == location.filing && x.table == location.table && x.row == location.row &&
                       x.field == location.field;
            });
            if (!again) out.push_back(std::move(location));
        }
}

// What makes a row the same row in another version of the filing: whose, which year, and its key; never its position.
std::string judge::identity_of(std::uint16_t table, std::uint32_t row, std::uint16_t field) const {
    auto const& model = book_.model;
    auto const& t = model.tables[table];
    auto const& report = model.reports[t.report];
    std::string out = t.name;
    auto text = [&](std::uint16_t of_table, std::uint32_t of_row, std::uint16_t of_field) {
        raw_cell const* cell = data_.cell(of_table, of_row, of_field);
        out += '\x1f';
        if (cell && !cell->confidential) out += tidy(cell->text);
    };
    if (report.header != no_index) {
        std::uint32_t const header = data_.tables[table].header[row];
        if (report.roles.party != no_index) text(report.header, header, report.roles.party);
        if (report.roles.year != no_index) text(report.header, header, report.roles.year);
    }
    for (auto const key : t.key)
        if (t.generated && data_.tables[table].is_confidential(key, row))
            out += '\x1f';
        else if (t.generated)
            out += '\x1f' + written_value(data_.tables[table].fields[key], row, data_.pool);
        else
            text(table, row, key);
    out += '\x1f';
    if (field != no_index) out += t.fields[field].name;
    return out;
}

std::string judge::identity_of(std::uint32_t filing, std::uint16_t table) const {
    auto const& model = book_.model;
    auto const& of = data_.filings[filing];
    if (table == no_index && of.raw->reports.empty()) return of.party;
    auto const& report = model.reports[table == no_index ? of.raw->reports.front() : model.tables[table].report];
    if (report.header == no_index) return report.name + '\x1f' + of.party;
    auto const& filings = data_.tables[report.header].filing;
    auto const row = std::find(filings.begin(), filings.end(), filing);
    if (row == filings.end()) return report.name + '\x1f' + of.party;
    return identity_of(report.header, static_cast<std::uint32_t>(row - filings.begin()), no_index);
}

std::string judge::keep(std::uint32_t index, reports::finding f, std::string const& identity, cell_key subject) {
    auto const& rule = book_.rules[index];
    // Rows that share their key are told apart by a running number, so that ids stay unique.
    std::uint32_t const occurrence = identities_[rule.id + '\x1e' + identity]++;
    f.id = rule.id + '/' + sha256_hex(rule.id + '\x1e' + identity + '\x1e' + std::to_string(occurrence)).substr(0, 12);
    if (f.severity == reports::severity::error) ++errors;
    if (f.severity == reports::severity::warning) ++warnings;
    if (f.severity == reports::severity::query) ++queries;
    std::string id = f.id;
    if (++kept_[index] <= max_findings_per_rule) {
        findings.push_back(std::move(f));
        order.push_back({subject.table, subject.row, subject.field, index});
    }
    return id;
}

std::optional<reports::quantity> judge::quantity_of(dsl::norm const& norm, frame& f, std::size_t element) {
    if (norm.quantity == no_node || !e_.eval(norm.quantity, f)->known[element]) return std::nullopt;
    reports::quantity q;
    q.confidential = e_.is_confidential(norm.quantity, f, element);
    if (!q.confidential) q.value = e_.show(norm.quantity, f, element);
    auto const& type = e_.plan().nodes[norm.quantity].type;
    if (type.unit != no_index) {
        q.unit = book_.model.units[type.unit].name;
        q.label = book_.model.units[type.unit].label;
    } else if (type.k != dsl::kind::decimal) {
        q.unit = q.label = "ITMO";
    }
    return q;
}

std::vector<std::string> judge::serials_of(dsl::norm const& norm, frame& f, std::size_t element) {
    std::vector<std::string> out;
    if (norm.serials == no_node) return out;
    vector_ptr const v = e_.eval(norm.serials, f);
    if (!v->known[element]) return out;
    if (e_.is_confidential(norm.serials, f, element))
        out.push_back(std::string(reports::confidential_words));
    else if (v->k == dsl::kind::block)
        out.push_back(to_string(v->b[element], data_.pool));
    else
        for (auto const& b : v->s[element]->blocks()) out.push_back(to_string(b, data_.pool));
    return out;
}

std::vector<reports::balance_effect> judge::balances_of(dsl::norm const& norm, frame& f, std::size_t element) {
    std::vector<reports::balance_effect> out;
    auto const add = [&](std::string const& party, std::string const& year) {
        auto of = std::find_if(out.begin(), out.end(), [&](auto const& b) { return b.party == party; });
        if (of == out.end()) of = out.insert(out.end(), {party, {}});
        if (!year.empty()) push_new(of->years, year, 20);
    };
    auto const known = [&](node_id n) { return n != no_node && e_.eval(n, f)->known[element]; };
    for (auto const& b : norm.balances)
        // Without a year of use nothing was used towards an NDC.
        if (known(b.party) && (b.year == no_node || known(b.year)))
            add(e_.show(b.party, f, element), b.year == no_node ? "" : e_.show(b.year, f, element));
    if (!out.empty() || !known(norm.serials) || e_.is_confidential(norm.serials, f, element)) return out;
    // The rule does not say, or nobody uses: that of the Party that first transferred the ITMOs, for their vintage.
    vector_ptr const v = e_.eval(norm.serials, f);
    auto const blocks = v->k == dsl::kind::block ? std::vector<serial_block>{v->b[element]} : v->s[element]->blocks();
    for (auto const& b : blocks) add(std::string(data_.pool[b.party]), std::to_string(b.vintage));
    return out;
}

dsl::node_id judge::unknown_hole(dsl::message_template const& m, frame& f, std::size_t element) {
    for (auto const& piece : m)
        if (piece.hole != no_node && !e_.eval(piece.hole, f)->known[element]) return piece.hole;
    return no_node;
}

void judge::inform(std::uint32_t index, dsl::rule_instance const& instance, dsl::norm const& norm, frame& f,
                   std::size_t element) {
    auto const& rule = book_.rules[index];
    if (++kept_[index] > max_findings_per_rule) return;
    reports::information out;
    out.rule = rule.id;
    out.title = rule.title;
    out.requirements = instance.implements;
    out.provisions = provisions_of(book_, instance.implements);
    out.message = e_.render(norm.message, f, element);
    auto const subjects = resolve(norm.at, f, element);
    add_places(out.locations, norm.at, reports::location_role::subject, f, element);
    add_places(out.locations, norm.counterpart, reports::location_role::counterpart, f, element);
    add_places(out.locations, norm.evidence, reports::location_role::evidence, f, element);
    out.quantity = quantity_of(norm, f, element);
    out.serials = serials_of(norm, f, element);
    information.push_back(std::move(out));
    information_at.push_back(subjects.empty() ? cell_key{instance.table, f.rows[element], instance.field}
                                              : subjects.front());
}

void judge::fail(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome,
                 dsl::norm const& norm, frame& f, std::size_t element) {
    auto const& rule = book_.rules[index];
    std::uint32_t const row = f.rows[element];
    reports::finding out;
    out.rule = rule.id;
    out.title = rule.title;
    // Not known whether the law allows discretion: then it is not known to be an error.
    bool const eased =
        instance.eased_when != no_node && e_.eval(instance.eased_when, f)->as_truth(element) != truth::no;
    out.severity = severity_of(eased ? rule.eased_to : rule.severity);
    out.classification = class_of(norm.classification);
    out.requirements = instance.implements;
    out.provisions = provisions_of(book_, instance.implements);
    out.message = e_.render(norm.message, f, element);
    out.remedy = norm.remedy;
    add_places(out.locations, norm.at, reports::location_role::subject, f, element);
    if (out.locations.empty())
        out.locations.push_back(
            locate(data_, book_.model, instance.table, row, instance.field, reports::location_role::subject));
    auto const subjects = resolve(norm.at, f, element);
    add_places(out.locations, norm.counterpart, reports::location_role::counterpart, f, element);
    add_places(out.locations, norm.evidence, reports::location_role::evidence, f, element);
    for (auto const& l : out.locations) out.cross_party = out.cross_party || other_party(l, out.locations.front());
    out.quantity = quantity_of(norm, f, element);
    out.serials = serials_of(norm, f, element);
    out.balance_impact = norm.affects_balance;
    if (norm.affects_balance && norm.affects_balance_when != no_node)
        out.balance_impact = e_.eval(norm.affects_balance_when, f)->as_truth(element) == truth::yes;
    if (out.balance_impact) out.balances = balances_of(norm, f, element);
    cell_key const subject = subjects.empty() ? cell_key{instance.table, row, instance.field} : subjects.front();
    bool const error = out.severity == reports::severity::error;
    (error ? outcome.error : outcome.remark) = true;
    if (error && !rule.notation)
        for (cell_key const& at : {cell_key{instance.table, row, no_index}, subject}) {
            row_failed[at.table][at.row] = 1;
            if (out.balance_impact) balance_errors_[at.table][at.row] = 1;
        }
    std::string const identity = identity_of(subject.table, subject.row, subject.field);
    std::string const id = keep(index, std::move(out), identity, subject);
    // What only informs says nothing of the cell at which it is put.
    if (!rule.notation)
        for (auto const& cell : subjects) push_new(findings_at[cell], id, 5);
    if (watched_[index]) failed_rows_[index][{instance.table, row}].push_back(id);
}

named_needs const& judge::documents_for(dsl::norm const& norm, frame& f, std::size_t element) {
    auto const [it, fresh] = batch_needs_.try_emplace(&norm);
    if (fresh) {
        vector_ptr const there = e_.eval(norm.provided, f);
        std::vector<std::uint8_t> wanted(f.size);
        for (std::size_t n = 0; n < f.size; ++n) wanted[n] = there->as_truth(n) != truth::yes;
        it->second = needs_of(e_, norm, f, wanted);
    }
    return it->second[element];
}

void judge::leave_open(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome,
                       dsl::norm const* norm, dsl::node_id unknown, frame& f, std::size_t element,
                       std::vector<std::string> blockers) {
    auto const& rule = book_.rules[index];
    std::uint32_t const row = f.rows[element];
    if (!rule.notation) row_open[instance.table][row] = 1;
    cell_key at{instance.table, row, instance.field};
    if (norm)
        if (auto const places = resolve(norm->at, f, element);
            !places.empty() && !e_.is_confidential(norm->at.front().row, f, element))
            at = places.front();
    reports::undecided_reason reason = reports::undecided_reason::missing_field;
    std::vector<std::string> needs;
    std::vector<cell_key> cells;
    std::vector<waiting::need_id> wanted;
    bool else_too = false;
    auto const need_documents = [&](std::vector<std::string> const& documents) {
        reason = reports::undecided_reason::missing_document;
        for (auto const& text : documents) {
            needs.push_back(text);
            wanted.push_back(waits.document(text));
        }
    };
    bool const provided = !norm || norm->provided == no_node || options_.complete ||
                          e_.eval(norm->provided, f)->as_truth(element) == truth::yes;
    if (!blockers.empty()) {
        std::string ids;
        for (auto const before : rule.after)
            if (failed_rows_[before].count({instance.table, row}))
                ids += (ids.empty() ? "" : ", ") + book_.rules[before].id;
        reason = reports::undecided_reason::blocked;
        needs.push_back("the finding of " + ids + " on the same row to be mended first");
    } else if (named_needs const* named = provided ? nullptr : &documents_for(*norm, f, element);
               named && !named->documents.empty()) {
        need_documents(named->documents);
    } else {
        auto const facts = explain_unknown(e_, provided ? unknown : named->open, f, element);
        reason = facts.front().reason;
        for (auto const& fact : facts) {
            if (fact.reason != reason) {
                else_too = true;
                continue;
            }
            push_new(needs, fact.need, 8);
            if (fact.field != no_index) cells.push_back({fact.table, fact.row, fact.field});
            if (reason == reports::undecided_reason::missing_document)
                wanted.push_back(waits.document(fact.need));
            else if (reason == reports::undecided_reason::missing_field && fact.field != no_index)
                wanted.push_back(waits.cell(fact.table, fact.row, fact.field, fact.need));
            else
                else_too = true;
        }
    }
    waits.add(instance.table, row, std::move(wanted), else_too);
    if (rule.notation) {
        std::string note = rule.title + ": undecided for want of ";
        for (std::size_t i = 0; i < needs.size(); ++i) note += (i ? ", " : "") + needs[i];
        push_new(notations[data_.tables[instance.table].filing[row]], note, 50);
    }
    push_new(outcome.open_reasons, reason, 8);
    add_group(index, instance.implements, reason, std::move(needs), at, std::move(cells), std::move(blockers), f,
              element, norm);
}

void judge::add_group(std::uint32_t index, std::vector<std::string> const& requirements,
                      reports::undecided_reason reason, std::vector<std::string> needs, cell_key at,
                      std::vector<cell_key> cells, std::vector<std::string> blockers, frame& f, std::size_t element,
                      dsl::norm const* norm) {
    std::string key = std::to_string(index) + '\x1f' + std::to_string(static_cast<int>(reason));
    for (auto const& id : requirements) key += '\x1f' + id;
    for (auto const& need : needs) key += '\x1f' + need;
    auto const [it, fresh] = group_index_.try_emplace(key, groups.size());
    if (fresh) {
        groups.emplace_back();
        groups.back().rule = index;
        groups.back().requirements = requirements;
        groups.back().reason = reason;
        groups.back().needs = std::move(needs);
    }
    auto& g = groups[it->second];
    ++g.rows;
    push_new(g.places, at, 5);
    for (auto const& cell : cells) push_new(g.cells, cell, 50);
    for (auto const& id : blockers) push_new(g.blocked_by, id, 5);
    if (!norm || norm->quantity == no_node) return;
    vector_ptr const v = e_.eval(norm->quantity, f);
    if (!v->known[element]) return;
    g.confidential = g.confidential || e_.is_confidential(norm->quantity, f, element);
    auto const value = v->k == dsl::kind::decimal ? v->d[element] : dsl::decimal::from_integer(v->i[element]);
    if (auto const sum = dsl::add(g.quantity, value)) {
        g.quantity = *sum;
        g.unit = e_.plan().nodes[norm->quantity].type.unit;
        g.has_quantity = true;
    }
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
                    out.message += notice.found;
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
            std::string identity = identity_of(filing, notice.table);
            for (auto const& part : {notice.found, notice.sheet, std::string(notice.value)}) identity += '\x1f' + part;
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
