#include "checker/dataset.hpp"

#include "checker/work_in_order.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace a6::checker {

namespace {

using dsl::no_index;

raw_table const* find_table(raw_filing const& filing, std::uint16_t table) {
    for (auto const& t : filing.tables)
        if (t.table == table) return &t;
    return nullptr;
}

// Its rows get marks of their own: the annual information.
bool is_marked(dsl::data_model const& model, std::uint16_t report) {
    auto const& tables = model.reports[report].tables;
    return std::any_of(tables.begin(), tables.end(), [&](std::uint16_t t) { return model.tables[t].marked_rows; });
}

struct header_values {
    std::optional<text_id> party;
    std::string party_text;
    std::optional<std::int64_t> year;
    std::string year_text;
    std::optional<std::int64_t> version;
    std::string version_text;
    bool party_confidential = false;
    bool confidential = false;   // one of the three
    bool version_absent = true;  // none is written, or none can be
    std::optional<std::int64_t> day;
    std::string series_text;
};

header_values read_header(raw_filing const& filing, dsl::data_model const& model, std::uint16_t report,
                          value_reader& reader, text_pool& pool) {
    header_values h;
    auto const& r = model.reports[report];
    raw_table const* t = r.header == no_index ? nullptr : find_table(filing, r.header);
    auto value = [&](std::uint16_t field, std::string& text) {
        cell_value v;
        if (field == no_index || !t || t->rows == 0 || t->columns[field].empty()) return v;
        v = reader.read(t->columns[field][0], model.tables[r.header].fields[field]);
        if (v.given) text = tidy(t->columns[field][0].text);
        h.confidential = h.confidential || t->columns[field][0].confidential;
        return v;
    };
    auto const party = value(r.roles.party, h.party_text);
    h.party_confidential = h.confidential;
    if (party.known) {
        h.party = static_cast<text_id>(party.integer);
        h.party_text = pool[*h.party];
    }
    auto const year = value(r.roles.year, h.year_text);
    if (year.known) h.year = year.integer;
    auto const version = value(r.roles.version, h.version_text);
    h.version_absent = !version.given;
    if (version.known) {
        h.version = version.integer;
        h.version_text = std::to_string(version.integer >> 32) + '.' + std::to_string(version.integer & 0xffffffff);
    }
    bool const id_confidential = h.confidential;
    std::string day_text;
    auto const day = value(r.roles.date, day_text);
    if (day.known) h.day = day.integer;
    value(r.roles.series, h.series_text);
    h.confidential = id_confidential;
    return h;
}

// The reports of one Party in a file that carries reports of several; the texts stay with the file.
std::unique_ptr<raw_filing> part_of(std::shared_ptr<raw_filing> const& file, std::set<std::uint16_t> const& reports,
                                    dsl::data_model const& model, bool first) {
    auto out = file->empty_view();
    auto belongs = [&](std::uint16_t table) {
        return table == no_index ? first : reports.count(model.tables[table].report) != 0;
    };
    for (auto const report : file->reports)
        if (reports.count(report)) out->reports.push_back(report);
    for (auto& table : file->tables)
        if (belongs(table.table)) out->tables.push_back(std::move(table));
    for (auto const& notice : file->notices)
        if (belongs(notice.table)) out->notices.push_back(notice);
    if (first) out->remarks = file->remarks;
    for (auto const& mark : file->marks)
        if (mark.report == no_index || reports.count(mark.report)) out->marks.push_back(mark);
    out->keep_alive = file;
    return out;
}

// What is said `of this Party` goes by the filing: a file with reports of several Parties is as many filings.
std::vector<std::unique_ptr<raw_filing>> one_party_each(std::vector<std::unique_ptr<raw_filing>> files,
                                                        dsl::data_model const& model, value_reader& reader,
                                                        text_pool& pool) {
    std::vector<std::unique_ptr<raw_filing>> out;
    for (auto& raw : files) {
        std::vector<std::pair<text_id, std::set<std::uint16_t>>> parts;  // in the order of the reports
        std::set<std::uint16_t> of_nobody;
        for (auto const report : raw->reports) {
            auto const party = read_header(*raw, model, report, reader, pool).party;
            if (!party) {
                of_nobody.insert(report);
                continue;
            }
            auto const same =
                std::find_if(parts.begin(), parts.end(), [&](auto const& p) { return p.first == *party; });
            if (same == parts.end())
                parts.push_back({*party, {report}});
            else
                same->second.insert(report);
        }
        if (parts.size() < 2) {
            out.push_back(std::move(raw));
            continue;
        }
        parts.front().second.insert(of_nobody.begin(), of_nobody.end());
        std::shared_ptr<raw_filing> const file = std::move(raw);
        for (auto const& part : parts) out.push_back(part_of(file, part.second, model, &part == &parts.front()));
    }
    return out;
}

// Cells of one field that were read a moment ago: most columns say the same few things over and over.
class recent_values {
public:
    recent_values(value_reader& reader, dsl::field const& field) : reader_(reader), field_(field), seen_(64) {}

    cell_value const& read(raw_cell const& cell) {
        auto& slot = seen_[slot_of(cell.text)];
        if (!slot.used || slot.form != cell.form || slot.text != cell.text)
            slot = {true, cell.form, cell.text, reader_.read(cell, field_)};
        return slot.value;
    }

private:
    struct seen {
        bool used = false;
        cell_form form = cell_form::text;
        std::string_view text;
        cell_value value;
    };
    std::size_t slot_of(std::string_view text) const {
        if (text.empty()) return 0;
        auto const at = [&](std::size_t n) { return static_cast<unsigned char>(text[n]); };
        return (text.size() * 7 + at(text.size() - 1) * 5u + at(text.size() / 2) * 3u + at(0)) % seen_.size();
    }

    value_reader& reader_;
    dsl::field const& field_;
    std::vector<seen> seen_;
};

// Rows of one table of one filing, as many as one task reads.
struct rows_to_read {
    raw_table const* raw = nullptr;  // none: the header row of a report that wrote none
    std::uint16_t table = no_index;
    std::size_t begin = 0;   // where the rows of the filing begin in the table
    std::size_t from = 0;    // of them the first
    std::size_t to = 0;      // and the one behind the last
    dsl::date submitted_on;  // of its filing
};

// Few enough that several threads share the rows of one great filing.
constexpr std::size_t rows_per_task = 16384;

raw_cell cell_of(raw_table const* raw, std::size_t field, std::size_t row) {
    return raw && row < raw->rows && row < raw->columns[field].size() ? raw->columns[field][row] : raw_cell();
}

// Makes room for the rows of a filing in a table. What stands in them is read later: `reading` says what and where.
void place_rows(dataset& data, dsl::data_model const& model, raw_table const* raw, std::uint16_t table,
                std::uint32_t filing, bool current, dsl::date submitted_on, std::vector<rows_to_read>& reading) {
    auto& out = data.tables[table];
    auto const& declared = model.tables[table];
    // A report always has its header row, even if nothing was written there: what is missing from it must be found.
    std::size_t const rows = declared.single_row() ? 1 : (raw ? raw->rows : 0);
    for (std::size_t n = 0; n < rows; ++n) {
        out.filing.push_back(filing);
        out.number.push_back(static_cast<std::uint32_t>(n + 1));
        out.current.push_back(current ? 1 : 0);
    }
    for (std::size_t from = 0; from < rows; from += rows_per_task)
        reading.push_back({raw, table, out.rows, from, std::min(rows, from + rows_per_task), submitted_on});
    out.rows += rows;
}

void make_room(dataset& data, dsl::data_model const& model) {
    for (std::size_t t = 0; t < data.tables.size(); ++t) {
        auto& table = data.tables[t];
        for (std::size_t f = 0; f < table.fields.size(); ++f) {
            table.fields[f] = make_vector(model.tables[t].fields[f].type, table.rows);
            for (auto* flags : {&table.given[f], &table.lost[f], &table.canonical[f]}) flags->assign(table.rows, 0);
        }
    }
}

// Field and row of a table.
using marked_cell = std::pair<std::size_t, std::size_t>;

// Where nothing is marked, nothing is kept of marks.
void keep_marks(dataset& data, std::uint16_t table, std::vector<marked_cell> const& marked) {
    auto& out = data.tables[table];
    for (auto const& [field, row] : marked) {
        out.confidential[field].resize(out.rows);
        out.confidential[field][row] = 1;
        data.any_confidential = true;
    }
}

void put(vector_value& column, std::size_t row, dsl::type const& t, cell_value const& v) {
    column.known[row] = v.known;
    if (t.list_of)
        column.items[row] = v.items;
    else if (t.k == dsl::kind::boolean)
        column.yes[row] = v.integer != 0;
    else if (t.k == dsl::kind::decimal)
        column.d[row] = v.number;
    else if (t.k == dsl::kind::itmo)
        column.u[row] = v.itmo;
    else if (t.k == dsl::kind::timeframe)
        column.t[row] = v.frame;
    else
        column.i[row] = v.integer;
}

// The cells among them that are marked as confidential.
std::vector<marked_cell> read_rows(dataset& data, dsl::data_model const& model, rows_to_read const& what,
                                   value_reader& reader) {
    std::vector<marked_cell> marked;
    auto& out = data.tables[what.table];
    auto const& declared = model.tables[what.table];
    reader.submitted_on(what.submitted_on);
    for (std::size_t f = 0; f < declared.fields.size(); ++f) {
        recent_values recent(reader, declared.fields[f]);
        for (std::size_t n = what.from; n < what.to; ++n) {
            raw_cell const cell = cell_of(what.raw, f, n);
            if (cell.confidential) marked.emplace_back(f, what.begin + n);
            cell_value const& v = recent.read(cell);
            out.given[f][what.begin + n] = v.given;
            out.lost[f][what.begin + n] = v.lost;
            out.canonical[f][what.begin + n] = v.canonical;
            put(out.fields[f], what.begin + n, declared.fields[f].type, v);
        }
    }
    return marked;
}

// Every cell of every filing, in as many threads as there are.
void read_all(dataset& data, dsl::data_model const& model, dsl::date as_of, std::vector<rows_to_read> const& reading) {
    make_room(data, model);
    std::size_t const workers = threads_for(reading.size());
    std::vector<std::unique_ptr<value_reader>> readers(workers);
    std::vector<std::vector<marked_cell>> marked(reading.size());
    work_in_order(
        reading.size(), workers,
        [&](std::size_t task, std::size_t worker) {
            if (!readers[worker]) readers[worker] = std::make_unique<value_reader>(model, as_of, data.pool);
            marked[task] = read_rows(data, model, reading[task], *readers[worker]);
        },
        [&](std::size_t task) { keep_marks(data, reading[task].table, marked[task]); });
}

}  // namespace

std::string report_kind(dsl::report const& report) {
    std::string out;
    for (char c : report.name) {
        bool const upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty()) out += '_';
        out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

raw_table const* dataset::raw_table_of(std::uint16_t table, std::uint32_t row) const {
    return find_table(*filings[tables[table].filing[row]].raw, table);
}

std::optional<raw_cell> dataset::cell(std::uint16_t table, std::uint32_t row, std::uint16_t field) const {
    raw_table const* t = raw_table_of(table, row);
    std::size_t const n = tables[table].number[row] - 1;
    if (!t || n >= t->rows) return std::nullopt;
    return t->columns[field][n];
}

std::unique_ptr<dataset> build_dataset(std::vector<std::unique_ptr<raw_filing>> filings, dsl::data_model const& model,
                                       dsl::date as_of) {
    auto data = std::make_unique<dataset>();
    value_reader reader(model, as_of, data->pool);
    data->tables.resize(model.tables.size());
    for (std::size_t t = 0; t < model.tables.size(); ++t) {
        auto const& fields = model.tables[t].fields;
        for (auto const& f : fields) data->tables[t].fields.push_back(make_vector(f.type, 0));
        data->tables[t].given.resize(fields.size());
        data->tables[t].lost.resize(fields.size());
        data->tables[t].canonical.resize(fields.size());
        data->tables[t].confidential.resize(fields.size());
    }
    struct entry {
        std::unique_ptr<raw_filing> raw;
        std::map<std::uint16_t, header_values> headers;
        std::string id;
        std::string party;
    };
    bool any_marked = false;
    for (std::uint16_t r = 0; r < model.reports.size(); ++r) any_marked = any_marked || is_marked(model, r);
    std::vector<entry> entries;
    for (auto& raw : one_party_each(std::move(filings), model, reader, data->pool)) {
        entry e;
        for (auto const report : raw->reports) e.headers[report] = read_header(*raw, model, report, reader, data->pool);
        e.id = raw->name;
        for (auto const& [report, h] : e.headers) {
            if (e.party.empty()) e.party = h.party_confidential ? reports::confidential_words : h.party_text;
            if (!h.party || !h.year || h.confidential) continue;
            e.id = h.party_text + '-' + std::to_string(*h.year) + (h.version_text.empty() ? "" : '-' + h.version_text);
            // Known by Party, year and version alone is what bears the marks of 4/CMA.6, para 29.
            if (any_marked && !is_marked(model, report)) e.id += '-' + report_kind(model.reports[report]);
            break;
        }
        e.raw = std::move(raw);
        entries.push_back(std::move(e));
    }
    // Of filings with one id the content decides, so that nothing depends on how files are named.
    std::stable_sort(entries.begin(), entries.end(), [](entry const& a, entry const& b) {
        return std::tie(a.id, a.raw->sha256, a.raw->name) < std::tie(b.id, b.raw->sha256, b.raw->name);
    });
    std::set<std::string> ids;
    for (auto& e : entries) {
        std::string const base = e.id;
        for (int n = 2; !ids.insert(e.id).second; ++n) e.id = base + '~' + std::to_string(n);
    }
    // Of one Party's reports of one kind, series and year the highest version counts.
    using version_key = std::tuple<std::uint16_t, text_id, std::string, std::int64_t>;
    std::map<version_key, std::pair<std::int64_t, std::string>> highest;
    auto key_of = [&](std::uint16_t report, header_values const& h) -> std::optional<version_key> {
        bool const yearly = model.reports[report].roles.year != no_index;
        if (!h.party || !h.version || (yearly && !h.year)) return std::nullopt;
        return version_key{report, *h.party, h.series_text, yearly ? *h.year : 0};
    };
    for (auto const& e : entries)
        for (auto const& [report, h] : e.headers)
            if (auto const key = key_of(report, h)) {
                auto& best = highest.try_emplace(*key, *h.version, e.id).first->second;
                if (*h.version > best.first) best = {*h.version, e.id};
            }
    // The first version is 1.0; a report without a number is a first version of its own.
    std::map<version_key, std::int64_t> first_days;
    constexpr std::int64_t first_version = std::int64_t{1} << 32;
    for (auto const& e : entries)
        for (auto const& [report, h] : e.headers)
            if (auto const key = key_of(report, h); key && h.day && *h.version == first_version) {
                auto& day = first_days.try_emplace(*key, *h.day).first->second;
                day = std::min(day, *h.day);
            }
    std::vector<rows_to_read> reading;
    std::map<text_id, std::uint32_t> groups;
    std::uint32_t next_group = 0;
    for (std::uint32_t index = 0; index < entries.size(); ++index) {
        auto& e = entries[index];
        filing_data f;
        f.id = e.id;
        f.party = e.party;
        std::optional<text_id> party;
        for (auto const& [report, h] : e.headers)
            if (!party) party = h.party;
        f.party_group = party ? groups.try_emplace(*party, next_group).first->second : next_group;
        next_group = std::max(next_group, f.party_group) + 1;
        bool any_current = false;
        for (std::uint16_t const report : e.raw->reports) {
            auto const& h = e.headers[report];
            bool current = true;
            if (auto const key = key_of(report, h)) {
                auto const& best = highest.at(*key);
                current = *h.version == best.first;
                if (!current) f.superseded_by = best.second;
            }
            any_current = any_current || current;
            dsl::date const submitted_on = h.day ? dsl::date{static_cast<std::int32_t>(*h.day)} : as_of;
            std::uint16_t const header = model.reports[report].header;
            std::size_t const header_row = header == no_index ? 0 : data->tables[header].rows;
            for (std::uint16_t const table : model.reports[report].tables) {
                place_rows(*data, model, find_table(*e.raw, table), table, index, current, submitted_on, reading);
                data->tables[table].header.resize(data->tables[table].rows, static_cast<std::uint32_t>(header_row));
                if (table != header) continue;
                std::optional<std::int64_t> first = h.version_absent ? h.day : std::nullopt;
                if (auto const key = key_of(report, h))
                    if (auto const found = first_days.find(*key); found != first_days.end()) first = found->second;
                data->tables[table].first_submitted.resize(data->tables[table].rows, first);
            }
        }
        if (any_current) f.superseded_by.reset();
        f.raw = std::move(e.raw);
        data->filings.push_back(std::move(f));
    }
    read_all(*data, model, as_of, reading);
    return data;
}

}  // namespace a6::checker
