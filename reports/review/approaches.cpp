// What was checked of each cooperative approach.

#include "reports/phrases.hpp"
#include "reports/review/sections.hpp"
#include "reports/words.hpp"

#include <algorithm>
#include <set>

namespace a6::reports {

namespace {

constexpr std::size_t approaches_in_full = 60;
constexpr std::size_t approaches_open = 8;  // with more, each is opened by who wants to read it
constexpr std::size_t approaches_listed = 500;
constexpr std::size_t links_per_approach = 12;

class approaches_section {
public:
    explicit approaches_section(review_page& page) : p_{page}, say{page.say}, out_{page.out} {
        for (std::size_t n = 0; n < p_.findings.size(); ++n) {
            std::set<std::string_view> named;
            for (location const& l : p_.findings[n]->locations)
                if (auto const* row = p_.row_of(l); row && !row->approach.empty()) named.insert(row->approach);
            for (std::string_view const a : named) findings_[a].push_back(n);
        }
        for (question const& q : p_.report.questions)
            if (!q.approach.empty()) ++questions_[q.approach];
    }

    void write() {
        p_.open_section("approaches", say("Cooperative approaches"));
        auto const all = approaches_of(p_);
        if (all.empty()) {
            out_ << "<p>" << html(say("No filing given reports on a cooperative approach.")) << "</p>\n";
        } else {
            write_overview(all);
            closed_ = all.size() > approaches_open;
            for (std::size_t i = 0; i < std::min(all.size(), approaches_in_full); ++i) write_approach(all[i]);
        }
        p_.close_section();
    }

private:
    void number(std::uint64_t count) { out_ << "<td class=\"num\">" << review_page::digits(count) << "</td>"; }
    void numbers(check_counts const& c) {
        for (std::uint64_t const n : {c.matched(), c.passed, c.failed, c.undecided, c.not_applicable}) number(n);
    }
    void head(std::string const& first, std::vector<std::string> const& more) {
        std::vector<std::string> numbers{say("Rows checked"), say("Passed"), say("Failed"), say("Undecided"),
                                         say("Not applicable")};
        numbers.insert(numbers.end(), more.begin(), more.end());
        p_.table_head({first}, numbers);
    }

    static std::map<std::size_t, check_counts> by_requirement(reviewed_approach const& a) {
        std::map<std::size_t, check_counts> out;
        for (checked_part const* part : a.parts)
            for (checked_requirement const& r : part->requirements) out[r.requirement] += r.counts;
        return out;
    }

    std::string parties_of(reviewed_approach const& a) const {
        std::set<std::string> parties;
        for (checked_part const* part : a.parts)
            if (auto const* f = p_.filing(part->filing); f && !f->party.empty()) parties.insert(f->party);
        std::string out;
        for (std::string const& party : parties) out += (out.empty() ? "" : ", ") + party;
        return out;
    }

    void write_overview(std::vector<reviewed_approach> const& all) {
        out_ << "<p>"
             << html(
                    say("Rows of the filings that name the approach, and what the rules say of them: a row counts once "
                        "for each rule that looks at it."))
             << "</p>\n";
        p_.open_scroll(say("Cooperative approaches"));
        out_ << "<table>\n";
        head(say("Approach"), {say("Findings"), say("Questions")});
        for (std::size_t i = 0; i < std::min(all.size(), approaches_listed); ++i) {
            check_counts sum;
            for (checked_part const* part : all[i].parts) sum += part->counts;
            out_ << "<tr data-find><th scope=\"row\">";
            if (i < approaches_in_full)
                out_ << "<a href=\"#approach-" << i + 1 << "\">" << html(all[i].name) << "</a>";
            else
                out_ << html(all[i].name);
            out_ << " <span class=\"muted\">" << html(parties_of(all[i])) << "</span></th>";
            numbers(sum);
            auto const found = findings_.find(all[i].name);
            number(found == findings_.end() ? 0 : found->second.size());
            auto const asked = questions_.find(all[i].name);
            number(asked == questions_.end() ? 0 : asked->second);
            out_ << "</tr>\n";
        }
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
        if (all.size() > approaches_in_full)
            out_ << "<p class=\"rest\">"
                 << html(say("Of {} approaches the first {} are shown one by one.", all.size(), approaches_in_full))
                 << "</p>\n";
    }

    void write_approach(reviewed_approach const& a) {
        std::size_t const n = ++shown_;
        out_ << "<h3 id=\"approach-" << n << "\">" << html(a.name) << "</h3>\n";
        if (auto const found = findings_.find(a.name); found != findings_.end()) {
            std::string links;
            for (std::size_t i = 0; i < std::min(found->second.size(), links_per_approach); ++i)
                links += (i == 0 ? "" : ", ") + p_.finding_link(found->second[i]);
            out_ << "<p>" << html_sentence(say("Findings on its rows: {}"), links);
            if (found->second.size() > links_per_approach)
                out_ << ' ' << html(say("and {} more", found->second.size() - links_per_approach));
            out_ << "</p>\n";
        }
        if (closed_) out_ << "<details><summary>" << html(say("What was checked of {}", a.name)) << "</summary>\n";
        p_.open_scroll(say("{}, filing by filing", a.name));
        out_ << "<table>\n";
        head(say("Filing"), {});
        for (checked_part const* part : a.parts) {
            auto const* f = p_.filing(part->filing);
            out_ << "<tr><th scope=\"row\">" << html(part->filing) << " <span class=\"muted\">"
                 << html(f ? f->file : std::string{}) << "</span></th>";
            numbers(part->counts);
            out_ << "</tr>\n";
        }
        out_ << "</tbody>\n</table>";
        p_.close_scroll();
        write_requirements(a);
        if (closed_) out_ << "</details>\n";
    }

    // One by one what failed or is undecided; of the rest the ids.
    void write_requirements(reviewed_approach const& a) {
        auto const all = by_requirement(a);
        std::vector<std::size_t> open;
        std::string passed, idle;
        std::size_t passed_count = 0, idle_count = 0;
        for (auto const& [requirement, c] : all) {
            std::string const& id = p_.report.requirements[requirement].id;
            if (c.failed + c.undecided != 0) {
                open.push_back(requirement);
            } else {
                bool const any = c.passed != 0;
                std::string& list = any ? passed : idle;
                list += (list.empty() ? "" : ", ") + id;
                ++(any ? passed_count : idle_count);
            }
        }
        if (!open.empty()) {
            p_.open_scroll(say("{}, requirements that failed or are undecided", a.name));
            out_ << "<table>\n";
            head(say("Requirement"), {});
            for (std::size_t const requirement : open) {
                auto const& r = p_.report.requirements[requirement];
                out_ << "<tr data-find><th scope=\"row\"><span class=\"rule\">" << html(r.id) << "</span> "
                     << html(r.paraphrase) << " <span class=\"muted\">" << html(r.source) << "</span></th>";
                numbers(all.at(requirement));
                out_ << "</tr>\n";
            }
            out_ << "</tbody>\n</table>";
            p_.close_scroll();
        }
        out_ << "<details><summary>"
             << html(clauses(
                    {say.counted(passed_count, "{} requirement passed in every row",
                                 "{} requirements passed in every row"),
                     say.counted(idle_count, "{} has no row that it applies to", "{} have no row that they apply to")},
                    say))
             << "</summary>\n";
        if (!passed.empty()) out_ << "<p>" << html(say("Passed: {}", passed)) << "</p>\n";
        if (!idle.empty()) out_ << "<p>" << html(say("Not applicable: {}", idle)) << "</p>\n";
        out_ << "</details>\n";
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    std::size_t shown_ = 0;
    bool closed_ = false;
    std::map<std::string_view, std::vector<std::size_t>> findings_;
    std::map<std::string_view, std::uint64_t> questions_;
};

}  // namespace

std::vector<reviewed_approach> approaches_of(review_page const& page) {
    std::map<std::string_view, reviewed_approach> all;
    for (checked_part const& part : page.data.checks) {
        if (part.approach.empty()) continue;
        auto& a = all[part.approach];
        a.name = part.approach;
        a.parts.push_back(&part);
    }
    std::vector<reviewed_approach> out;
    for (auto& [name, a] : all) out.push_back(std::move(a));
    return out;
}

void write_approaches_section(review_page& page) { approaches_section{page}.write(); }

}  // namespace a6::reports
