#include "reports/coverage.hpp"
#include "reports/escape.hpp"

#include <algorithm>
#include <map>

namespace a6::reports {

namespace {

// Readable on paper and in every terminal; the same wherever it is printed.
constexpr std::size_t coverage_width = 110;
constexpr std::size_t count_width = 5;

std::string_view meaning(disposition d) {
    switch (d) {
        case disposition::encoded: return "rules decide it";
        case disposition::presence: return "rules see whether something is said, a reviewer judges what";
        case disposition::question: return "a reviewer only";
        case disposition::definition: return "definition or context; binds nobody by itself";
        case disposition::secretariat: return "a duty of the secretariat, the CMA or the review team";
        case disposition::pending: return "not yet in force";
        case disposition::open_reading: return "the text can be read in more than one way; rules raise queries";
    }
    return {};
}

std::string joined(std::vector<std::string> const& parts, std::string_view between) {
    std::string out;
    for (auto const& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

std::string padded(std::string const& text, std::size_t width) {
    std::size_t const taken = display_width(text);
    return printable(text) + std::string(taken < width ? width - taken : 0, ' ');
}

std::string right(std::string_view text, std::size_t width) {
    return std::string(text.size() < width ? width - text.size() : 0, ' ') + std::string(text);
}

// The words of `text` behind `head`, which fills the columns before `indent`; further lines begin at `indent`.
void write_wrapped(std::ostream& out, std::string const& head, std::size_t indent, std::string_view text) {
    std::string line = head;
    std::size_t column = indent;
    bool fresh = true;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        auto const word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        std::size_t const width = display_width(word);
        if (!fresh && column + 1 + width > coverage_width) {
            out << line << '\n';
            line = std::string(indent, ' ');
            column = indent;
            fresh = true;
        }
        if (!fresh) {
            line += ' ';
            ++column;
        }
        line += printable(word);
        column += width;
        fresh = false;
    }
    out << line << '\n';
}

std::string by_rules(covered_requirement const& r, std::string_view before) {
    return r.rules.empty() ? std::string() : std::string(before) + joined(r.rules, ", ");
}

// "party, shall; decided by REP-07; in force from 2024-11-24"
std::string account_of(covered_requirement const& r, std::string const& adopted) {
    std::string out = joined(r.binds, ", ");
    out += (out.empty() ? "" : ", ") + r.strength + "; ";
    switch (r.disposition) {
        case disposition::encoded:
            out += r.rules.empty() ? std::string("decided by no rule") : by_rules(r, "decided by ");
            break;
        case disposition::presence:
            out += "presence" + by_rules(r, " by ") + "; a reviewer is asked: " + r.question;
            break;
        case disposition::question: out += "a reviewer is asked: " + r.question; break;
        case disposition::definition: out += "definition or context: " + r.reason; break;
        case disposition::secretariat: out += "for the secretariat, the CMA or the review team: " + r.reason; break;
        case disposition::pending: out += "not yet in force: " + r.reason; break;
        case disposition::open_reading:
            out += "uncertain reading" + by_rules(r, ", queries by ") + ": " + r.reason;
            break;
    }
    bool const other_day = !r.from.empty() && r.from != adopted;
    if (!other_day && r.until.empty()) return out;
    while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
    out += "; in force";
    if (other_day) out += " from " + r.from;
    if (!r.until.empty()) out += " until " + r.until;
    return out;
}

class coverage_writer {
public:
    coverage_writer(coverage const& c, std::ostream& out) : c_{c}, out_{out} {
        for (auto const& r : c.requirements) id_width_ = std::max(id_width_, display_width(r.id));
        for (auto const& i : c.instruments)
            for (auto const& e : i.entries)
                for (auto const& p : e.paragraphs) paragraph_width_ = std::max(paragraph_width_, display_width(p));
    }

    void write() {
        std::string head = c_.rulebook_name + ", version " + c_.rulebook_version;
        if (!c_.law_as_of.empty()) head += ", law as of " + c_.law_as_of;
        out_ << printable(head) << ": " << c_.requirements.size() << " requirements of " << c_.instruments.size()
             << " instruments\n\n";
        write_totals();
        for (auto const& i : c_.instruments) write_instrument(i);
        if (c_.compared) write_texts();
    }

private:
    void write_totals() {
        std::string head = right("total", count_width);
        for (auto const d : all_dispositions) head += right(word(d), word(d).size() + 2);
        out_ << head << '\n';
        for (auto const& part : c_.parts) write_total(&part);
        write_total(nullptr);
        out_ << '\n';
        for (auto const d : all_dispositions) out_ << padded(std::string(word(d)), 14) << meaning(d) << '\n';
        out_ << "\nA requirement is in force from the adoption of its instrument where no other days are given.\n\n";
    }

    void write_total(covered_part const* part) {
        std::string counts;
        std::size_t total = 0;
        for (auto const d : all_dispositions) {
            auto const n = count(d, part);
            total += n;
            counts += right(std::to_string(n), word(d).size() + 2);
        }
        counts = right(std::to_string(total), count_width) + counts + "  ";
        write_wrapped(out_, counts, counts.size(), part ? part->title : std::string("all"));
    }

    std::size_t count(disposition d, covered_part const* part) const {
        return static_cast<std::size_t>(std::count_if(
            c_.requirements.begin(), c_.requirements.end(),
            [&](covered_requirement const& r) { return r.disposition == d && (!part || r.part == part->name); }));
    }

    void write_instrument(covered_instrument const& i) {
        std::string head = i.name;
        if (!i.title.empty() && i.title != i.name) head += ": " + i.title;
        if (!i.adopted.empty()) head += " (adopted " + i.adopted + ")";
        write_wrapped(out_, "", 0, head);
        for (auto const& e : i.entries) {
            auto const& r = c_.requirements[e.requirement];
            std::string paragraphs = joined(e.paragraphs, ", ");
            std::string line = "  " + padded(r.id, id_width_ + 2);
            std::size_t const indent = id_width_ + paragraph_width_ + 6;
            // Many paragraphs take a line of their own.
            if (display_width(paragraphs) > paragraph_width_) {
                write_wrapped(out_, line, id_width_ + 4, paragraphs);
                line = std::string(indent, ' ');
            } else {
                line += padded(paragraphs, paragraph_width_ + 2);
            }
            if (!e.told_under.empty()) {
                write_wrapped(out_, line, indent, "see " + e.told_under);
                continue;
            }
            write_wrapped(out_, line, indent, r.paraphrase);
            write_wrapped(out_, std::string(indent, ' '), indent, account_of(r, i.adopted));
        }
        out_ << '\n';
    }

    void write_texts() {
        out_ << "official texts\n";
        for (auto const s : all_text_states)
            out_ << "  " << padded(std::to_string(c_.count(s)), 6) << state_words(s) << '\n';
        out_ << '\n';
        write_state(text_state::changed,
                    "read the paragraph again and mend the requirement and its rules where the words now ask for "
                    "something else; then record the new digest: a6check rules digests --texts DIR --record ID");
        write_state(text_state::not_found,
                    "mend the path in the requirement, the file or section of its instrument, or the collection");
        write_state(text_state::not_recorded,
                    "read the paragraph beside the requirement; then record its digest: a6check rules digests "
                    "--texts DIR --record");
        write_missing_instruments();
    }

    static std::string_view state_words(text_state s) {
        switch (s) {
            case text_state::unchanged: return "unchanged";
            case text_state::changed: return "changed";
            case text_state::not_found: return "not found";
            case text_state::no_text: return "not in the collection";
            case text_state::not_recorded: return "not recorded";
        }
        return {};
    }

    void write_state(text_state s, std::string_view remedy) {
        if (c_.count(s) == 0) return;
        out_ << state_words(s) << '\n';
        for (auto const& r : c_.requirements)
            for (auto const& p : r.sources) {
                if (p.state != s) continue;
                std::string text = p.instrument + " para " + p.paragraph;
                if (!p.reason.empty()) text += ": " + p.reason;
                if (s == text_state::changed) text += ": recorded " + p.digest + ", now " + p.found_digest;
                if (s == text_state::not_recorded) text += ": " + p.found_digest;
                text += "; rules: " + (r.rules.empty() ? std::string("none") : joined(r.rules, ", "));
                write_wrapped(out_, "  " + padded(r.id, id_width_ + 2), id_width_ + 4, text);
            }
        write_wrapped(out_, "  to do: ", 9, remedy);
        out_ << '\n';
    }

    void write_missing_instruments() {
        std::map<std::string, std::size_t> missing;
        for (auto const& r : c_.requirements)
            for (auto const& p : r.sources)
                if (p.state == text_state::no_text) ++missing[p.instrument];
        if (missing.empty()) return;
        out_ << "not in the collection\n";
        for (auto const& [name, paragraphs] : missing)
            out_ << "  " << printable(name) << ": " << paragraphs << (paragraphs == 1 ? " paragraph" : " paragraphs")
                 << '\n';
        out_ << '\n';
    }

    coverage const& c_;
    std::ostream& out_;
    std::size_t id_width_ = 0;
    std::size_t paragraph_width_ = 0;
};

}  // namespace

void write_coverage_text(coverage const& c, std::ostream& out) { coverage_writer(c, out).write(); }

}  // namespace a6::reports
