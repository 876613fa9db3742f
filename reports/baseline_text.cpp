#include "reports/baseline_text.hpp"

#include "reports/escape.hpp"
#include "reports/tell.hpp"

#include <algorithm>
#include <cstddef>

namespace a6::reports {

namespace {

// JSON has them all, up to its own number for each rule.
constexpr std::size_t gone_printed = 20;

}  // namespace

std::vector<std::string> standing_of(finding const& f, run_report const& report) {
    language const& say = *report.lang;
    std::vector<std::string> out;
    if (f.waived) out.push_back(waiver_words(*f.waived, say));
    if (f.baseline && report.baseline) {
        std::string const file = printable(report.baseline->file);
        out.push_back(*f.baseline == baseline_state::fresh   ? say("new since {}", file)
                      : *f.baseline == baseline_state::worse ? say("worse than in {}", file)
                                                             : say("unchanged since {}", file));
    }
    return out;
}

void write_gone(run_report const& report, palette const& p, std::ostream& out) {
    if (!report.baseline || report.baseline->gone.empty()) return;
    language const& say = *report.lang;
    auto const& gone = report.baseline->gone;
    out << p.bold << say("no longer found since {}", printable(report.baseline->file)) << p.off << '\n';
    for (std::size_t i = 0; i < std::min(gone.size(), gone_printed); ++i) {
        if (!gone[i].file.empty()) out << p.frame << "  --> " << p.off << printable(gone[i].file) << '\n';
        out << p.frame << "  = " << p.off << say("{}: {}", printable(gone[i].id), gone_words(gone[i], say)) << '\n';
    }
    if (gone.size() > gone_printed)
        out << p.frame << "  = " << p.off << say("and {} more; --format json lists them", gone.size() - gone_printed)
            << '\n';
    out << '\n';
}

std::vector<std::string> standing_of(run_report const& report) {
    language const& say = *report.lang;
    std::vector<std::string> out;
    if (report.waived != 0)
        out.push_back(say.counted(
            report.waived,
            "{} finding is set aside; it counts for the mark of its filing all the same, and not for the exit code",
            "{} findings are set aside; they count for the marks of the filings all the same, and not for the exit "
            "code"));
    if (!report.baseline) return out;
    auto const& b = *report.baseline;
    out.push_back(say("held against {}, as of {}: {} new, {} worse, {} unchanged, {} no longer found",
                      printable(b.file), printable(b.as_of), b.fresh, b.worse, b.unchanged, b.gone.size()));
    if (b.other_rulebook)
        out.push_back(say("{} was made with another rulebook: what is new or no longer found may be due to that",
                          printable(b.file)));
    return out;
}

}  // namespace a6::reports
