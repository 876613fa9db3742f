// Charts of what the rulebook has shown by review: for each Party years beside each other, and flows between Parties.
// Every chart has its figures as a table.

#include "reports/review/account_block.hpp"
#include "reports/review/flow_chart.hpp"
#include "reports/review/pixels.hpp"
#include "reports/review/sections.hpp"

#include "reports/account_years.hpp"
#include "reports/digits.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

// Charts of one table; more Parties are in the tables of `a6check ledger`.
constexpr std::size_t charts_shown = 12;
// Lengths in pixels.
constexpr std::size_t plot_height = 150;
constexpr std::size_t axis_width = 76;
constexpr std::size_t widest_bar = 20;
constexpr std::size_t narrowest_bar = 7;
constexpr std::size_t width_wanted = 320;
constexpr std::size_t group_gap = 26;
constexpr std::size_t top = 12;
constexpr std::size_t year_height = 26;
constexpr std::uint64_t lines = 4;

// Party by Party, years beside each other, a bar for each column.
class bar_chart {
public:
    bar_chart(review_page& page, account_table const& t, account_block const& b, std::size_t number)
        : p_{page}, say{page.say}, out_{page.out}, t_{t}, b_{b}, number_{number} {
        for (std::size_t c = 0; c < t.columns.size(); ++c)
            if (!t.columns[c].serials) series_.push_back(c);
        for (auto const& row : b.rows)
            for (std::size_t const c : series_)
                if (row.values[c].value) most_ = std::max(most_, whole_part(*row.values[c].value).value_or(0));
        std::size_t const bars = std::max<std::size_t>(1, b.rows.size() * series_.size());
        std::size_t const room = width_wanted - std::min(width_wanted, b.rows.size() * group_gap);
        bar_width_ = std::clamp(room / bars, narrowest_bar, widest_bar);
        step_ = round_step(std::max<std::uint64_t>(most_, 1), lines);
        full_ = (std::max<std::uint64_t>(most_, 1) + step_ - 1) / step_ * step_;
    }

    void write() {
        std::string const name = block_name(p_, b_);
        std::string const id = "chart-" + std::to_string(number_);
        std::size_t const group = series_.size() * bar_width_ + group_gap;
        std::size_t const width = axis_width + b_.rows.size() * group + 8;
        std::size_t const height = top + plot_height + year_height;
        out_ << "<figure>\n<figcaption><h4>" << html(name) << "</h4></figcaption>\n";
        p_.open_scroll(say("{}: {}, chart", t_.title, name));
        out_ << "<svg role=\"img\" aria-labelledby=\"" << id << "\" width=\"" << width << "\" height=\"" << height
             << "\" viewBox=\"0 0 " << width << ' ' << height << "\"><title id=\"" << id << "\">"
             << html(say("{}: {}. The figures are in the table below.", t_.title, name)) << "</title>\n";
        write_axis(width);
        for (std::size_t r = 0; r < b_.rows.size(); ++r) write_year(b_.rows[r], axis_width + r * group);
        out_ << "</svg>";
        p_.close_scroll();
        out_ << "<details><summary>" << html(say("The figures of this chart")) << "</summary>\n";
        write_account_block(p_, t_, b_, b_.rows.size(), say("{}: {}, figures", t_.title, name));
        out_ << "</details>\n</figure>\n";
    }

private:
    static std::size_t y_of(std::uint64_t length) { return top + plot_height - static_cast<std::size_t>(length); }

    void write_axis(std::size_t width) {
        for (std::uint64_t at = 0; at <= full_; at += step_) {
            std::size_t const y = y_of(pixels(at, full_, plot_height));
            out_ << "<line class=\"" << (at == 0 ? "base" : "grid") << "\" x1=\"" << axis_width - 6 << "\" x2=\""
                 << width << "\" y1=\"" << y << "\" y2=\"" << y << "\"/><text class=\"tick\" x=\"" << axis_width - 10
                 << "\" y=\"" << y + 4 << "\">" << html(grouped(std::to_string(at))) << "</text>\n";
        }
    }

    void write_year(account_row const& row, std::size_t x) {
        std::size_t const left = x + group_gap / 2;
        for (std::size_t s = 0; s < series_.size(); ++s) {
            auto const& v = row.values[series_[s]].value;
            auto const quantity = v ? whole_part(*v) : std::nullopt;
            auto const length = quantity
                                    ? std::max<std::uint64_t>(pixels(*quantity, full_, plot_height), *quantity != 0)
                                    : std::uint64_t{7};
            if (quantity && *quantity == 0) {
                out_ << "<text class=\"zero\" x=\"" << left + s * bar_width_ + bar_width_ / 2 << "\" y=\"" << y_of(4)
                     << "\">0</text>\n";
                continue;
            }
            out_ << "<rect class=\"" << (quantity ? "s" + std::to_string(s) : "unknown") << "\" x=\""
                 << left + s * bar_width_ << "\" y=\"" << y_of(length) << "\" width=\"" << bar_width_ - 2
                 << "\" height=\"" << length << "\"><title>"
                 << html(say("{}, {}: {}", row.period, t_.columns[series_[s]].label, v ? grouped(*v) : say("n/a")))
                 << "</title></rect>\n";
        }
        out_ << "<text class=\"year\" x=\"" << left + series_.size() * bar_width_ / 2 << "\" y=\""
             << top + plot_height + 18 << "\">" << html(row.period) << "</text>\n";
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    account_table const& t_;
    account_block const& b_;
    std::size_t number_;
    std::vector<std::size_t> series_;
    std::size_t bar_width_ = widest_bar;
    std::uint64_t most_ = 0, step_ = 1, full_ = 1;
};

// The largest figure of a block, for the choice of what is drawn.
std::uint64_t largest(account_block const& b) {
    std::uint64_t out = 0;
    for (auto const& row : b.rows)
        for (auto const& v : row.values)
            if (v.value) out = std::max(out, whole_part(*v.value).value_or(0));
    return out;
}

class charts_section {
public:
    explicit charts_section(review_page& page) : p_{page}, say{page.say}, out_{page.out} {}

    void write() {
        p_.open_section("charts", say("Charts"));
        out_
            << "<p>"
            << html(say(
                   "Counted in ITMOs, each once in a figure; in a GHG metric one ITMO is one tonne of CO2 equivalent."))
            << "</p>\n";
        for (drawn_table const& d : p_.data.drawn)
            if (d.as == drawing::years) write_charts(d.table);
        write_flow_charts(p_);
        p_.close_section();
    }

private:
    void write_charts(account_table const& t) {
        std::vector<account_block const*> blocks;
        for (account_block const& b : t.blocks)
            if (!b.rows.empty() && !says_nothing(b)) blocks.push_back(&b);
        if (blocks.empty()) return;
        out_ << "<h3>" << html(t.title) << "</h3>\n<ul class=\"legend\">";
        std::size_t s = 0;
        for (account_column const& c : t.columns)
            if (!c.serials) out_ << "<li><span class=\"key s" << s++ << "\"></span>" << html(c.label) << "</li>";
        out_ << "<li><span class=\"key unknown\"></span>" << html(say("not available, or confidential"))
             << "</li></ul>\n<div class=\"charts\">\n";
        std::size_t const all = blocks.size();
        if (all > charts_shown) {
            std::stable_sort(blocks.begin(), blocks.end(),
                             [](auto const* a, auto const* b) { return largest(*a) > largest(*b); });
            blocks.resize(charts_shown);
        }
        for (account_block const* b : blocks) bar_chart{p_, t, *b, ++number_}.write();
        out_ << "</div>\n";
        if (all > charts_shown)
            out_ << "<p class=\"rest\">"
                 << html(say("Of {} Parties the {} with the largest figures are drawn.", all, charts_shown))
                 << "</p>\n";
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    std::size_t number_ = 0;
};

}  // namespace

bool has_charts(review_page const& page) {
    return std::any_of(page.data.drawn.begin(), page.data.drawn.end(), [](drawn_table const& d) {
        return std::any_of(d.table.blocks.begin(), d.table.blocks.end(),
                           [](account_block const& b) { return !b.rows.empty() && !says_nothing(b); });
    });
}

void write_charts_section(review_page& page) { charts_section{page}.write(); }

}  // namespace a6::reports
