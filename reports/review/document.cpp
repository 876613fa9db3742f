// The review document: one HTML file with all it needs, for a browser without a network and for a printer.

#include "reports/formats.hpp"
#include "reports/review/assets.hpp"
#include "reports/review/sections.hpp"

#include <sodium.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace a6::reports {

namespace {

constexpr std::size_t parties_in_title = 6;

// For a Content-Security-Policy: what bears this digest may act, and nothing else.
std::string content_digest(std::string_view text) {
    if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot be used on this machine"};
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<unsigned char const*>(text.data()), text.size());
    std::string out(sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    out.resize(out.find('\0'));
    return "'sha256-" + out + "'";
}

struct section {
    std::string_view id;
    std::string title;
    std::uint64_t count;  // shown beside the title; 0: nothing
    void (*write)(review_page&);
};

class document {
public:
    explicit document(review_page& page) : p_{page}, say{page.say}, out_{page.out} {}

    void write() {
        auto const all = sections();
        std::string const title = title_of();
        write_head(title);
        out_ << "<body>\n<a class=\"skip\" href=\"#content\">" << html(say("Skip to the content")) << "</a>\n";
        write_banner(title);
        out_ << "<div class=\"page\">\n";
        write_contents(all);
        out_ << "<main id=\"content\" tabindex=\"-1\">\n";
        for (section const& s : all) s.write(p_);
        out_ << "</main>\n</div>\n<footer><p>"
             << html(say("Made with {} {} from the rulebook {} {}, as of {}.", p_.report.tool_name,
                         p_.report.tool_version, p_.report.rulebook_name, p_.report.rulebook_version, p_.report.as_of))
             << "</p></footer>\n<script>" << review_script << "</script>\n</body>\n</html>\n";
    }

private:
    std::vector<section> sections() const {
        auto const& r = p_.report;
        std::vector<section> out{
            {"verdict", say("Verdict"), 0, write_verdict_section},
            {"findings", say("Findings"), r.errors + r.warnings + r.queries, write_findings_section},
            {"undecided", say("Undecided"), r.undecided_rows, write_undecided_section},
            {"requirements", say("Requirements"), 0, write_requirements_section},
            {"approaches", say("Cooperative approaches"), approaches_of(p_).size(), write_approaches_section},
            {"filings", say("Filings"), p_.data.filings.size(), write_filings_section},
            {"figures", say("Figures"), 0, write_figures_section}};
        if (has_charts(p_)) out.push_back({"charts", say("Charts"), 0, write_charts_section});
        if (has_facts(p_)) out.push_back({"facts", say("Facts and history"), 0, write_facts_section});
        out.push_back({"questions", say("Questions for the reviewer"), r.questions.size(), write_questions_section});
        out.push_back({"about", say("How this document was made"), 0, write_about_section});
        return out;
    }

    std::string title_of() const {
        std::set<std::string> parties;
        for (filing_outcome const& f : p_.report.filings)
            if (!f.party.empty()) parties.insert(f.party_name.empty() ? f.party : f.party_name);
        if (parties.empty()) return say("Review of filings under Article 6.2");
        if (parties.size() > parties_in_title)
            return say("Review of the filings of {} Parties under Article 6.2", parties.size());
        std::string names;
        for (std::string const& name : parties) names += (names.empty() ? "" : ", ") + name;
        return say("Review of the filings of {} under Article 6.2", names);
    }

    void write_head(std::string const& title) {
        out_
            << "<!DOCTYPE html>\n<html lang=\"" << html(say.code())
            << "\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src "
            << html(content_digest(review_style)) << "; script-src " << html(content_digest(review_script))
            << "; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
               "<link rel=\"icon\" href=\"data:,\">\n<title>"
            << html(title) << "</title>\n<style>" << review_style << "</style>\n</head>\n";
    }

    void write_banner(std::string const& title) {
        auto const& r = p_.report;
        out_ << "<header>\n<p class=\"kicker\">" << html(say("Article 6, paragraph 2, of the Paris Agreement"))
             << "</p>\n<h1>" << html(title) << "</h1>\n<dl class=\"meta\">";
        auto const entry = [&](std::string const& term, std::string const& text) {
            out_ << "<div><dt>" << html(term) << "</dt><dd>" << html(text) << "</dd></div>";
        };
        entry(say("Filings"), say.counted(r.filings.size(), "{} filing", "{} filings"));
        std::set<std::string> years;
        for (filing_outcome const& f : r.filings)
            if (!f.reported_year.empty()) years.insert(f.reported_year);
        if (years.size() == 1) entry(say("Year"), *years.begin());
        if (years.size() > 1) entry(say("Years"), say("{} to {}", *years.begin(), *years.rbegin()));
        entry(say("Judged as of"), r.as_of);
        entry(say("Law as of"), r.law_as_of);
        out_ << "</dl>\n</header>\n";
    }

    void write_contents(std::vector<section> const& all) {
        out_ << "<nav aria-label=\"" << html(say("Contents")) << "\">\n<form role=\"search\" id=\"search\" hidden>"
             << "<label for=\"find\">" << html(say("Search the document"))
             << "</label><input id=\"find\" type=\"search\" autocomplete=\"off\"><output id=\"found\" role=\"status\" "
                "aria-live=\"polite\" data-said=\""
             << html(say("places: {}", "#")) << "\" data-none=\"" << html(say("nothing found"))
             << "\"></output></form>\n<ol>\n";
        for (section const& s : all) {
            out_ << "<li><a href=\"#" << s.id << "\">" << html(s.title);
            if (s.count != 0) out_ << " <span class=\"count\">" << review_page::digits(s.count) << "</span>";
            out_ << "</a></li>\n";
        }
        out_ << "</ol>\n</nav>\n";
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
};

}  // namespace

void write_html(run_report const& report, write_options const& options, std::ostream& out) {
    review_page page{report, options, out};
    document{page}.write();
}

}  // namespace a6::reports
