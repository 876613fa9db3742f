#include "reports/trace.hpp"

#include "reports/json_writer.hpp"
#include "reports/location_json.hpp"
#include "reports/report_head.hpp"
#include "reports/words.hpp"

namespace a6::reports {

namespace {

std::string_view word(step_outcome o) {
    switch (o) {
        case step_outcome::happened: return "happened";
        case step_outcome::refused: return "refused";
        case step_outcome::elsewhere: return "elsewhere";
        case step_outcome::unplaced: return "unplaced";
    }
    return {};
}

void text_or_null(json_writer& json, std::string_view key, std::string const& value) {
    if (value.empty())
        json.null(key);
    else
        json.text(key, value);
}

void write_step(json_writer& json, trace_step const& s) {
    json.begin_object();
    text_or_null(json, "date", s.date);
    json.text("kind", s.seen ? "seen" : "event");
    text_or_null(json, "what", s.what);
    text_or_null(json, "by", s.by);
    text_or_null(json, "tells", s.sentence);
    if (!s.seen) {
        json.text("outcome", word(s.outcome));
        text_or_null(json, "state_before", s.state_before);
        text_or_null(json, "holder_before", s.holder_before);
        text_or_null(json, "state_after", s.state_after);
    }
    text_or_null(json, s.seen ? "holder" : "holder_after", s.holder_after);
    json.begin_object("shown");
    for (auto const& item : s.shown) json.text(item.name, item.value);
    json.end_object();
    write_location(json, "at", s.at);
    json.begin_list("findings");
    for (auto const& f : s.findings) {
        json.begin_object();
        json.text("id", f.id);
        json.text("severity", word(f.severity));
        json.text("message", f.message);
        json.end_object();
    }
    json.end_list();
    json.end_object();
}

}  // namespace

void write_trace_json(trace const& t, std::ostream& out) {
    json_writer json{out};
    write_head(t, "a6check-trace/1", json);
    write_failures(t, json);
    json.begin_list("filings");
    for (auto const& f : t.filings) {
        json.begin_object();
        json.text("id", f.id);
        json.text("file", f.file);
        json.text("sha256", f.sha256);
        if (f.superseded_by) json.text("superseded_by", *f.superseded_by);
        json.end_object();
    }
    json.end_list();
    json.text("block", t.block);
    json.number("size", t.size);
    json.texts("summary", t.summary);
    json.begin_list("pieces");
    for (auto const& p : t.pieces) {
        json.begin_object();
        json.text("block", p.block);
        json.number("size", p.size);
        json.begin_list("steps");
        for (auto const& s : p.steps) write_step(json, s);
        json.end_list();
        json.texts("not_known", p.unknown);
        json.end_object();
    }
    json.end_list();
    json.begin_list("may_be_the_same");
    for (auto const& c : t.candidates) {
        json.begin_object();
        json.text("block", c.block);
        json.text("what", c.what);
        write_location(json, "at", c.at);
        json.end_object();
    }
    json.end_list();
    json.texts("nearest", t.nearest);
    json.texts("notes", t.notes);
    json.end_object();
}

}  // namespace a6::reports
