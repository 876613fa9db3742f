#include "reports/report_head.hpp"

#include "reports/failures.hpp"

namespace a6::reports {

void write_head(report_head const& head, std::string_view format, json_writer& json) {
    json.begin_object();
    json.text("format", format);
    write_language(*head.lang, json);
    json.begin_object("tool");
    json.text("name", head.tool_name);
    json.text("version", head.tool_version);
    json.end_object();
    json.begin_object("rulebook");
    json.text("name", head.rulebook_name);
    json.text("version", head.rulebook_version);
    json.text("law_as_of", head.law_as_of);
    json.text("sha256", head.rulebook_sha256);
    json.end_object();
    json.text("as_of", head.as_of);
}

void write_language(language const& say, json_writer& json) {
    if (say.code() != language::english().code()) json.text("language", say.code());
}

void write_failures(report_head const& head, json_writer& json) {
    json.begin_list("failures");
    for (auto const& f : head.failures) write_failure(f, json);
    json.end_list();
}

}  // namespace a6::reports
