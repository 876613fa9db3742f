#include "checker/readers.hpp"

#include "checker/fold.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace a6::checker {

namespace {

auto place_of(confidential_mark const& m) { return std::tie(m.report, m.table, m.row, m.field); }

}  // namespace

std::unique_ptr<raw_filing> raw_filing::empty_view() const {
    auto out = std::make_unique<raw_filing>();
    out->name = name;
    out->sha256 = sha256;
    out->format = format;
    out->of_rulebook = of_rulebook;
    out->confidential_parts = confidential_parts;
    out->original = original;
    out->line_starts = line_starts;
    out->keep_alive = keep_alive;
    return out;
}

confidential_mark const* raw_filing::mark_of(std::uint16_t report, std::uint16_t table, std::uint32_t row,
                                             std::uint16_t field) const {
    auto const wanted = std::tie(report, table, row, field);
    auto const hit = std::lower_bound(marks.begin(), marks.end(), wanted,
                                      [](confidential_mark const& m, auto const& w) { return place_of(m) < w; });
    return hit != marks.end() && place_of(*hit) == wanted ? &*hit : nullptr;
}

bool raw_filing::touches_confidential(std::size_t begin, std::size_t end) const {
    auto const hit = std::upper_bound(confidential_parts.begin(), confidential_parts.end(), begin,
                                      [](std::size_t at, byte_range const& part) { return at < part.end; });
    return hit != confidential_parts.end() && hit->begin < end;
}

bool gives_basis(std::string_view mark) {
    std::string const folded = fold_tight(mark);
    return !folded.empty() && folded != "true" && folded != "yes" && folded != "1" && folded != "confidential";
}

bool denies_mark(std::string_view mark) {
    std::string const folded = fold_tight(mark);
    return folded == "false" || folded == "no" || folded == "0";
}

void order_marks(raw_filing& filing) {
    auto& marks = filing.marks;
    std::stable_sort(marks.begin(), marks.end(),
                     [](confidential_mark const& a, confidential_mark const& b) { return place_of(a) < place_of(b); });
    std::vector<confidential_mark> distinct;
    for (confidential_mark& m : marks) {
        if (distinct.empty() || place_of(distinct.back()) != place_of(m)) {
            distinct.push_back(std::move(m));
        } else if (std::string& basis = distinct.back().basis; !gives_basis(basis)) {
            basis = m.basis;
        } else if (gives_basis(m.basis) && basis.find(m.basis) == std::string::npos) {
            basis += "; " + m.basis;
        }
    }
    marks = std::move(distinct);
    auto& parts = filing.confidential_parts;
    std::sort(parts.begin(), parts.end(), [](byte_range a, byte_range b) { return a.begin < b.begin; });
    std::vector<byte_range> apart;
    for (byte_range const part : parts) {
        if (apart.empty() || apart.back().end <= part.begin)
            apart.push_back(part);
        else
            apart.back().end = std::max(apart.back().end, part.end);
    }
    parts = std::move(apart);
}

read_result refuse(reader_input const& input, read_error error) {
    read_result result;
    error.file = input.shown_name;
    result.errors.push_back(std::move(error));
    return result;
}

raw_table empty_table(dsl::data_model const& model, std::uint16_t table, std::string_view text) {
    std::size_t const fields = model.tables[table].fields.size();
    raw_table out;
    out.table = table;
    out.columns.assign(fields, raw_column(text));
    out.label_at.resize(fields);
    return out;
}

void complete_tables(raw_filing& filing, dsl::data_model const& model) {
    std::sort(filing.reports.begin(), filing.reports.end());
    for (std::uint16_t const report : filing.reports) {
        for (std::uint16_t const table : model.reports[report].tables) {
            bool const present = std::any_of(filing.tables.begin(), filing.tables.end(),
                                             [table](raw_table const& t) { return t.table == table; });
            if (!present) filing.tables.push_back(empty_table(model, table));
        }
    }
    std::sort(filing.tables.begin(), filing.tables.end(),
              [](raw_table const& a, raw_table const& b) { return a.table < b.table; });
}

}  // namespace a6::checker
