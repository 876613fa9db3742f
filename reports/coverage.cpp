#include "reports/coverage.hpp"

#include "reports/json_writer.hpp"

#include <algorithm>

namespace a6::reports {

namespace {

void write_or_null(json_writer& json, std::string_view key, std::string_view value) {
    if (value.empty())
        json.null(key);
    else
        json.text(key, value);
}

void write_source(json_writer& json, cited_paragraph const& s) {
    json.begin_object();
    json.text("instrument", s.instrument);
    json.text("paragraph", s.paragraph);
    write_or_null(json, "digest", s.digest);
    if (s.state) {
        json.text("text", word(*s.state));
        if (!s.found_digest.empty()) json.text("text_digest", s.found_digest);
        if (!s.reason.empty()) json.text("text_reason", s.reason);
    }
    json.end_object();
}

void write_requirement(json_writer& json, covered_requirement const& r) {
    json.begin_object();
    json.text("id", r.id);
    json.text("paraphrase", r.paraphrase);
    json.begin_list("sources");
    for (auto const& s : r.sources) write_source(json, s);
    json.end_list();
    json.text("part", r.part);
    json.texts("binds", r.binds);
    json.text("strength", r.strength);
    json.text("testable", r.testable);
    json.text("disposition", word(r.disposition));
    json.texts("rules", r.rules);
    write_or_null(json, "question", r.question);
    write_or_null(json, "reason", r.reason);
    write_or_null(json, "from", r.from);
    write_or_null(json, "until", r.until);
    json.end_object();
}

// Of all requirements, or of one part.
void write_dispositions(json_writer& json, coverage const& c, covered_part const* part) {
    json.begin_object("dispositions");
    for (auto const d : all_dispositions)
        json.number(word(d), static_cast<std::uint64_t>(std::count_if(
                                 c.requirements.begin(), c.requirements.end(), [&](covered_requirement const& r) {
                                     return r.disposition == d && (!part || r.part == part->name);
                                 })));
    json.end_object();
}

void write_totals(json_writer& json, coverage const& c) {
    json.begin_object("totals");
    json.number("requirements", c.requirements.size());
    write_dispositions(json, c, nullptr);
    json.begin_list("parts");
    for (auto const& part : c.parts) {
        json.begin_object();
        json.text("name", part.name);
        json.text("title", part.title);
        write_dispositions(json, c, &part);
        json.end_object();
    }
    json.end_list();
    if (c.compared) {
        json.begin_object("texts");
        for (auto const s : all_text_states) json.number(word(s), c.count(s));
        json.end_object();
    }
    json.end_object();
}

}  // namespace

std::string_view word(disposition d) {
    switch (d) {
        case disposition::encoded: return "encoded";
        case disposition::presence: return "presence";
        case disposition::question: return "question";
        case disposition::definition: return "definition";
        case disposition::secretariat: return "secretariat";
        case disposition::pending: return "pending";
        case disposition::open_reading: return "open_reading";
    }
    return {};
}

std::string_view word(text_state s) {
    switch (s) {
        case text_state::unchanged: return "unchanged";
        case text_state::changed: return "changed";
        case text_state::not_found: return "not_found";
        case text_state::no_text: return "no_text";
        case text_state::not_recorded: return "not_recorded";
    }
    return {};
}

std::size_t coverage::count(text_state state) const {
    std::size_t out = 0;
    for (auto const& r : requirements)
        for (auto const& s : r.sources) out += s.state == state ? 1 : 0;
    return out;
}

void write_coverage_json(coverage const& c, std::ostream& out) {
    json_writer json{out};
    json.begin_object();
    json.text("format", "a6check-coverage/1");
    json.begin_object("rulebook");
    json.text("name", c.rulebook_name);
    json.text("version", c.rulebook_version);
    write_or_null(json, "law_as_of", c.law_as_of);
    json.end_object();
    json.begin_list("requirements");
    for (auto const& r : c.requirements) write_requirement(json, r);
    json.end_list();
    write_totals(json, c);
    json.end_object();
}

}  // namespace a6::reports
