#include "reports/failures.hpp"

#include "reports/escape.hpp"
#include "reports/tell.hpp"

namespace a6::reports {

void write_failure(failure const& f, language const& say, palette const& p, std::ostream& out) {
    out << p.error << say("failure") << '[' << printable(f.code) << ']' << p.off << ' ' << p.bold
        << printable(f.message) << p.off << '\n';
    if (!f.file.empty()) {
        location at;
        at.file = f.file;
        at.line = f.line;
        at.column = f.column;
        draw_locations({at}, say, p, out);
    }
    out << p.frame << "  = " << p.off << consequence_words(f, say) << '\n';
    if (!f.help.empty()) out << p.frame << "  = " << p.off << say("remedy: {}", printable(f.help)) << '\n';
    out << '\n';
}

void write_failure(failure const& f, json_writer& json) {
    json.begin_object();
    json.text("file", f.file);
    json.text("code", f.code);
    json.text("message", f.message);
    if (!f.help.empty()) json.text("help", f.help);
    if (f.line != 0) json.number("line", f.line);
    if (f.column != 0) json.number("column", f.column);
    if (f.in_part) json.boolean("in_part", true);
    json.end_object();
}

}  // namespace a6::reports
