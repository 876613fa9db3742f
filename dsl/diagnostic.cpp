#include "dsl/diagnostic.hpp"

#include "dsl/limits.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace a6::dsl {

namespace {

auto key_of(diagnostic const& d) { return std::tie(d.at.file, d.at.where.begin, d.code, d.message); }

struct code_point {
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

code_point decode(std::string_view text) {
    auto const lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (text.size() < length || first_invalid_utf8(text.substr(0, length)) != std::string_view::npos) return {};
    char32_t value = lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) value = (value << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    return {value, length, true};
}

// Control characters would move the cursor of a terminal, and directional marks would reorder the line so that the
// carets point at something else.
bool is_unprintable(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

// Columns of a terminal: enough for the scripts that occur in rulebooks, without a Unicode table.
std::size_t width_of(char32_t c) {
    if (c >= 0x0300 && c <= 0x036F) return 0;
    if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
        (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
        (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD))
        return 2;
    return 1;
}

struct cell {
    std::string text;
    std::size_t width = 1;
    std::size_t begin = 0;  // bytes of the line it stands for
    std::size_t end = 0;
};

std::vector<cell> cells_of(std::string_view line) {
    constexpr std::size_t tab = 4;
    std::vector<cell> cells;
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size();) {
        auto const c = decode(line.substr(i));
        cell next{std::string(line.substr(i, c.bytes)), 1, i, i + c.bytes};
        if (c.valid && c.value == '\t') {
            next.width = tab - column % tab;
            next.text.assign(next.width, ' ');
        } else if (!c.valid || is_unprintable(c.value)) {
            next.text = "\xEF\xBF\xBD";
        } else {
            next.width = width_of(c.value);
        }
        column += next.width;
        i = next.end;
        cells.push_back(std::move(next));
    }
    return cells;
}

// More than this many characters of a line help nobody.
constexpr std::size_t max_excerpt_cells = 140;
constexpr std::size_t cells_before_caret = 60;

void render_place(std::string& out, location const& at, std::vector<source_file> const& files) {
    if (at.file >= files.size()) return;
    auto const& file = files[at.file];
    auto const begin = std::min(at.where.begin, static_cast<std::uint32_t>(file.text().size()));
    auto const position = file.position(begin);
    auto const number = std::to_string(position.line);
    std::string const margin(number.size() + 1, ' ');
    out += margin + "--> " + file.name() + ':' + number + ':' + std::to_string(position.column) + '\n';

    auto const line = file.line_at(begin);
    auto const line_begin = static_cast<std::size_t>(line.data() - file.text().data());
    auto const first = std::min(begin - line_begin, line.size());
    auto const last =
        std::clamp(static_cast<std::size_t>(std::max(at.where.end, begin)) - line_begin, first, line.size());

    // Only what is near the place is taken apart: a line can be as long as the file.
    constexpr std::size_t reach = 8 * max_excerpt_cells;
    auto cut = first > reach ? first - reach : 0;
    while (cut > 0 && cut < line.size() && (static_cast<unsigned char>(line[cut]) & 0xC0u) == 0x80u) --cut;
    auto const cells = cells_of(line.substr(cut, 2 * reach));
    auto const index_of = [&](std::size_t byte_of_line) {
        auto const byte = byte_of_line - cut;
        return static_cast<std::size_t>(
            std::find_if(cells.begin(), cells.end(), [&](cell const& c) { return c.end > byte; }) - cells.begin());
    };
    auto const from = index_of(first);
    auto const to = std::max(index_of(last), from);
    std::size_t window = 0;
    if (cells.size() > max_excerpt_cells && from > cells_before_caret) window = from - cells_before_caret;
    auto const window_end = std::min(cells.size(), window + max_excerpt_cells);
    bool const more_before = window != 0 || cut != 0;
    bool const more_behind = window_end < cells.size() || cut + 2 * reach < line.size();

    std::string excerpt;
    std::string carets;
    if (more_before) {
        excerpt += "...";
        carets += "   ";
    }
    std::size_t marked = 0;
    for (auto i = window; i < window_end; ++i) {
        excerpt += cells[i].text;
        if (i < from) {
            carets.append(cells[i].width, ' ');
        } else if (i < to) {
            carets.append(cells[i].width, '^');
            marked += cells[i].width;
        }
    }
    if (more_behind) excerpt += "...";
    if (marked == 0) carets += '^';
    while (!excerpt.empty() && excerpt.back() == ' ') excerpt.pop_back();

    out += margin + " |\n";
    out += ' ' + number + " |" + (excerpt.empty() ? "" : " " + excerpt) + '\n';
    out += margin + " | " + carets + '\n';
}

}  // namespace

void diagnostics::add(diagnostics others) {
    std::size_t const kept = static_cast<std::size_t>(std::count_if(
        others.items_.begin(), others.items_.end(), [](auto const& d) { return d.level == diagnostic_level::error; }));
    errors_ += others.errors_ - kept;
    suppressed_ += others.suppressed_;
    for (auto& d : others.items_) add(std::move(d));
}

void diagnostics::add(diagnostic d) {
    for (auto const& known : items_)
        if (known.at == d.at && known.code == d.code && known.message == d.message) return;
    bool const is_error = d.level == diagnostic_level::error;
    if (is_error) ++errors_;
    if (items_.size() < limits::max_diagnostics) {
        items_.push_back(std::move(d));
        return;
    }
    ++suppressed_;
    if (!is_error) return;
    // An error must not be crowded out by warnings.
    auto const warning = std::find_if(items_.rbegin(), items_.rend(),
                                      [](auto const& i) { return i.level == diagnostic_level::warning; });
    if (warning == items_.rend()) return;
    items_.erase(std::next(warning).base());
    items_.push_back(std::move(d));
}

void diagnostics::error(std::string code, location at, std::string message, std::string help) {
    add({diagnostic_level::error, std::move(code), at, std::move(message), {}, std::move(help)});
}

void diagnostics::warning(std::string code, location at, std::string message, std::string help) {
    add({diagnostic_level::warning, std::move(code), at, std::move(message), {}, std::move(help)});
}

std::vector<diagnostic> diagnostics::sorted() const {
    auto result = items_;
    std::stable_sort(result.begin(), result.end(), [](auto const& a, auto const& b) { return key_of(a) < key_of(b); });
    return result;
}

std::string render(diagnostic const& d, std::vector<source_file> const& files) {
    std::string out = d.level == diagnostic_level::error ? "error[" : "warning[";
    out += d.code + "] " + d.message + '\n';
    render_place(out, d.at, files);
    for (auto const& [at, message] : d.notes) {
        out += "note: " + message + '\n';
        render_place(out, at, files);
    }
    if (!d.help.empty()) out += "help: " + d.help + '\n';
    return out;
}

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Edit distance that counts the exchange of two neighbours as one slip: `tabel`. Case counts nothing here.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const same = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + same});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]))
                current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

}  // namespace

std::string closest(std::string_view word, std::vector<std::string> const& candidates) {
    // Longer words are not slips of the pen, and the distance costs their product.
    constexpr std::size_t longest = 120;
    if (word.empty() || word.size() > longest) return {};
    std::string const* best = nullptr;
    auto best_distance = std::numeric_limits<std::size_t>::max();
    for (auto const& candidate : candidates) {
        if (candidate.empty() || candidate == word) continue;
        auto const shorter = std::min(word.size(), candidate.size());
        auto const longer = std::max(word.size(), candidate.size());
        std::size_t const allowed = shorter <= 2 ? 0 : shorter <= 4 ? 1 : shorter <= 8 ? 2 : 3;
        if (longer - shorter > allowed) continue;
        auto const d = distance(word, candidate);
        if (d > allowed) continue;
        if (d < best_distance || (d == best_distance && candidate < *best)) {
            best = &candidate;
            best_distance = d;
        }
    }
    return best == nullptr ? std::string() : *best;
}

}  // namespace a6::dsl
