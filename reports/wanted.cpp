#include "reports/wanted.hpp"

#include "reports/escape.hpp"
#include "reports/phrases.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <array>

namespace a6::reports {

namespace {

constexpr std::size_t columns = 3;

std::array<std::string, columns> cells_of(wanted const& w) {
    return {std::to_string(w.rows_decided), std::to_string(w.rows),
            !w.quantity                ? std::string("-")
            : w.quantity->confidential ? std::string(confidential_words)
                                       : printable(w.quantity->value)};
}

}  // namespace

std::string wanted_words(wanted const& w, language const& say) {
    if (!w.at) return w.text;
    // The field is named already.
    location at = *w.at;
    at.label.clear();
    at.field.clear();
    return say("{}: {}", w.text, place(at, say));
}

std::string rest_words(wanted_list const& list, language const& say) {
    std::vector<std::string> out;
    std::uint64_t const further = list.all.size() - std::min(list.all.size(), wanted_lines) + list.more;
    if (further != 0)
        out.push_back(
            say.counted(further, "and {} more; --format json lists all", "and {} more; --format json lists all"));
    if (list.rows_else != 0)
        out.push_back(
            say.counted(list.rows_else,
                        "{} undecided row waits for no document or cell, but for a finding to be mended or another "
                        "reason given above",
                        "{} undecided rows wait for no document or cell, but for a finding to be mended or another "
                        "reason given above"));
    return clauses(out, say);
}

void write_wanted(wanted_list const& list, language const& say, palette const& p, std::ostream& out) {
    if (list.all.empty()) return;
    std::array<std::string, columns> const titles = {say("decides"), say("waiting"), say("ITMO waiting")};
    std::array<std::size_t, columns> widths{};
    std::size_t const lines = std::min(list.all.size(), wanted_lines);
    for (std::size_t c = 0; c < columns; ++c) {
        widths[c] = display_width(titles[c]);
        for (std::size_t i = 0; i < lines; ++i)
            widths[c] = std::max(widths[c], display_width(cells_of(list.all[i])[c]));
    }
    auto const write_line = [&](std::array<std::string, columns> const& cells, std::string_view what) {
        for (std::size_t c = 0; c < columns; ++c)
            out << "  " << std::string(widths[c] - display_width(cells[c]), ' ') << cells[c];
        out << "  " << what << '\n';
    };
    out << p.bold << say("what would decide most") << p.off << "  " << say("(rows; each line counts on those above it)")
        << '\n';
    write_line(titles, say("document, or field of a filing"));
    for (std::size_t i = 0; i < lines; ++i)
        write_line(cells_of(list.all[i]), printable(wanted_words(list.all[i], say)));
    if (auto const rest = rest_words(list, say); !rest.empty()) out << "  " << rest << '\n';
    out << '\n';
}

}  // namespace a6::reports
