#include "checker/row_judge.hpp"

#include "checker/join.hpp"
#include "checker/locate.hpp"
#include "checker/push_new.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <tuple>

namespace a6::checker {

using dsl::no_index;
using dsl::no_node;

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

namespace {

// The row at fault with all that is said of it, then the others, filing by filing; each in the order in which the rule
// names them.
void keep_rows_together(std::vector<reports::location>& places) {
    std::map<std::string, std::size_t> filings;
    std::map<std::tuple<std::string, std::string, std::uint32_t>, std::size_t> rows;
    for (auto const& l : places) {
        filings.try_emplace(l.filing, filings.size());
        rows.try_emplace({l.filing, l.table, l.row}, rows.size());
    }
    auto const order = [&](reports::location const& l) {
        return std::pair(filings.at(l.filing), rows.at({l.filing, l.table, l.row}));
    };
    std::stable_sort(places.begin(), places.end(),
                     [&](reports::location const& a, reports::location const& b) { return order(a) < order(b); });
}

// Whether something holds for what decides that the rule applies, and how it comes out.
template <class Test>
bool rests_on(dsl::rule_instance const& instance, dsl::norm const* norm, Test const& holds) {
    auto const test = [&](dsl::node_id n) { return n != no_node && holds(n); };
    return std::any_of(instance.when.begin(), instance.when.end(), test) ||
           (norm && (test(norm->condition) || test(norm->provided)));
}

// The message with nothing in it that is said of the row.
std::string without_values(dsl::message_template const& m) {
    std::string out;
    for (auto const& piece : m) {
        out += piece.literal;
        if (piece.hole != no_node) out += reports::confidential_words;
    }
    return out;
}

}  // namespace

row_judge::row_judge(dsl::rulebook const& book, dataset& data, run_options const& options, evaluator& values)
    : book_(book), data_(data), options_(options), say_(*options.lang), e_(values) {
    watched_.assign(book.rules.size(), 0);
    for (auto const& rule : book.rules)
        for (auto const before : rule.after) watched_[before] = 1;
}

std::string undecided_group::key() const {
    std::string out = std::to_string(rule) + '\x1f' + std::to_string(static_cast<int>(reason));
    for (auto const& id : requirements) out += '\x1f' + id;
    for (auto const& need : needs) out += '\x1f' + need;
    return out;
}

void join(undecided_group& all, undecided_group const& more) {
    all.rows += more.rows;
    for (auto const& [filing, rows] : more.rows_of) all.rows_of[filing] += rows;
    all.instance = std::min(all.instance, more.instance);
    for (auto const& at : more.places) push_new(all.places, at, 5);
    for (auto const& [filing, more_places] : more.every_place) {
        auto& there = all.every_place[filing];
        auto const room = static_cast<std::ptrdiff_t>(findings_kept - std::min(findings_kept, there.size()));
        there.insert(there.end(), more_places.begin(),
                     more_places.begin() + std::min<std::ptrdiff_t>(room, std::ssize(more_places)));
    }
    for (auto const& cell : more.cells) push_new(all.cells, cell, 50);
    for (auto const finding : more.behind) push_new(all.behind, finding, 5);
    for (auto const& id : more.blocked_by) push_new(all.blocked_by, id, 5);
    all.confidential = all.confidential || more.confidential;
    if (!more.has_quantity) return;
    if (auto const sum = dsl::add(all.quantity, more.quantity)) {
        all.quantity = *sum;
        all.unit = more.unit;
        all.has_quantity = true;
    }
}

row_outcome row_judge::judge(std::uint16_t table, std::vector<asked_instance> const& asked, row_chunk const& chunk) {
    out_ = {};
    out_.instances.resize(asked.size());
    out_.spent.resize(asked.size());
    told_.clear();
    group_index_.clear();
    failed_rows_.clear();
    e_.begin_chunk(chunk);
    std::vector<std::uint32_t> rows;
    for (std::uint32_t r = chunk.begin; r < chunk.end; ++r)
        if (data_.tables[table].current[r]) rows.push_back(r);
    for (std::size_t begin = 0; begin < rows.size(); begin += batch_rows) {
        auto const first = rows.begin() + static_cast<std::ptrdiff_t>(begin);
        auto const last = rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), begin + batch_rows));
        judge_batch(asked, e_.rule_frame(table, std::vector<std::uint32_t>(first, last)));
    }
    out_.checked = checks_.take();
    return std::move(out_);
}

void row_judge::judge_batch(std::vector<asked_instance> const& asked, frame batch) {
    batch.keeps_shared_only = true;
    if (options_.review) checks_.begin(data_, book_.model, batch.table, batch.rows, asked.size());
    for (std::size_t n = 0; n < asked.size(); ++n) {
        auto const begun = profile::clock::now();
        current_asked_ = n;
        current_instance_ = asked[n].instance;
        judge_instance(asked[n].rule, book_.rules[asked[n].rule].instances[asked[n].instance], out_.instances[n],
                       batch);
        out_.spent[n] += profile::clock::now() - begun;
    }
}

row_judge::asked_rows row_judge::rows_asked(dsl::rule_instance const& instance, frame& f) {
    asked_rows out;
    for (auto const w : instance.when) {
        vector_ptr const v = out.all ? e_.eval(w, f) : e_.eval_for(w, f, out.elements);
        std::size_t const yes = count_set(v->yes);  // none where it is not known
        std::size_t const unknown = v->size() - count_set(v->known);
        if (yes == v->size()) continue;
        asked_rows still;
        still.all = false;
        if (yes + unknown == 0) return still;
        bool const any_open = unknown != 0 || !out.open_when.empty();
        for (std::size_t n = 0; n < v->size(); ++n) {
            truth const t = v->as_truth(n);
            if (t == truth::no) continue;
            still.elements.push_back(out.element(n));
            if (!any_open) continue;
            bool const first_open = t == truth::unknown && out.open(n) == no_node;
            still.open_when.push_back(first_open ? w : out.open(n));
        }
        out = std::move(still);
    }
    return out;
}

void row_judge::count_not_asked(std::size_t batch, asked_rows const& asked) {
    if (!options_.review || asked.all) return;
    auto next = asked.elements.begin();
    for (std::uint32_t n = 0; n < batch; ++n) {
        if (next != asked.elements.end() && *next == n)
            ++next;
        else
            count(n, row_result::not_applicable);
    }
}

void row_judge::judge_instance(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome,
                               frame& batch) {
    auto const& rule = book_.rules[index];
    auto& counts = outcome.counts;
    asked_rows const asked = rows_asked(instance, batch);
    std::size_t const asked_of = asked.all ? batch.size : asked.elements.size();
    counts.not_applicable += batch.size - asked_of;
    counts.matched += asked_of;
    count_not_asked(batch.size, asked);
    if (asked_of == 0) return;
    frame some;
    if (!asked.all) some = select(batch, asked.elements);
    frame& f = asked.all ? batch : some;

    struct norm_result {
        vector_ptr condition;
        vector_ptr provided;
    };
    std::vector<norm_result> norms;
    for (auto const& norm : instance.norms)
        norms.push_back({e_.eval(norm.condition, f),
                         norm.provided == no_node || options_.complete ? nullptr : e_.eval(norm.provided, f)});
    auto evidence_for = [&](norm_result const& r, std::size_t n) {
        return !r.provided || r.provided->as_truth(n) == truth::yes;
    };
    std::vector<std::uint8_t> passes(f.size, 1);
    auto const must_hold = [&](vector_value const& v) {
        update(
            passes, [](int so_far, int known, int yes) { return so_far & known & yes; }, v.known, v.yes);
    };
    for (std::size_t n = 0; n < asked.open_when.size(); ++n)
        if (asked.open_when[n] != no_node) passes[n] = 0;
    for (std::size_t k = 0; k < norms.size(); ++k) {
        if (instance.norms[k].informs) passes.assign(f.size, 0);
        must_hold(*norms[k].condition);
        if (instance.norms[k].presupposes && norms[k].provided) must_hold(*norms[k].provided);
    }
    // What a message needs is computed for the rows that have one.
    std::vector<std::uint32_t> told;
    for (std::uint32_t n = 0; n < f.size; ++n)
        if (!passes[n]) told.push_back(n);
    for (std::uint32_t n = 0; n < f.size && options_.review; ++n)
        if (passes[n]) count(asked.element(n), row_result::passed);
    counts.passed += f.size - told.size();
    if (told.empty()) return;
    frame spoken = select(f, told);
    named_needs_.clear();
    for (std::size_t element = 0; element < told.size(); ++element) {
        std::size_t const n = told[element];
        std::uint32_t const row = f.rows[n];
        std::vector<std::size_t> blockers;
        for (auto const before : rule.after) {
            auto const rows = failed_rows_.find(before);
            if (rows == failed_rows_.end()) continue;
            if (auto const it = rows->second.find(row); it != rows->second.end())
                for (auto const finding : it->second) push_new(blockers, finding, 5);
        }
        bool const blocked = !blockers.empty();
        if (asked.open(n) != no_node) {
            ++counts.undecided;
            count(asked.element(n), row_result::undecided);
            leave_open(index, instance, outcome, nullptr, asked.open(n), spoken, element, std::move(blockers));
            continue;
        }
        bool failed = false;
        dsl::norm const* open_norm = nullptr;
        dsl::node_id open_node = no_node;
        for (std::size_t k = 0; k < norms.size(); ++k) {
            auto const& norm = instance.norms[k];
            truth const t = norms[k].condition->as_truth(n);
            bool const evidence = evidence_for(norms[k], n);
            if (norm.informs) {
                dsl::node_id const hole = evidence ? unknown_hole(norm.message, spoken, element) : no_node;
                if (evidence && hole == no_node)
                    inform(index, instance, norm, spoken, element);
                else if (!open_norm) {
                    open_norm = &norm;
                    open_node = hole;
                }
                continue;
            }
            if (t == truth::yes && (evidence || !norm.presupposes)) continue;
            if (t == truth::no && evidence && !blocked) {
                failed = true;
                fail(index, instance, outcome, norm, spoken, element);
            } else if (!open_norm) {
                open_norm = &norm;
                open_node = t == truth::unknown ? norm.condition : no_node;
            }
        }
        count(asked.element(n), failed ? row_result::failed : open_norm ? row_result::undecided : row_result::passed);
        if (failed) {
            ++counts.failed;
        } else if (open_norm) {
            ++counts.undecided;
            leave_open(index, instance, outcome, open_norm, open_node, spoken, element, std::move(blockers));
        } else {
            ++counts.passed;
        }
    }
}

std::vector<cell_key> row_judge::resolve(std::vector<dsl::place> const& places, frame& f, std::size_t element) {
    std::vector<cell_key> out;
    for (auto const& p : places) {
        vector_ptr const rows = e_.eval(p.row, f);
        if (!rows->known[element] || rows->i[element] == no_row) continue;
        // Which row was found by means of something confidential would tell that.
        if (e_.is_confidential(p.row, f, element)) continue;
        out.push_back({e_.plan().nodes[p.row].type.table, static_cast<std::uint32_t>(rows->i[element]), p.field});
    }
    return out;
}

bool row_judge::other_party(reports::location const& a, reports::location const& b) const {
    if (a.party != b.party || a.party != reports::confidential_words) return a.party != b.party;
    auto const group = [&](reports::location const& l) {
        return std::find_if(data_.filings.begin(), data_.filings.end(), [&](auto const& f) { return f.id == l.filing; })
            ->party_group;
    };
    return group(a) != group(b);
}

void row_judge::add_places(std::vector<reports::location>& out, std::vector<dsl::place> const& places,
                           reports::location_role role, frame& f, std::size_t element) {
    for (auto const& place : places)
        for (auto const& cell : resolve({place}, f, element)) {
            auto location = locate(data_, book_.model, cell.table, cell.row, cell.field, role);
            bool const again = std::any_of(out.begin(), out.end(), [&](reports::location const& x) {
                return x.filing == location.filing && x.table == location.table && x.row == location.row &&
                       x.field == location.field;
            });
            if (!again) out.push_back(std::move(location));
        }
}

bool row_judge::row_is_hidden(dsl::rule_instance const& instance, dsl::norm const* norm, frame& f,
                              std::size_t element) {
    auto const& table = book_.model.tables[instance.table];
    std::uint32_t const row = f.rows[element];
    if (!data_.any_confidential || table.single_row()) return false;
    // Rows that are made have a place among others that tells what they were made of.
    if (table.generated)
        for (std::uint16_t field = 0; field < table.fields.size(); ++field)
            if (data_.tables[instance.table].is_confidential(field, row)) return true;
    return rests_on(instance, norm,
                    [&](dsl::node_id n) { return e_.rests_on_other_rows(n, f, element, instance.table, row); });
}

std::optional<std::uint32_t> row_judge::marked_header(dsl::rule_instance const& instance, dsl::norm const& norm,
                                                      frame& f, std::size_t element) {
    if (!data_.any_confidential || !book_.model.tables[instance.table].single_row()) return std::nullopt;
    auto const& table = data_.tables[instance.table];
    std::uint32_t const row = f.rows[element];
    for (std::uint32_t other = 0; other < table.rows; ++other) {
        if (other == row || !table.current[other]) continue;
        bool marked = false;
        for (std::size_t field = 0; field < table.fields.size(); ++field)
            marked = marked || table.is_confidential(field, other);
        if (!marked) continue;
        bool const rests = rests_on(instance, &norm, [&](dsl::node_id n) {
            return e_.rests_on_other_rows(n, f, element, instance.table, row);
        });
        return rests ? std::optional(other) : std::nullopt;
    }
    return std::nullopt;
}

void row_judge::hide(reports::finding& out, cell_key subject) const {
    auto const hidden = std::string(reports::confidential_words);
    out.locations = {
        locate(data_, book_.model, subject.table, subject.row, subject.field, reports::location_role::subject)};
    hide_row(out.locations.front());
    if (out.quantity) out.quantity = reports::quantity{{}, out.quantity->unit, out.quantity->label, true};
    if (!out.serials.empty()) out.serials = {hidden};
    out.balances.clear();
}

std::optional<reports::quantity> row_judge::quantity_of(dsl::norm const& norm, frame& f, std::size_t element) {
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

std::vector<std::string> row_judge::serials_of(dsl::norm const& norm, frame& f, std::size_t element) {
    std::vector<std::string> out;
    if (norm.serials == no_node) return out;
    vector_ptr const v = e_.eval(norm.serials, f);
    if (!v->known[element]) return out;
    if (e_.is_confidential(norm.serials, f, element))
        out.push_back(std::string(reports::confidential_words));
    else if (v->k == dsl::kind::block)
        out.push_back(to_string(v->b[element], data_.pool));
    else
        for (auto const& b : in_order_of_names(*v->s[element], data_.pool)) out.push_back(to_string(b, data_.pool));
    return out;
}

std::vector<reports::balance_effect> row_judge::balances_of(dsl::norm const& norm, frame& f, std::size_t element) {
    std::vector<reports::balance_effect> out;
    auto const add = [&](std::string const& party, std::string const& year) {
        auto of = std::find_if(out.begin(), out.end(), [&](auto const& b) { return b.party == party; });
        if (of == out.end()) of = out.insert(out.end(), {party, {}});
        if (!year.empty()) push_new(of->years, year, 20);
    };
    auto const known = [&](dsl::node_id n) { return n != no_node && e_.eval(n, f)->known[element]; };
    for (auto const& b : norm.balances)
        // Without a year of use nothing was used towards an NDC.
        if (known(b.party) && (b.year == no_node || known(b.year)))
            add(e_.show(b.party, f, element), b.year == no_node ? "" : e_.show(b.year, f, element));
    if (!out.empty() || !known(norm.serials) || e_.is_confidential(norm.serials, f, element)) return out;
    // The rule does not say, or nobody uses: that of the Party that first transferred the ITMOs, for their vintage.
    vector_ptr const v = e_.eval(norm.serials, f);
    auto const blocks = v->k == dsl::kind::block ? std::vector<serial_block>{v->b[element]}
                                                 : in_order_of_names(*v->s[element], data_.pool);
    for (auto const& b : blocks) add(std::string(data_.pool[b.party]), std::to_string(b.vintage));
    return out;
}

dsl::node_id row_judge::unknown_hole(dsl::message_template const& m, frame& f, std::size_t element) {
    dsl::message_piece const* first = nullptr;
    for (auto const& piece : m)
        if (piece.hole != no_node && !e_.eval(piece.hole, f)->known[element] && (!first || piece.place < first->place))
            first = &piece;
    return first ? first->hole : no_node;
}

void row_judge::inform(std::uint32_t index, dsl::rule_instance const& instance, dsl::norm const& norm, frame& f,
                       std::size_t element) {
    auto const& rule = book_.rules[index];
    if (++told_[index] > options_.findings_kept) {
        ++out_.untold[index];
        return;
    }
    reports::information out;
    out.rule = rule.id;
    out.title = rule.title;
    out.requirements = instance.implements;
    out.provisions = provisions_of(book_, instance.implements);
    out.message = e_.render(norm.message, f, element);
    auto const subjects = resolve(norm.at, f, element);
    cell_key at = subjects.empty() ? cell_key{instance.table, f.rows[element], instance.field} : subjects.front();
    add_places(out.locations, norm.at, reports::location_role::subject, f, element);
    add_places(out.locations, norm.counterpart, reports::location_role::counterpart, f, element);
    add_places(out.locations, norm.evidence, reports::location_role::evidence, f, element);
    keep_rows_together(out.locations);
    out.quantity = quantity_of(norm, f, element);
    out.serials = serials_of(norm, f, element);
    if (row_is_hidden(instance, &norm, f, element)) {
        reports::finding shown;
        shown.quantity = std::move(out.quantity);
        shown.serials = std::move(out.serials);
        hide(shown, at);
        out.message = without_values(norm.message);
        out.locations = std::move(shown.locations);
        out.quantity = std::move(shown.quantity);
        out.serials = std::move(shown.serials);
        at.row = 0;  // its place in the list would tell the row
    }
    out_.information.push_back({index, std::move(out), at});
}

void row_judge::fail(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome,
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
    auto const elsewhere = marked_header(instance, norm, f, element);
    bool const hidden = elsewhere || row_is_hidden(instance, &norm, f, element);
    out.message = hidden ? without_values(norm.message) : e_.render(norm.message, f, element);
    out.remedy = norm.remedy;
    add_places(out.locations, norm.at, reports::location_role::subject, f, element);
    if (out.locations.empty())
        out.locations.push_back(
            locate(data_, book_.model, instance.table, row, instance.field, reports::location_role::subject));
    auto const subjects = resolve(norm.at, f, element);
    add_places(out.locations, norm.counterpart, reports::location_role::counterpart, f, element);
    add_places(out.locations, norm.evidence, reports::location_role::evidence, f, element);
    keep_rows_together(out.locations);
    out.quantity = quantity_of(norm, f, element);
    out.serials = serials_of(norm, f, element);
    out.balance_impact = norm.affects_balance;
    if (norm.affects_balance && norm.affects_balance_when != no_node)
        out.balance_impact = e_.eval(norm.affects_balance_when, f)->as_truth(element) == truth::yes;
    if (out.balance_impact) out.balances = balances_of(norm, f, element);
    cell_key subject = subjects.empty() ? cell_key{instance.table, row, instance.field} : subjects.front();
    if (elsewhere) subject = {instance.table, *elsewhere, no_index};
    if (hidden) hide(out, subject);
    bool const marked = out.balance_impact && data_.any_confidential &&
                        rests_on(instance, &norm, [&](dsl::node_id n) { return e_.is_confidential(n, f, element); });
    for (auto const& l : out.locations) out.cross_party = out.cross_party || other_party(l, out.locations.front());
    (out.severity == reports::severity::error ? outcome.error : outcome.remark) = true;
    if (watched_[index]) failed_rows_[index][row].push_back(out_.findings.size());
    std::string identity = identity_of(subject.table, subject.row, subject.field, hidden);
    out_.findings.push_back({index, std::move(out), std::move(identity), subject,
                             hidden ? std::vector<cell_key>() : subjects, row, hidden, marked});
}

named_needs const& row_judge::documents_for(dsl::norm const& norm, frame& f, std::size_t element) {
    auto const [it, fresh] = named_needs_.try_emplace(&norm);
    if (fresh) {
        vector_ptr const there = e_.eval(norm.provided, f);
        std::vector<std::uint8_t> wanted(f.size);
        for (std::size_t n = 0; n < f.size; ++n) wanted[n] = there->as_truth(n) != truth::yes;
        it->second = needs_of(e_, norm, f, wanted);
    }
    return it->second[element];
}

void row_judge::leave_open(std::uint32_t index, dsl::rule_instance const& instance, instance_outcome& outcome,
                           dsl::norm const* norm, dsl::node_id unknown, frame& f, std::size_t element,
                           std::vector<std::size_t> blockers) {
    auto const& rule = book_.rules[index];
    std::uint32_t const row = f.rows[element];
    bool const hidden = row_is_hidden(instance, norm, f, element) ||
                        std::any_of(blockers.begin(), blockers.end(),
                                    [&](std::size_t finding) { return out_.findings[finding].hidden; });
    if (!rule.notation) (hidden ? out_.hidden_open : out_.open_rows).push_back(row);
    cell_key at{instance.table, row, instance.field};
    if (norm)
        if (auto const places = resolve(norm->at, f, element); !places.empty()) at = places.front();
    reports::undecided_reason reason = reports::undecided_reason::missing_field;
    std::vector<std::string> needs;
    std::vector<cell_key> cells;
    row_outcome::wait wait{row, {}, false};
    bool const provided = !norm || norm->provided == no_node || options_.complete ||
                          e_.eval(norm->provided, f)->as_truth(element) == truth::yes;
    if (!blockers.empty()) {
        std::string ids;
        for (auto const before : rule.after)
            if (auto const rows = failed_rows_.find(before); rows != failed_rows_.end() && rows->second.count(row))
                ids += (ids.empty() ? "" : ", ") + book_.rules[before].id;
        reason = reports::undecided_reason::blocked;
        needs.push_back(say_("the finding of {} on the same row to be mended first", ids));
    } else if (named_needs const* named = provided ? nullptr : &documents_for(*norm, f, element);
               named && !named->documents.empty()) {
        reason = reports::undecided_reason::missing_document;
        needs = named->documents;
        for (auto const& text : needs) wait.needs.push_back({text, std::nullopt});
    } else {
        auto const facts = explain_unknown(e_, provided ? unknown : named->open, f, element);
        reason = facts.front().reason;
        for (auto const& fact : facts) {
            if (fact.reason != reason) {
                wait.else_too = true;
                continue;
            }
            push_new(needs, fact.need, 8);
            cell_key const cell{fact.table, fact.row, fact.field};
            if (fact.field != no_index) cells.push_back(cell);
            if (reason == reports::undecided_reason::missing_document)
                wait.needs.push_back({fact.need, std::nullopt});
            else if (reason == reports::undecided_reason::missing_field && fact.field != no_index)
                wait.needs.push_back({fact.need, cell});
            else
                wait.else_too = true;
        }
    }
    if (hidden) {
        auto const& say = *options_.lang;
        needs = {say("what the Party marked as confidential")};
        cells.clear();
        blockers.clear();
        wait.needs.clear();
        wait.else_too = true;
    }
    out_.waits.push_back(std::move(wait));
    if (!rule.notation && !needs.empty()) {
        auto const [it, fresh] = out_.open_because.try_emplace({data_.tables[instance.table].filing[row], index},
                                                               row_outcome::first_open{row, needs.front()});
        if (!fresh && row < it->second.row) it->second = {row, needs.front()};
    }
    if (rule.notation) {
        out_.notations.emplace_back(data_.tables[instance.table].filing[row],
                                    say_("{}: undecided for want of {}", rule.title, join(needs, ", ")));
    }
    push_new(outcome.open_reasons, reason, 8);
    undecided_group group;
    group.rule = index;
    group.instance = current_instance_;
    group.rows_of[data_.tables[instance.table].filing[row]] = 1;
    group.requirements = instance.implements;
    group.reason = reason;
    group.needs = std::move(needs);
    group.cells = std::move(cells);
    group.behind = std::move(blockers);
    group.hidden = hidden;
    add_group(std::move(group), at, f, element, norm);
}

void row_judge::add_group(undecided_group group, cell_key at, frame& f, std::size_t element, dsl::norm const* norm) {
    group.rows = 1;
    if (!group.hidden) {
        group.places.push_back(at);
        if (options_.every_place) group.every_place[data_.tables[at.table].filing[at.row]].push_back(at);
    }
    if (norm && norm->quantity != no_node) {
        vector_ptr const v = e_.eval(norm->quantity, f);
        if (v->known[element]) {
            group.confidential = group.hidden || e_.is_confidential(norm->quantity, f, element);
            group.quantity = v->k == dsl::kind::decimal ? v->d[element] : dsl::decimal::from_integer(v->i[element]);
            group.unit = e_.plan().nodes[norm->quantity].type.unit;
            group.has_quantity = true;
        }
    }
    auto const [it, fresh] = group_index_.try_emplace(group.key(), out_.groups.size());
    if (fresh)
        out_.groups.push_back(std::move(group));
    else
        join(out_.groups[it->second], group);
}

}  // namespace a6::checker
