// The JSON goldens read back and compared with what they were written from.

#include "reports/json_writer.hpp"
#include "reports/words.hpp"
#include "reports/writer.hpp"
#include "tests/reports/samples.hpp"
#include "tests/support/golden.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>
#include <string>
#include <vector>

namespace a6::reports {
namespace {

using json = nlohmann::ordered_json;

std::vector<std::string> keys(json const& object) {
    std::vector<std::string> out;
    for (auto const& item : object.items()) out.push_back(item.key());
    return out;
}

// A value as JSON can hold it: what is not UTF-8 has been replaced.
std::string as_text(std::string const& value) {
    return json::parse(json(value).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
}

std::string text_or_empty(json const& object, char const* key) {
    return object.contains(key) && !object[key].is_null() ? object[key].get<std::string>() : std::string{};
}

std::uint64_t number_or_zero(json const& object, char const* key) {
    return object.contains(key) ? object[key].get<std::uint64_t>() : 0;
}

void expect_same(json const& j, location const& l) {
    EXPECT_EQ(j["role"], word(l.role));
    EXPECT_EQ(j["filing"], l.filing);
    EXPECT_EQ(j["file"], as_text(l.file));
    EXPECT_EQ(text_or_empty(j, "table"), l.table);
    EXPECT_EQ(number_or_zero(j, "row"), l.row);
    EXPECT_EQ(text_or_empty(j, "field"), l.field);
    ASSERT_EQ(j.contains("confidential"), l.confidential);
    if (l.confidential) {
        EXPECT_EQ(j["confidential"], true);
        EXPECT_TRUE(j["value"].is_null());
    } else {
        EXPECT_EQ(j.contains("value") && !j["value"].is_null(), l.value.has_value());
        EXPECT_EQ(text_or_empty(j, "value"), as_text(l.value.value_or("")));
    }
    EXPECT_EQ(text_or_empty(j, "sheet"), l.sheet);
    EXPECT_EQ(text_or_empty(j, "cell"), l.cell);
    EXPECT_EQ(number_or_zero(j, "line"), l.line);
    EXPECT_EQ(number_or_zero(j, "column"), l.column);
}

void expect_same(json const& j, std::vector<location> const& locations) {
    ASSERT_EQ(j.size(), locations.size());
    for (std::size_t i = 0; i < locations.size(); ++i) expect_same(j[i], locations[i]);
}

void expect_same(json const& j, std::optional<quantity> const& q) {
    ASSERT_EQ(j.contains("quantity"), q.has_value());
    if (!q) return;
    EXPECT_EQ(j["quantity"]["value"], q->confidential ? json() : json(q->value));
    EXPECT_EQ(j["quantity"].contains("confidential"), q->confidential);
    EXPECT_EQ(j["quantity"]["unit"], q->unit);
}

void expect_same(json const& j, std::vector<std::string> const& texts) {
    ASSERT_EQ(j.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(j[i], as_text(texts[i]));
}

template <typename Outcome>
void expect_same_counts(json const& j, Outcome const& o) {
    EXPECT_EQ(j["matched"], o.matched);
    EXPECT_EQ(j["passed"], o.passed);
    EXPECT_EQ(j["failed"], o.failed);
    EXPECT_EQ(j["not_applicable"], o.not_applicable);
    EXPECT_EQ(j["undecided"], o.undecided);
}

class json_goldens : public testing::TestWithParam<sample> {};

TEST_P(json_goldens, say_what_the_report_says) {
    run_report const& r = GetParam().report;
    std::string const golden = "reports/golden/json/" + GetParam().name + ".json";
    std::ostringstream out;
    find_format("json")->write(r, {}, out);
    a6::test_support::expect_golden(golden, out.str());
    json const j = json::parse(a6::test_support::read_file(a6::test_support::test_path(golden)));
    std::vector<std::string> known{"format",    "tool",     "rulebook",  "as_of",        "complete", "failures",
                                   "filings",   "findings", "undecided", "wanted",       "history",  "information",
                                   "questions", "unasked",  "parts",     "requirements", "rules"};
    if (r.baseline) known.push_back("baseline");
    known.insert(known.end(), {"not_listed", "summary"});
    EXPECT_EQ(keys(j), known);
    EXPECT_EQ(j["format"], "a6check-report/1");
    EXPECT_EQ(j["tool"]["name"], r.tool_name);
    EXPECT_EQ(j["tool"]["version"], r.tool_version);
    EXPECT_EQ(j["rulebook"]["name"], r.rulebook_name);
    EXPECT_EQ(j["rulebook"]["version"], r.rulebook_version);
    EXPECT_EQ(j["rulebook"]["law_as_of"], r.law_as_of);
    EXPECT_EQ(j["rulebook"]["sha256"], r.rulebook_sha256);
    EXPECT_EQ(j["as_of"], r.as_of);
    EXPECT_EQ(j["complete"], r.complete);

    ASSERT_EQ(j["failures"].size(), r.failures.size());
    for (std::size_t i = 0; i < r.failures.size(); ++i) {
        EXPECT_EQ(j["failures"][i]["file"], as_text(r.failures[i].file));
        EXPECT_EQ(j["failures"][i]["code"], r.failures[i].code);
        EXPECT_EQ(j["failures"][i]["message"], as_text(r.failures[i].message));
    }
    ASSERT_EQ(j["filings"].size(), r.filings.size());
    for (std::size_t i = 0; i < r.filings.size(); ++i) {
        json const& f = j["filings"][i];
        filing_outcome const& o = r.filings[i];
        EXPECT_EQ(f["id"], o.id);
        EXPECT_EQ(f["sha256"], o.sha256);
        expect_same(f["kind"], o.kind);
        EXPECT_EQ(f["party"], o.party);
        EXPECT_EQ(f["reported_year"], o.reported_year);
        EXPECT_EQ(f["version"], o.version);
        EXPECT_EQ(text_or_empty(f, "superseded_by"), o.superseded_by.value_or(""));
        EXPECT_EQ(f["result"], official_words(o.result));
        EXPECT_EQ(f["nothing_reported"], o.nothing_reported);
        expect_same(f["notations"], o.notations);
        expect_same(f["remarks"], o.remarks);
        std::uint64_t marked = 0;
        for (json const& mark : f["actions"]) marked += mark["count"].get<std::uint64_t>();
        EXPECT_EQ(marked, o.actions.size());
    }
    ASSERT_EQ(j["findings"].size(), r.findings.size());
    for (std::size_t i = 0; i < r.findings.size(); ++i) {
        json const& f = j["findings"][i];
        finding const& o = r.findings[i];
        EXPECT_EQ(f["id"], o.id);
        EXPECT_EQ(f["rule"], o.rule);
        EXPECT_EQ(f["title"], o.title);
        EXPECT_EQ(f["severity"], word(o.severity));
        EXPECT_EQ(f["class"], word(o.classification));
        EXPECT_EQ(f["scope"], o.cross_party ? "cross_party" : "single_party");
        EXPECT_EQ(f["balance_impact"], o.balance_impact);
        expect_same(f["requirements"], o.requirements);
        expect_same(f["provisions"], o.provisions);
        EXPECT_EQ(f["message"], as_text(o.message));
        EXPECT_EQ(f["remedy"], as_text(o.remedy));
        expect_same(f["locations"], o.locations);
        expect_same(f, o.quantity);
        expect_same(f.contains("serials") ? f["serials"] : json::array(), o.serials);
        ASSERT_EQ(f.contains("waived"), o.waived.has_value());
        if (o.waived) {
            EXPECT_EQ(f["waived"], (json{{"reason", o.waived->reason},
                                         {"owner", o.waived->owner},
                                         {"expires", o.waived->expires},
                                         {"file", o.waived->file},
                                         {"line", o.waived->line}}));
        }
        EXPECT_EQ(text_or_empty(f, "baseline"), o.baseline ? word(*o.baseline) : "");
    }
    if (r.baseline) {
        json const& b = j["baseline"];
        EXPECT_EQ(b["sha256"], r.baseline->sha256);
        EXPECT_EQ(b["new"], r.baseline->fresh);
        EXPECT_EQ(b["unchanged"], r.baseline->unchanged);
        ASSERT_EQ(b["no_longer_found"].size(), r.baseline->gone.size());
        for (std::size_t i = 0; i < r.baseline->gone.size(); ++i) {
            EXPECT_EQ(b["no_longer_found"][i]["id"], r.baseline->gone[i].id);
            EXPECT_EQ(b["no_longer_found"][i]["because"], word(r.baseline->gone[i].why));
        }
    }
    ASSERT_EQ(j["undecided"].size(), r.undecided.size());
    for (std::size_t i = 0; i < r.undecided.size(); ++i) {
        json const& u = j["undecided"][i];
        undecided const& o = r.undecided[i];
        EXPECT_EQ(u["rule"], o.rule);
        EXPECT_EQ(u["reason"], word(o.reason));
        expect_same(u["needs"], o.needs);
        EXPECT_EQ(u["rows"], o.rows);
        expect_same(u["locations"], o.locations);
        expect_same(u["blocked_by"], o.blocked_by);
        expect_same(u, o.quantity);
    }
    ASSERT_EQ(j["information"].size(), r.information.size());
    for (std::size_t i = 0; i < r.information.size(); ++i) {
        json const& told = j["information"][i];
        information const& o = r.information[i];
        EXPECT_EQ(told["rule"], o.rule);
        EXPECT_EQ(told["title"], o.title);
        EXPECT_EQ(told["message"], o.message);
        expect_same(told["requirements"], o.requirements);
        expect_same(told["provisions"], o.provisions);
        expect_same(told["locations"], o.locations);
        expect_same(told, o.quantity);
        expect_same(told.contains("serials") ? told["serials"] : json::array(), o.serials);
    }
    ASSERT_EQ(j["questions"].size(), r.questions.size());
    for (std::size_t i = 0; i < r.questions.size(); ++i) {
        json const& q = j["questions"][i];
        question const& o = r.questions[i];
        EXPECT_EQ(q["requirement"], o.requirement);
        EXPECT_EQ(q["source"], o.source);
        EXPECT_EQ(text_or_empty(q, "paraphrase"), o.paraphrase);
        EXPECT_EQ(text_or_empty(q, "part"), o.part);
        EXPECT_EQ(q["text"], o.text);
        EXPECT_EQ(q["filing"], o.filing);
        EXPECT_EQ(q["file"], o.file);
        EXPECT_EQ(text_or_empty(q, "party"), o.party);
        EXPECT_EQ(text_or_empty(q, "approach"), o.approach);
        expect_same(q["findings"], o.findings);
        ASSERT_EQ(q["passages"].size(), o.passages.size());
        for (std::size_t k = 0; k < o.passages.size(); ++k) {
            expect_same(q["passages"][k]["location"], o.passages[k].at);
            json const& text = q["passages"][k]["text"];
            EXPECT_EQ(text, o.passages[k].at.confidential ? json() : json(as_text(o.passages[k].text)));
        }
    }
    ASSERT_EQ(j["parts"].size(), r.parts.size());
    for (std::size_t i = 0; i < r.parts.size(); ++i) {
        EXPECT_EQ(j["parts"][i]["id"], r.parts[i].id);
        EXPECT_EQ(j["parts"][i]["title"], r.parts[i].title);
        expect_same(j["parts"][i]["cites"], r.parts[i].cites);
    }
    ASSERT_EQ(j["requirements"].size(), r.requirements.size());
    for (std::size_t i = 0; i < r.requirements.size(); ++i) {
        json const& q = j["requirements"][i];
        EXPECT_EQ(q["id"], r.requirements[i].id);
        EXPECT_EQ(q["source"], r.requirements[i].source);
        EXPECT_EQ(q["status"], word(r.requirements[i].status));
        EXPECT_EQ(text_or_empty(q, "part"), r.requirements[i].part);
        EXPECT_EQ(text_or_empty(q, "disposition"), r.requirements[i].disposition);
        EXPECT_EQ(text_or_empty(q, "question"), r.requirements[i].question);
        expect_same(q["rules"], r.requirements[i].rules);
        expect_same_counts(q, r.requirements[i]);
    }
    ASSERT_EQ(j["rules"].size(), r.rules.size());
    for (std::size_t i = 0; i < r.rules.size(); ++i) {
        EXPECT_EQ(j["rules"][i]["severity"], word(r.rules[i].severity));
        EXPECT_EQ(j["rules"][i]["class"], word(r.rules[i].classification));
        expect_same(j["rules"][i]["requirements"], r.rules[i].requirements);
        expect_same(j["rules"][i]["provisions"], r.rules[i].provisions);
        expect_same_counts(j["rules"][i], r.rules[i]);
    }
    EXPECT_EQ(j["summary"]["errors"], r.errors);
    EXPECT_EQ(j["summary"]["warnings"], r.warnings);
    EXPECT_EQ(j["summary"]["queries"], r.queries);
    EXPECT_EQ(number_or_zero(j["summary"], "waived"), r.waived);
    EXPECT_EQ(j["summary"]["undecided"], r.undecided_rows);
    EXPECT_EQ(j["summary"]["failures"], r.failures.size());
    EXPECT_EQ(j["summary"]["information"], r.information.size());
    EXPECT_EQ(j["summary"]["questions"], r.questions.size());
    std::uint64_t requirements = 0;
    for (auto const& status : j["summary"]["requirements"]) requirements += status.get<std::uint64_t>();
    EXPECT_EQ(requirements, r.requirements.size());
}

INSTANTIATE_TEST_SUITE_P(all, json_goldens, testing::ValuesIn(samples()),
                         [](auto const& tested) { return tested.param.name; });

TEST(json, parts_count_their_requirements_and_each_finding_once) {
    std::ostringstream out;
    find_format("json")->write(sample_report("parts"), {}, out);
    json const j = json::parse(out.str());
    json const& accounting = j["parts"][0];
    EXPECT_EQ(accounting["requirements"], json::parse(R"({"met": 1, "not_met": 1, "undecided": 2, "not_available": 3,
        "review": 0, "not_applicable": 0, "no_duty": 0})"));
    // One error serves two requirements of this part, and one of the next.
    EXPECT_EQ(accounting["errors"], 1);
    EXPECT_EQ(accounting["queries"], 1);
    EXPECT_EQ(j["parts"][1]["errors"], 1);
    EXPECT_EQ(j["parts"][1]["queries"], 0);
    EXPECT_EQ(j["parts"][2]["errors"], 0);
    EXPECT_EQ(j["summary"]["requirements"]["not_met"], 2);
}

TEST(json, a_seal_says_what_the_report_was_made_of) {
    run_report r;
    r.as_of = "2026-06-30";
    r.tool_sha256 = std::string(64, 'p');
    r.inputs = {{"a.xml", std::string(64, 'a')}, {"b.xml", ""}};
    std::ostringstream open;
    find_format("json")->write(r, {}, open);
    EXPECT_FALSE(json::parse(open.str()).contains("seal")) << "the program differs from machine to machine";
    r.sealed.emplace();
    r.sealed->rulebook = {{"rules.a6", std::string(64, 'r')}};
    r.sealed->waivers = {{"w.toml", std::string(64, 'w')}};
    r.sealed->baseline = input_digest{"last.json", std::string(64, 'l')};
    r.sealed->complete = true;
    std::ostringstream out;
    find_format("json")->write(r, {}, out);
    EXPECT_EQ(json::parse(out.str())["seal"],
              (json{{"program", std::string(64, 'p')},
                    {"rulebook", {{{"file", "rules.a6"}, {"sha256", std::string(64, 'r')}}}},
                    {"inputs",
                     {{{"file", "a.xml"}, {"sha256", std::string(64, 'a')}}, {{"file", "b.xml"}, {"sha256", nullptr}}}},
                    {"waivers", {{{"file", "w.toml"}, {"sha256", std::string(64, 'w')}}}},
                    {"baseline", {{"file", "last.json"}, {"sha256", std::string(64, 'l')}}},
                    {"options",
                     {{"as_of", "2026-06-30"}, {"complete", true}, {"findings_per_rule", "all"}, {"lang", "en"}}}}));
}

TEST(json, marks_of_rows_come_as_ranges) {
    run_report r;
    r.filings.emplace_back();
    for (std::uint32_t row = 1; row <= 100'000; ++row)
        r.filings.back().actions.push_back(
            {row, row == 70'000 ? consistency_mark::inconsistent : consistency_mark::consistent});
    std::ostringstream out;
    find_format("json")->write(r, {}, out);
    EXPECT_LT(out.str().size(), 2000U);
    json const actions = json::parse(out.str())["filings"][0]["actions"];
    ASSERT_EQ(actions.size(), 2U);
    EXPECT_EQ(actions[0]["count"], 99'999);
    EXPECT_EQ(actions[0]["rows"], json::parse("[[1, 69999], [70001, 100000]]"));
    EXPECT_EQ(actions[1]["rows"], json::parse("[[70000, 70000]]"));
}

TEST(json_writer, lays_out_what_it_is_given) {
    std::ostringstream out;
    {
        json_writer w{out};
        w.begin_object();
        w.text("text", "a\"b");
        w.null("nothing");
        w.boolean("yes", true);
        w.begin_list("empty");
        w.end_list();
        w.begin_object("empty_object");
        w.end_object();
        w.texts("flat", {"a", "b"});
        w.begin_list("items");
        w.begin_object();
        w.number("n", 18446744073709551615ULL);
        w.end_object();
        w.number(1);
        w.end_list();
        w.end_object();
    }
    EXPECT_EQ(out.str(),
              "{\n  \"text\": \"a\\\"b\",\n  \"nothing\": null,\n  \"yes\": true,\n  \"empty\": [],\n"
              "  \"empty_object\": {},\n  \"flat\": [\"a\", \"b\"],\n  \"items\": [\n    {\n"
              "      \"n\": 18446744073709551615\n    },\n    1\n  ]\n}\n");
}

}  // namespace
}  // namespace a6::reports
