// What the annual information adds up to: the structured summary recomputed, and the position of every Party.

#include "reports/account_years.hpp"
#include "reports/review/account_block.hpp"
#include "reports/review/sections.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

constexpr std::size_t blocks_shown = 40;
constexpr std::size_t blocks_open = 8;  // with more, each is opened by who wants to read it

class figures_section {
public:
    explicit figures_section(review_page& page) : p_{page}, say{page.say}, out_{page.out} {}

    void write() {
        p_.open_section("figures", say("Figures"));
        write_account(p_.data.figures, say("Recomputed from the annual information"),
                      say("What the annual information adds up to, as the structured summary is to have it. Every ITMO "
                          "counts once, by its serial number."));
        write_account(
            p_.data.ledger, say("Position of each Party"),
            say("What each Party held, first transferred, acquired, passed on and ended, and what became of the "
                "ITMOs that it first transferred."));
        if (!any_)
            out_ << "<p>" << html(say("There is nothing to account for: no annual information was given.")) << "</p>\n";
        p_.close_section();
    }

private:
    void write_account(account const& a, std::string const& title, std::string const& what) {
        bool const any = std::any_of(a.tables.begin(), a.tables.end(), [](auto const& t) { return !t.blocks.empty(); });
        if (!any && a.failures.empty()) return;
        any_ = true;
        out_ << "<h3>" << html(title) << "</h3>\n<p>" << html(what);
        if (!a.unit_label.empty())
            out_ << ' ' << html(say("Quantities are in {} where no other unit is named.", a.unit_label));
        out_ << "</p>\n";
        if (!a.ledger)
            for (failure const& f : a.failures)
                out_ << "<p class=\"failure\">" << html(say("{}: {}", f.file, f.message)) << "</p>\n";
        for (account_table const& t : a.tables) write_table(a, t);
    }

    void write_table(account const& a, account_table const& t) {
        std::size_t shown = 0;
        std::string nothing;
        for (account_block const& b : t.blocks) {
            if (b.rows.empty()) continue;
            if (says_nothing(b)) {
                nothing += (nothing.empty() ? "" : say("; ")) + block_name(p_, b);
                continue;
            }
            if (++shown > blocks_shown) continue;
            std::string const name = block_name(p_, b);
            bool const closed = t.blocks.size() > blocks_open;
            out_ << (closed ? "<details><summary><h4>" : "<h4>") << html(name) << " <span class=\"muted\">"
                 << html(t.title) << (closed ? "</span></h4></summary>\n" : "</span></h4>\n");
            write_account_block(p_, t, b, a.ledger ? b.rows.size() : years_told(b), say("{}: {}", t.title, name));
            if (closed) out_ << "</details>\n";
        }
        if (shown > blocks_shown)
            out_ << "<p class=\"rest\">"
                 << html(say("{}: of {} blocks the first {} are shown; the commands `account` and `ledger` show all.",
                             t.title, shown, blocks_shown))
                 << "</p>\n";
        if (!nothing.empty())
            out_ << "<p class=\"note\">" << html(say("{}: nothing for {}", t.title, nothing)) << "</p>\n";
    }

    review_page& p_;
    language const& say;
    std::ostream& out_;
    bool any_ = false;
};

}  // namespace

void write_figures_section(review_page& page) { figures_section{page}.write(); }

}  // namespace a6::reports
