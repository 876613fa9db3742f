#include "reports/formats.hpp"

#include <algorithm>

namespace a6::reports {

std::vector<report_format> const& formats() {
    static std::vector<report_format> const all = {
        {"text", "for people, one block per finding", write_text},
        {"json", "for programs, a6check-report/1", write_json},
        {"questionnaire", "for a reviewer, the questions that only a person can answer, in Markdown",
         write_questionnaire},
        {"html", "for a reviewer, one document for a browser or a printer", write_html, true},
        {"review", "for a reviewer, Markdown in the order of a review report's outline", write_review, true},
    };
    return all;
}

report_format const* find_format(std::string_view name) {
    auto const& all = formats();
    auto const found = std::find_if(all.begin(), all.end(), [name](report_format const& f) { return f.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace a6::reports
