// What was checked, requirement by requirement, in the parts of the rulebook.

#include "reports/accounts.hpp"
#include "reports/review/sections.hpp"
#include "reports/words.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t links_per_requirement = 5;

class requirements_section {
public:
    explicit requirements_section(review_page& page) : p_{page}, r_{page.report}, say{page.say}, out_{page.out} {
        for (std::size_t n = 0; n < p_.findings.size(); ++n)
            for (std::string const& id : p_.findings[n]->requirements) findings_[id].push_back(n);
        for (question const& q : r_.questions) ++questions_[q.requirement];
    }

    void write() {
        p_.open_section("requirements", say("Requirements"));
        if (r_.filings.empty() || r_.requirements.empty()) {
            out_ << "<p>" << html(say("No requirement was checked.")) << "</p>\n";
        } else {
            out_ << "<p>"
                 << html(say("Every requirement of the rulebook, what rules found of it, and what is left to the "
                             "reviewer. A row of a filing counts once for each rule that looks at it."))
                 << "</p>\n";
            for (part_account const& a : accounts(r_)) write_part(a);
        }
        p_.close_section();
    }

private:
    std::string title_of(part_account const& a) const {
        if (a.part) return a.part->title;
        return r_.parts.empty() ? say("All requirements") : say("Requirements of no part");
    }

    void write_part(part_account const& a) {
        std::string const title = title_of(a);
        out_ << "<h3>" << html(title) << "</h3>\n<p>";
        if (a.part && !a.part->cites.empty()) {
            std::string cites;
            for (std::string const& c : a.part->cites) cites += (cites.empty() ? "" : say("; ")) + c;
            out_ << "<span class=\"muted\">" << html(cites) << "</span> ";
        }
        for (requirement_status const s : all_statuses)
            if (a.count(s) != 0)
                out_ << "<span class=\"status " << word(s) << "\">" << a.count(s) << ' ' << p_.words(s) << "</span> ";
        out_ << "</p>\n";
        std::vector<requirement_outcome const*> open, others;
        for (requirement_outcome const* r : a.requirements) (needs_a_look(*r) ? open : others).push_back(r);
        if (!open.empty()) write_table(title, open);
        if (others.empty()) return;
        out_ << "<details><summary>"
             << html(open.empty() ? say.counted(others.size(), "{} requirement", "{} requirements")
                                  : say.counted(others.size(), "{} other requirement", "{} other requirements"))
             << "</summary>\n";
        write_table(title, others);
        out_ << "</details>\n";
    }

    static bool needs_a_look(requirement_outcome const& r) {
        return r.status == requirement_status::not_met || r.status == requirement_status::undecided ||
               (r.failed != 0 && r.status == requirement_status::review);
    }

    void write_table(std::string const& title, std::vector<requirement_outcome const*> const& rows) {
        p_.open_scroll(title);
        out_ << "<table class=\"requirements\">\n";
        p_.table_head({say("Requirement"), say("Status")}, {say("Rows checked"), say("Passed"), say("Failed"),
                                                            say("Undecided"), say("Not applicable"), say("Questions")});
        for (requirement_outcome const* r : rows) write_requirement(*r);
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
    }

    void write_requirement(requirement_outcome const& r) {
        out_ << "<tr data-find><th scope=\"row\"><span class=\"rule\">" << html(r.id) << "</span> "
             << html(r.paraphrase) << " <span class=\"muted\">" << html(r.source)
             << "</span></th><td><span class=\"status " << word(r.status) << "\">" << p_.words(r.status) << "</span>";
        if (auto const found = findings_.find(r.id); found != findings_.end()) {
            auto const& all = found->second;
            for (std::size_t i = 0; i < std::min(all.size(), links_per_requirement); ++i)
                out_ << ' ' << p_.finding_link(all[i]);
            if (all.size() > links_per_requirement)
                out_ << ' ' << html(say("and {} more", all.size() - links_per_requirement));
        }
        out_ << "</td>";
        for (std::uint64_t const count : {r.matched, r.passed, r.failed, r.undecided, r.not_applicable}) number(count);
        auto const asked = questions_.find(r.id);
        number(asked == questions_.end() ? 0 : asked->second);
        out_ << "</tr>\n";
    }

    void number(std::uint64_t count) {
        out_ << "<td class=\"num\">";
        if (count != 0) out_ << review_page::digits(count);
        out_ << "</td>";
    }

    review_page& p_;
    run_report const& r_;
    language const& say;
    std::ostream& out_;
    std::map<std::string_view, std::vector<std::size_t>> findings_;
    std::map<std::string_view, std::uint64_t> questions_;
};

}  // namespace

void write_requirements_section(review_page& page) { requirements_section{page}.write(); }

}  // namespace a6::reports
