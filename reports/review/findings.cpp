// What was found: the filter, then a card for each finding.

#include "reports/review/finding_card.hpp"
#include "reports/review/sections.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t cards_together = 200;

class findings_section {
public:
    explicit findings_section(review_page& page)
        : p_{page}, say{page.say}, out_{page.out}, index_{filter_index_of(page)} {}

    void write() {
        p_.open_section("findings", say("Findings"));
        if (p_.findings.empty())
            out_ << "<p>"
                 << html(p_.report.filings.empty() ? say("Nothing was checked, so nothing was found.")
                                                   : say("No rule found anything."))
                 << "</p>\n";
        else
            write_filter();
        write_cards();
        write_rest();
        p_.close_section();
    }

private:
    // A browser lays out what is closed only once it is opened.
    void write_cards() {
        std::size_t const all = p_.findings.size();
        for (std::size_t begin = 0; begin < all; begin += cards_together) {
            std::size_t const end = std::min(all, begin + cards_together);
            if (begin != 0)
                out_ << "<details class=\"more\"><summary>" << html(say("Findings {} to {}", begin + 1, end))
                     << "</summary>\n";
            for (std::size_t n = begin; n < end; ++n) write_finding_card(p_, n, index_);
            if (begin != 0) out_ << "</details>\n";
        }
    }

    // Without a script the filter could do nothing: it is shown by the script.
    void write_filter() {
        out_ << "<form class=\"filter\" id=\"filter\" hidden aria-label=\"" << html(say("Filter the findings"))
             << "\">\n"
             << "<fieldset><legend>" << html(say("Severity")) << "</legend>\n";
        write_box("error", say("errors"));
        write_box("warning", say("warnings"));
        write_box("query", say("queries"));
        out_ << "</fieldset>\n";
        write_choice("rule", say("Rule"), say("every rule"), index_.rules);
        write_choice("party", say("Party"), say("every Party"), index_.parties);
        out_ << "<label>" << html(say("Text"))
             << " <input type=\"search\" name=\"text\" autocomplete=\"off\"></label>\n";
        if (p_.report.baseline)
            out_ << "<label class=\"box\"><input type=\"checkbox\" name=\"new\"> " << html(say("only new"))
                 << "</label>\n";
        out_ << "<button type=\"reset\">" << html(say("Show all")) << "</button>\n"
             << "<output id=\"filtered\" role=\"status\" aria-live=\"polite\" data-said=\""
             << html(say("findings shown: {} of {}", "#", p_.findings.size())) << "\"></output>\n</form>\n";
    }

    void write_box(std::string_view value, std::string const& label) {
        out_ << "<label class=\"box\"><input type=\"checkbox\" name=\"severity\" value=\"" << value << "\" checked> "
             << html(label) << "</label>\n";
    }

    void write_choice(std::string_view name, std::string const& label, std::string const& all,
                      std::map<std::string, std::size_t> const& values) {
        out_ << "<label>" << html(label) << " <select name=\"" << name << "\"><option value=\"\">" << html(all)
             << "</option>";
        for (auto const& [value, number] : values)
            out_ << "<option value=\"" << number << "\">" << html(value) << "</option>";
        out_ << "</select></label>\n";
    }

    void write_rest() {
        std::uint64_t const total = p_.report.errors + p_.report.warnings + p_.report.queries;
        if (total <= p_.findings.size()) return;
        std::uint64_t const left_out = total - p_.findings.size();
        out_ << "<p class=\"rest\">"
             << html(say.counted(left_out, "{} more finding is counted and not shown here; the json report lists more.",
                                 "{} more findings are counted and not shown here; the json report lists more."));
        std::string rules;
        for (auto const& [rule, count] : p_.not_listed)
            rules += (rules.empty() ? "" : ", ") + say("{}: {}", rule, count);
        if (!rules.empty()) out_ << ' ' << html(rules);
        out_ << "</p>\n";
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    filter_index index_;
};

}  // namespace

void write_findings_section(review_page& page) { findings_section{page}.write(); }

}  // namespace a6::reports
