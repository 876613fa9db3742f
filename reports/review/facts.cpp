// What rules tell without judging, what later versions closed, what is gone since the baseline; and by what the
// document was made.

#include "reports/review/sections.hpp"
#include "reports/tell.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t facts_per_rule = 50;
constexpr std::size_t closed_shown = 200;
constexpr std::size_t gone_shown = 200;
constexpr std::size_t inputs_shown = 1'000;
constexpr std::size_t serials_per_fact = 12;

class facts_section {
public:
    explicit facts_section(review_page& page) : p_{page}, r_{page.report}, say{page.say}, out_{page.out} {}

    void write() {
        p_.open_section("facts", say("Facts and history"));
        write_information();
        write_closed();
        write_gone();
        p_.close_section();
    }

private:
    // The list is in the order of rules.
    void write_information() {
        auto const& all = r_.information;
        if (all.empty()) return;
        out_ << "<h3>" << html(say("What rules tell without judging")) << "</h3>\n";
        for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
            while (end < all.size() && all[end].rule == all[begin].rule) ++end;
            std::string provisions;
            for (std::string const& x : all[begin].provisions) provisions += (provisions.empty() ? "" : say("; ")) + x;
            out_ << "<h4><span class=\"rule\">" << html(all[begin].rule) << "</span> " << html(all[begin].title)
                 << " <span class=\"muted\">" << html(provisions) << "</span></h4>\n<ul>\n";
            std::size_t const shown = std::min(end, begin + facts_per_rule);
            for (std::size_t i = begin; i < shown; ++i) write_fact(all[i]);
            out_ << "</ul>\n";
            std::uint64_t const more = end - shown + not_kept_of(all[begin].rule);
            if (more != 0) rest(say("{} more of this rule", more));
        }
    }

    // Facts that the run has only counted.
    std::uint64_t not_kept_of(std::string const& rule) const {
        std::uint64_t out = 0;
        for (not_kept const& n : r_.beyond)
            if (!n.severity && n.rule == rule) out += n.count;
        return out;
    }

    void write_fact(information const& i) {
        out_ << "<li data-find>" << html(i.message);
        if (i.quantity) out_ << " &middot; " << p_.amount(*i.quantity);
        if (!i.serials.empty()) out_ << " &middot; " << p_.serials(i.serials, serials_per_fact);
        if (!i.locations.empty()) out_ << " <span class=\"muted\">" << p_.place(i.locations.front()) << "</span>";
        out_ << "</li>\n";
    }

    void write_closed() {
        auto const& h = r_.history;
        if (h.closed.empty() && h.days_left_out == 0) return;
        out_ << "<h3>" << html(say("Closed by later versions")) << "</h3>\n<ul>\n";
        for (std::size_t i = 0; i < std::min(h.closed.size(), closed_shown); ++i) {
            closed_finding const& c = h.closed[i];
            std::string by;
            for (std::string const& id : c.closed_by) by += (by.empty() ? "" : ", ") + id;
            std::string const what = p_.words(c.what.severity) + " <code>" + html(c.what.id) + "</code>";
            out_ << "<li data-find>"
                 << html_sentence(say("{}, {}: {} {}"), html(c.on), html(by), what, html(c.what.message)) << "</li>\n";
        }
        out_ << "</ul>\n";
        if (h.closed.size() > closed_shown)
            rest(say("{} more are not shown; the json report has them", h.closed.size() - closed_shown));
        if (h.days_left_out != 0)
            rest(say.counted(h.days_left_out, "{} earlier state was not judged again: too many rows",
                             "{} earlier states were not judged again: too many rows"));
    }

    void write_gone() {
        if (!r_.baseline || r_.baseline->gone.empty()) return;
        auto const& gone = r_.baseline->gone;
        out_ << "<h3>" << html(say("In {}, and not found any more", r_.baseline->file)) << "</h3>\n<ul>\n";
        for (std::size_t i = 0; i < std::min(gone.size(), gone_shown); ++i)
            out_ << "<li data-find>" << p_.words(gone[i].severity) << " <code>" << html(gone[i].id) << "</code> "
                 << html(gone_words(gone[i], say)) << " <span class=\"muted\">" << html(gone[i].file)
                 << "</span></li>\n";
        out_ << "</ul>\n";
        if (gone.size() > gone_shown)
            rest(say("{} more are not shown; the json report has them", gone.size() - gone_shown));
    }

    void rest(std::string const& text) { out_ << "<p class=\"rest\">" << html(text) << "</p>\n"; }

    review_page& p_;
    run_report const& r_;
    language const& say;
    std::ostream& out_;
};

}  // namespace

bool has_facts(review_page const& page) {
    auto const& r = page.report;
    return !r.information.empty() || !r.history.closed.empty() || r.history.days_left_out != 0 ||
           (r.baseline && !r.baseline->gone.empty());
}

void write_facts_section(review_page& page) { facts_section{page}.write(); }

void write_about_section(review_page& page) {
    auto& out = page.out;
    language const& say = page.say;
    run_report const& r = page.report;
    page.open_section("about", say("How this document was made"));
    out << "<dl class=\"about\">\n";
    auto const entry = [&](std::string const& term, std::string const& text) {
        if (!text.empty()) out << "<div><dt>" << html(term) << "</dt><dd>" << text << "</dd></div>\n";
    };
    entry(say("Judged as of"), html(r.as_of));
    entry(say("Program"), html(r.tool_name + ' ' + r.tool_version));
    entry(say("Rulebook"), html(say("{} {}, law as of {}", r.rulebook_name, r.rulebook_version, r.law_as_of)));
    if (!r.rulebook_sha256.empty())
        entry(say("SHA-256 of the rulebook"), "<code>" + html(r.rulebook_sha256) + "</code>");
    if (!r.tool_sha256.empty()) entry(say("SHA-256 of the program"), "<code>" + html(r.tool_sha256) + "</code>");
    entry(say("Given"), html(r.complete ? say("all that was filed") : say("a part of what was filed, or all of it")));
    out << "</dl>\n<h3>" << html(say("Files")) << "</h3>\n";
    page.open_scroll(say("Files and their digests"));
    out << "<table>\n<thead><tr><th scope=\"col\">" << html(say("File"))
        << "</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>\n";
    std::size_t shown = 0;
    auto const file = [&](std::string const& name, std::string const& digest) {
        if (++shown <= inputs_shown)
            out << "<tr><th scope=\"row\">" << html(name) << "</th><td>"
                << (digest.empty() ? html(say("could not be read")) : "<code>" + html(digest) + "</code>")
                << "</td></tr>\n";
    };
    if (r.inputs.empty())
        for (filing_outcome const& f : r.filings) file(f.file, f.sha256);
    else
        for (input_digest const& i : r.inputs) file(i.file, i.sha256);
    out << "</tbody>\n</table>";
    page.close_scroll();
    if (shown > inputs_shown)
        out << "<p class=\"rest\">" << html(say("Of {} files the first {} are shown.", shown, inputs_shown))
            << "</p>\n";
    out << "<h3>" << html(say("How to read it")) << "</h3>\n<ul>\n";
    for (std::string const& line :
         {say("An error says that a duty is not met as filed; a warning and a query are for a person to weigh."),
          say("Undecided is a result of its own: a fact is missing. It is never an error and never a pass."),
          say("What a Party marked as confidential is shown nowhere, and neither is what follows from it."),
          say("Hidden characters of a filing are shown as escapes, such as \\n or \\u202e."),
          say("This document holds all it needs. It asks for nothing on the network, and its script cannot send "
              "anything.")})
        out << "<li>" << html(line) << "</li>\n";
    out << "</ul>\n";
    page.close_section();
}

}  // namespace a6::reports
