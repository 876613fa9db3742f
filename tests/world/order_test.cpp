// The order of files, and of rows in a table, changes nothing but the numbers of rows.

#include "reports/formats.hpp"
#include "tests/support/world_faults.hpp"
#include "tests/world/world_run.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>
#include <sstream>

namespace a6::world_tests {
namespace {

using nlohmann::json;

std::vector<worlds::text_filing> shuffled(std::vector<worlds::text_filing> filings, worlds::dice& d) {
    d.shuffle(filings);
    for (auto& f : filings)
        for (auto& t : f.tables)
            if (!t.row.empty()) d.shuffle(t.rows);
    return filings;
}

void sort_array(json& a) {
    std::vector<std::pair<std::string, json>> items;
    for (auto& item : a) items.emplace_back(item.dump(), item);
    std::sort(items.begin(), items.end(), [](auto const& x, auto const& y) { return x.first < y.first; });
    a = json::array();
    for (auto& item : items) a.push_back(std::move(item.second));
}

// Without what tells the place of a row or the bytes of a file; lists in an order of their own.
json without_places(json const& from) {
    if (from.is_array()) {
        json out = json::array();
        for (auto const& item : from) out.push_back(without_places(item));
        return out;
    }
    if (!from.is_object()) return from;
    json out = json::object();
    for (auto const& [key, value] : from.items())
        if (key != "row" && key != "line" && key != "column" && key != "sha256") out[key] = without_places(value);
    return out;
}

// Of several rows that are wrong, these rules show the first.
bool shows_one_of_several(json const& finding) { return finding["rule"] == "GOV-02"; }

// "row 8 of the actions" names a place.
std::string without_rows(std::string const& message) {
    static std::regex const number("\\brow [0-9]+");
    return std::regex_replace(message, number, "row");
}

json comparable(reports::run_report const& report) {
    std::ostringstream text;
    reports::write_json(report, {}, text);
    json out = without_places(json::parse(text.str()));
    for (auto& f : out["filings"])
        for (auto& mark : f["actions"]) mark.erase("rows");
    // Of what is undecided only the first few places are listed.
    for (auto& u : out["undecided"]) {
        u.erase("locations");
        sort_array(u["blocked_by"]);
    }
    // Whether a report covers an approach is asked of one of its actions, the first in the file: the ITMOs are that
    // one's.
    for (auto& w : out["wanted"]["list"])
        if (w["need"].get<std::string>().find(" that covers ") != std::string::npos) w.erase("quantity");
    for (auto& f : out["findings"]) {
        f["message"] = without_rows(f["message"]);
        if (shows_one_of_several(f))
            for (auto const* key : {"message", "locations", "quantity", "serials"}) f.erase(key);
    }
    for (auto& i : out["information"]) i["message"] = without_rows(i["message"]);
    for (auto& q : out["questions"]) {
        sort_array(q["passages"]);
        sort_array(q["findings"]);
    }
    for (auto const* list : {"filings", "findings", "undecided", "information", "questions"}) sort_array(out[list]);
    return out;
}

void expect_same(json const& a, json const& b) {
    for (auto const& [key, value] : a.items()) {
        if (value == b[key]) continue;
        auto const difference = json::diff(value, b[key]);
        ADD_FAILURE() << key << ": " << difference.dump(1).substr(0, 3000);
    }
}

TEST(order, of_files_and_rows_changes_no_report_of_a_lawful_world) {
    std::uint64_t const count = worlds_to_run(8);
    for (std::uint64_t seed = 1; seed <= count && !testing::Test::HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        auto const w = worlds::make_world(worlds::random_options(seed));
        auto const texts = worlds::texts_of(w);
        worlds::dice d(seed);
        expect_same(comparable(judge(w, texts)), comparable(judge(w, shuffled(texts, d))));
        if (testing::Test::HasFailure()) keep(w, texts);
    }
}

TEST(order, of_files_and_rows_changes_no_finding) {
    std::uint64_t const count = worlds_to_run(1);
    for (std::uint64_t seed = 1; seed <= count && !testing::Test::HasFailure(); ++seed) {
        for (auto const kind : worlds::every_fault) {
            SCOPED_TRACE("seed " + std::to_string(seed) + ", " + worlds::name_of(kind));
            auto w = worlds::make_world(worlds::made_for(kind, worlds::random_options(seed)));
            worlds::dice d(seed);
            auto const planted = worlds::plant(w, kind, d);
            if (!planted) continue;
            auto texts = worlds::texts_of(w);
            worlds::edit(texts, *planted);
            auto a = judge(w, texts), b = judge(w, shuffled(texts, d));
            // Questions to a reviewer are many, and hardly touched by a fault.
            a.questions.clear();
            b.questions.clear();
            expect_same(comparable(a), comparable(b));
            if (testing::Test::HasFailure()) keep(w, texts);
        }
    }
}

}  // namespace
}  // namespace a6::world_tests
