#include "reports/formats.hpp"

#include <algorithm>

namespace a6::reports {

std::vector<report_format> const& formats() {
    static std::vector<report_format> const all = {
        {"text", "for people, one block per finding", write_text},
        {"json", "for programs, a6check-report/1", write_json},
        {"questionnaire", "for a reviewer, the questions that only a person can answer, in Markdown",
         write_questionnaire},
        {"sarif", "SARIF 2.1.0, for viewers of findings and for programs", write_sarif},
        {"code-scanning", "SARIF as code scanning on GitHub shows it", write_code_scanning},
        {"junit", "JUnit XML, for build servers: a suite for each filing, a test for each rule", write_junit},
        {"svrl", "Schematron Validation Report Language, for Schematron tool chains", write_svrl},
        {"github", "annotations of GitHub Actions", write_github},
        {"lines", "FILE:LINE:COLUMN: error: message, for editors and build logs", write_lines},
        {"csv", "a line for each finding, for spreadsheets", write_findings_csv},
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
