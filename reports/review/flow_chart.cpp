#include "reports/review/flow_chart.hpp"

#include "reports/digits.hpp"
#include "reports/review/pixels.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t years_drawn = 8;
constexpr std::size_t flows_drawn = 40;
constexpr std::size_t lines_shown = 400;
// Lengths in pixels.
constexpr std::size_t width = 640;
constexpr std::size_t left_node = 120;
constexpr std::size_t right_node = 510;
constexpr std::size_t node_width = 9;
constexpr std::size_t node_gap = 18;
constexpr std::size_t chart_margin = 14;
constexpr std::uint64_t full_height = 200;
constexpr std::uint64_t least_height = 3;
constexpr std::uint64_t height_of_text = 13;

// In a table of flows the last column is what the other Party has not been heard of, the one before what it does not
// report, and what comes first both report.
std::string_view part_class(std::size_t column, std::size_t columns) {
    std::size_t const from_end = columns - column;
    return from_end == 1 ? "unheard" : from_end == 2 ? "against" : "agreed";
}

struct flow_part {
    account_column const* column;
    std::string_view kind;
    account_value const* value;
};

// From one Party to another in a year.
struct flow {
    std::string from, to;
    std::vector<flow_part> parts;

    std::uint64_t drawn() const {
        std::uint64_t sum = 0;
        for (flow_part const& p : parts)
            if (p.value->value) sum += whole_part(*p.value->value).value_or(0);
        return sum;
    }
    bool shows_parties() const { return from != confidential_words && to != confidential_words; }
};

using flows_of_year = std::map<std::pair<std::string, std::string>, flow>;

std::map<std::string, flows_of_year> flows_of(review_data const& data) {
    std::map<std::string, flows_of_year> out;
    for (drawn_table const& d : data.drawn) {
        if (d.as == drawing::years) continue;
        auto const& columns = d.table.columns;
        for (account_block const& b : d.table.blocks) {
            std::string const other = b.keys.empty() ? b.party : b.keys.front().value;
            bool const goes = d.as == drawing::flow_to;
            std::string const& from = goes ? b.party : other;
            std::string const& to = goes ? other : b.party;
            for (account_row const& row : b.rows) {
                flow& f = out[row.period][{from, to}];
                f.from = from;
                f.to = to;
                for (std::size_t c = 0; c < columns.size(); ++c)
                    if (!columns[c].serials)
                        f.parts.push_back({&columns[c], part_class(c, columns.size()), &row.values[c]});
            }
        }
    }
    return out;
}

// Those that transfer on the left, those that acquire on the right, a band for each flow.
class flow_drawing {
public:
    flow_drawing(review_page& page, std::string const& year, flows_of_year const& flows)
        : say{page.say}, out_{page.out}, year_{year} {
        for (auto const& [key, f] : flows)
            if (f.drawn() != 0 && f.shows_parties()) drawn_.push_back(&f);
        if (drawn_.size() > flows_drawn) {
            left_out_ = drawn_.size() - flows_drawn;
            std::stable_sort(drawn_.begin(), drawn_.end(),
                             [](flow const* a, flow const* b) { return a->drawn() > b->drawn(); });
            drawn_.resize(flows_drawn);
            std::sort(drawn_.begin(), drawn_.end(),
                      [](flow const* a, flow const* b) { return std::tie(a->from, a->to) < std::tie(b->from, b->to); });
        }
    }

    std::uint64_t all() const {
        std::uint64_t sum = 0;
        for (flow const* f : drawn_) sum += f->drawn();
        return sum;
    }
    bool empty() const { return drawn_.empty(); }
    std::size_t left_out() const { return left_out_; }

    // `full` is the quantity that fills the height, the same in all drawings.
    void write(std::string const& id, std::uint64_t full) {
        full_ = full;
        for (flow const* f : drawn_) {
            left_[f->from].height += height_of(*f);
            right_[f->to].height += height_of(*f);
        }
        std::uint64_t const height = std::max(place(left_), place(right_)) + chart_margin;
        out_ << "<svg role=\"img\" aria-labelledby=\"" << id << "\" width=\"" << width << "\" height=\"" << height
             << "\" viewBox=\"0 0 " << width << ' ' << height << "\"><title id=\"" << id << "\">"
             << html(say("ITMOs between Parties in {}. The figures are in the table below.", year_)) << "</title>\n"
             << "<defs><pattern id=\"" << id << "-against\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
             << "<rect class=\"against-ground\" width=\"6\" height=\"6\"/><path class=\"against-line\" "
                "d=\"M0 6L6 0M-1 1L1 -1M5 7L7 5\"/></pattern>"
             << "<pattern id=\"" << id << "-unheard\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
             << "<rect class=\"unheard-ground\" width=\"6\" height=\"6\"/><circle class=\"unheard-dot\" cx=\"3\" "
                "cy=\"3\" "
                "r=\"1\"/></pattern></defs>\n";
        for (flow const* f : drawn_) write_flow(*f, id);
        write_nodes(left_, left_node, true);
        write_nodes(right_, right_node, false);
        out_ << "</svg>";
    }

private:
    struct node {
        std::uint64_t height = 0;
        std::uint64_t y = 0;
        std::uint64_t used = 0;
    };
    using nodes = std::map<std::string, node>;

    std::uint64_t height_of(flow_part const& p) const {
        auto const quantity = p.value->value ? whole_part(*p.value->value).value_or(0) : 0;
        return quantity == 0 ? 0 : std::max(least_height, pixels(quantity, full_, full_height));
    }
    std::uint64_t height_of(flow const& f) const {
        std::uint64_t sum = 0;
        for (flow_part const& p : f.parts) sum += height_of(p);
        return sum;
    }

    static std::uint64_t place(nodes& all) {
        std::uint64_t y = chart_margin;
        for (auto& [party, n] : all) {
            n.y = y;
            y += std::max(n.height, height_of_text) + node_gap;
        }
        return y - node_gap;
    }

    void write_flow(flow const& f, std::string const& id) {
        node& from = left_.at(f.from);
        node& to = right_.at(f.to);
        for (flow_part const& p : f.parts) {
            std::uint64_t const h = height_of(p);
            if (h == 0) continue;
            std::uint64_t const y1 = from.y + from.used;
            std::uint64_t const y2 = to.y + to.used;
            from.used += h;
            to.used += h;
            constexpr std::size_t x1 = left_node + node_width;
            constexpr std::size_t x2 = right_node;
            constexpr std::size_t middle = (x1 + x2) / 2;
            out_ << "<path class=\"band " << p.kind << '"';
            if (p.kind != "agreed") out_ << " fill=\"url(#" << id << '-' << p.kind << ")\"";
            out_ << " d=\"M" << x1 << ' ' << y1 << 'C' << middle << ' ' << y1 << ' ' << middle << ' ' << y2 << ' ' << x2
                 << ' ' << y2 << 'v' << h << 'C' << middle << ' ' << y2 + h << ' ' << middle << ' ' << y1 + h << ' '
                 << x1 << ' ' << y1 + h << "z\"><title>"
                 << html(say("{} to {}, {}: {}", f.from, f.to, p.column->label, grouped(*p.value->value)))
                 << "</title></path>\n";
            if (h >= height_of_text)
                out_ << "<text class=\"quantity\" x=\"" << x1 + 10 << "\" y=\"" << y1 + h / 2 + 4 << "\">"
                     << html(grouped(*p.value->value)) << "</text>\n";
        }
    }

    void write_nodes(nodes const& all, std::size_t x, bool on_the_left) {
        for (auto const& [party, n] : all) {
            out_ << "<rect class=\"node\" x=\"" << x << "\" y=\"" << n.y << "\" width=\"" << node_width
                 << "\" height=\"" << n.height << "\"/><text class=\"" << (on_the_left ? "from" : "to") << "\" x=\""
                 << (on_the_left ? x - 8 : x + node_width + 8) << "\" y=\"" << n.y + n.height / 2 + 4 << "\">"
                 << html(party) << "</text>\n";
        }
    }

    language const& say;
    std::ostream& out_;
    std::string const& year_;
    std::uint64_t full_ = 1;
    std::vector<flow const*> drawn_;
    std::size_t left_out_ = 0;
    nodes left_, right_;
};

// Year, from, to, and each part.
void write_figures(review_page& page, std::map<std::string, flows_of_year> const& all) {
    auto& out = page.out;
    language const& say = page.say;
    std::vector<account_column const*> columns;
    for (drawn_table const& d : page.data.drawn)
        if (d.as != drawing::years)
            for (account_column const& c : d.table.columns)
                if (!c.serials) columns.push_back(&c);
    out << "<details><summary>" << html(say("The figures of these charts")) << "</summary>\n";
    page.open_scroll(say("ITMOs between Parties, figures"));
    out << "<table class=\"flows\">\n";
    std::vector<std::string> titles;
    for (account_column const* c : columns) titles.push_back(c->label);
    page.table_head({say("Year"), say("From"), say("To")}, titles);
    std::size_t shown = 0;
    for (auto const& [year, flows] : all)
        for (auto const& [key, f] : flows) {
            if (++shown > lines_shown) continue;
            out << "<tr><th scope=\"row\">" << html(year) << "</th><td>" << html(f.from) << "</td><td>" << html(f.to)
                << "</td>";
            for (account_column const* c : columns) {
                out << "<td class=\"num\">";
                for (flow_part const& p : f.parts)
                    if (p.column == c)
                        out << (p.value->value ? review_page::digits(*p.value->value)
                                               : "<span class=\"muted\">" + html(say("n/a")) + "</span>");
                out << "</td>";
            }
            out << "</tr>\n";
        }
    out << "</tbody>\n</table>";
    page.close_scroll();
    if (shown > lines_shown)
        out << "<p class=\"rest\">" << html(say("Of {} lines the first {} are shown.", shown, lines_shown)) << "</p>\n";
    out << "</details>\n";
}

}  // namespace

void write_flow_charts(review_page& page) {
    auto const all = flows_of(page.data);
    if (all.empty()) return;
    auto& out = page.out;
    language const& say = page.say;
    out << "<h3>" << html(say("ITMOs between Parties")) << "</h3>\n<ul class=\"legend\">";
    for (drawn_table const& d : page.data.drawn) {
        if (d.as == drawing::years) continue;
        auto const& columns = d.table.columns;
        for (std::size_t c = 0; c < columns.size(); ++c)
            out << "<li><span class=\"key " << part_class(c, columns.size()) << "\"></span>" << html(columns[c].label)
                << "</li>";
    }
    out << "</ul>\n<div class=\"charts\">\n";
    std::vector<std::pair<std::string_view, flow_drawing>> drawings;
    std::size_t const skipped = all.size() - std::min(all.size(), years_drawn);
    std::size_t n = 0;
    std::uint64_t full = 1;
    for (auto const& [year, flows] : all) {
        if (n++ < skipped) continue;
        flow_drawing drawing{page, year, flows};
        full = std::max(full, drawing.all());
        if (!drawing.empty()) drawings.emplace_back(year, std::move(drawing));
    }
    n = 0;
    for (auto& [year, drawing] : drawings) {
        out << "<figure class=\"wide\">\n<figcaption><h4>" << html(say("In {}", year)) << "</h4></figcaption>\n";
        page.open_scroll(say("ITMOs between Parties in {}, chart", year));
        drawing.write("flow-" + std::to_string(++n), full);
        page.close_scroll();
        if (drawing.left_out() != 0)
            out << "<p class=\"note\">"
                << html(say.counted(drawing.left_out(), "{} smaller flow is not drawn",
                                    "{} smaller flows are not drawn"))
                << "</p>\n";
        out << "</figure>\n";
    }
    out << "</div>\n";
    write_figures(page, all);
}

}  // namespace a6::reports
