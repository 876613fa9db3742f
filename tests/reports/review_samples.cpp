// A report with all that a review document shows. Every text of it that comes from a filing, or through a rulebook, a
// waiver file or a file's name, ends in the words given: hostile ones must change nothing but the text.

#include "reports/review.hpp"
#include "tests/reports/samples.hpp"

#include <memory>
#include <utility>

namespace a6::reports {

namespace {

class maker {
public:
    maker(std::string words, bool in_ids) : words_{std::move(words)}, in_ids_{in_ids} {}

    run_report make() {
        run_report r;
        r.tool_version = "0.1.0";
        r.tool_sha256 = std::string(64, 'c');
        r.rulebook_name = t("article-6");
        r.rulebook_version = t("1");
        r.law_as_of = "2024-11-23";
        r.rulebook_sha256 = std::string(64, 'b');
        r.as_of = "2026-11-23";
        r.filings = {filing("CHE", "Switzerland", "2025", consistency_mark::consistent),
                     filing("GHA", "Ghana", "2025", consistency_mark::inconsistent),
                     filing("SGP", "Singapore", "2025", consistency_mark::not_available), old_version()};
        r.inputs = {{t("CHE_2025_1.0.xlsx"), std::string(64, 'a')}};
        r.failures = {
            {t("broken.xml"), "X103", t("the document ends inside <Action>"), t("file the whole document"), 57, 3}};
        r.parts = {{t("accounting"), t("Robust accounting"), {t("Paris Agreement, Art. 6.2")}}};
        r.requirements = {requirement("PA-6.2c", requirement_status::not_met),
                          requirement("GL-20a", requirement_status::met)};
        r.findings = findings();
        r.undecided = {open()};
        r.wanted.all = {
            {t("the annual information of SWE for 2025"), std::nullopt, 1, 1, quantity{"300", "ITMO", "ITMO"}},
            {t("Vintage"), at("GHA", "2025", 2, "Vintage", ""), 1, 1, std::nullopt}};
        r.wanted.rows = r.wanted.rows_decided = 2;
        r.history.closed = {{r.findings.back(), "2025-06-20", {t("GHA-2025-1.1")}}};
        r.information = {fact()};
        r.questions = {question_on("CA0101"), question_on("")};
        r.unasked = {{t("GHA"), {t("Initial report"), t("Authorization")}, {"GL-18b"}}};
        r.errors = 1;
        r.warnings = 1;
        r.waived = 1;
        r.undecided_rows = 1;
        r.baseline = reports::baseline{t("before.json"), std::string(64, 'd'), "2026-01-01", {}, 1, 1};
        r.baseline->gone = {{i("ROW-01/1"), i("ROW-01"), severity::query, t("was there"), t("a.xml"), t("14:25")}};
        r.review = review();
        return r;
    }

private:
    std::string t(std::string text) const { return text + words_; }
    // Ids of rules and requirements are words of the rule language.
    std::string i(std::string text) const { return in_ids_ ? text + words_ : text; }
    std::string file(std::string const& party, std::string const& year) const { return t(party + '_' + year + ".xml"); }
    std::string id(std::string const& party, std::string const& year) const { return t(party + '-' + year + "-1.0"); }

    filing_outcome filing(std::string const& party, std::string const& name, std::string const& year,
                          consistency_mark mark) const {
        filing_outcome f;
        f.id = id(party, year);
        f.file = file(party, year);
        f.sha256 = std::string(64, 'a');
        f.kind = {"annual_information"};
        f.party = t(party);
        f.party_name = t(name);
        f.reported_year = t(year);
        f.version = t("1.0");
        f.result = mark;
        f.actions = {{1, consistency_mark::consistent}, {2, mark}};
        f.notations = {t("initial report not given")};
        f.remarks = {t("4 template rows")};
        f.not_counted = {{i("FMT-01"), 2}};
        f.other_side_of = {{i("PTY-01"), 1}};
        if (mark == consistency_mark::not_available)
            f.null_because = {{i("PTY-01"), t("the annual information of SWE")}};
        f.table_rows = {{"Actions", 2}};
        return f;
    }

    filing_outcome old_version() const {
        filing_outcome f = filing("GHA", "Ghana", "2025", consistency_mark::not_available);
        f.id = t("GHA-2025-0.9");
        f.kind = {"initial_report"};
        f.superseded_by = id("GHA", "2025");
        return f;
    }

    requirement_outcome requirement(std::string const& name, requirement_status status) const {
        requirement_outcome r;
        r.id = i(name);
        r.source = t("Paris Agreement Art. 6.2");
        r.paraphrase = t("No ITMO counts twice");
        r.part = t("accounting");
        r.status = status;
        r.matched = 12;
        r.passed = 11;
        r.failed = 1;
        return r;
    }

    location at(std::string const& party, std::string const& year, std::uint32_t row, std::string const& field,
                std::string const& value, location_role role = location_role::subject) const {
        location l;
        l.role = role;
        l.filing = id(party, year);
        l.file = file(party, year);
        l.party = t(party);
        l.table = t("Actions");
        l.row = row;
        l.field = t(field);
        l.label = t(field);
        if (!value.empty()) l.value = t(value);
        l.line = 12;
        l.column = 5;
        return l;
    }

    std::vector<finding> findings() const {
        finding f;
        f.id = i("PTY-01/c80a2dcea451");
        f.rule = i("PTY-01");
        f.title = t("What a Party transfers, the other Party acquires");
        f.cross_party = f.balance_impact = true;
        f.since = open_since{t("0.9"), t("2025-04-10"), 1};
        f.balances = {{t("GHA"), {t("2023")}}};
        f.requirements = {i("PA-6.2c")};
        f.provisions = {t("Paris Agreement Art. 6.2")};
        f.message = t("40 ITMOs are in no acquisition");
        f.remedy = t("The Parties agree");
        location hidden = at("CHE", "2025", 2, "Secret", "must not be shown", location_role::evidence);
        hidden.confidential = true;
        hidden.value.reset();
        f.locations = {at("GHA", "2025", 1, "FirstID", "CA0101-GHA01-GHA-1-2023"),
                       at("CHE", "2025", 1, "FirstID", "CA0101-GHA01-GHA-9-2023", location_role::counterpart), hidden};
        f.quantity = quantity{"40", "ITMO", "ITMO"};
        f.serials = {t("CA0101-GHA01-GHA-961..1000-2023")};
        f.baseline = baseline_state::fresh;
        finding w = f;
        w.id = i("FLD-02/1");
        w.rule = i("FLD-02");
        w.severity = severity::warning;
        w.cross_party = w.balance_impact = false;
        w.since.reset();
        w.locations = {at("GHA", "2025", 2, "Vintage", "20Z3")};
        w.waived = waiver{t("a known slip"), t("the registry"), "2027-01-01", t("waivers.txt"), 3, {}};
        w.baseline = baseline_state::unchanged;
        return {f, w};
    }

    undecided open() const {
        undecided u;
        u.rule = i("PTY-01");
        u.title = t("What a Party transfers");
        u.reason = undecided_reason::missing_document;
        u.needs = {t("the annual information of SWE for 2025")};
        u.rows = 1;
        u.filings = {{id("GHA", "2025"), 1}};
        u.locations = {at("GHA", "2025", 2, "FirstID", "x")};
        u.blocked_by = {i("FLD-02/1")};
        u.quantity = quantity{"300", "ITMO", "ITMO"};
        return u;
    }

    information fact() const {
        information out;
        out.rule = i("GOV-03");
        out.title = t("How much the open inconsistencies concern");
        out.provisions = {t("4/CMA.6 para 42")};
        out.message = t("1000 ITMOs are concerned");
        out.locations = {at("GHA", "2025", 1, "FirstID", "x")};
        out.serials = {t("CA0101-GHA01-GHA-1..1000-2023")};
        return out;
    }

    question question_on(std::string const& approach) const {
        question q;
        q.requirement = i("PA-6.2c");
        q.source = t("Paris Agreement Art. 6.2");
        q.paraphrase = t("No ITMO counts twice");
        q.part = t("accounting");
        q.text = t("Is double counting ruled out?");
        q.filing = id("GHA", "2025");
        q.file = file("GHA", "2025");
        q.party = t("GHA");
        if (approach.empty()) return q;
        q.approach = t(approach);
        q.findings = {i("PTY-01/c80a2dcea451")};
        location secret = at("GHA", "2025", 2, "Secret", "");
        secret.confidential = true;
        q.passages = {{at("GHA", "2025", 1, "Text", ""), t("It is ruled out.\n\nBy serial numbers.")},
                      {secret, "must not be shown"}};
        return q;
    }

    filed_table actions() const {
        filed_table table;
        table.name = t("Actions");
        table.title = t("Table 3: Actions");
        table.marked = true;
        for (char const* field : {"FirstID", "Vintage", "Secret", "Empty"})
            table.columns.push_back({t(field), t(field)});
        for (std::uint32_t n = 1; n <= 2; ++n)
            table.rows.push_back(
                {n,
                 11 + n,
                 t("CA0101"),
                 {{t("CA0101-GHA01-GHA-1-2023"), false, 0}, {t("20Z3"), false, 7}, {"", true, 0}, {}}});
        table.row_count = 100'000;
        return table;
    }

    filed_table header() const {
        filed_table table;
        table.name = t("Submission");
        table.title = t("Table 1: Submission");
        table.one_row = true;
        table.columns = {{t("Party"), t("Party")}, {t("Link"), t("Link")}};
        table.rows = {{0, 0, {}, {{t("GHA"), false, 0}, {}}}};
        table.row_count = 1;
        return table;
    }

    account_table years(std::string const& name, std::vector<std::string> const& labels) const {
        account_table table;
        table.name = t(name);
        table.title = t(name + " of a year");
        for (std::string const& label : labels) table.columns.push_back({t(label), t(label), "ITMO", false});
        return table;
    }

    account_block block(std::string const& party, std::string const& other,
                        std::vector<std::vector<account_value>> values) const {
        account_block b;
        b.party = t(party);
        b.party_name = t(party + " in full");
        if (!other.empty()) b.keys = {{t("other Party"), t("other Party"), t(other)}};
        int year = 2024;
        for (auto& row : values) b.rows.push_back({std::to_string(year++), std::move(row)});
        b.notes = {t("a note")};
        return b;
    }

    account_value exact(std::string value) const { return {std::move(value), {}, {}}; }
    account_value unknown() const { return {std::nullopt, {}, {t("the annual information of SWE")}}; }

    std::shared_ptr<review_data const> review() const {
        auto out = std::make_shared<review_data>();
        for (char const* party : {"CHE", "GHA", "SGP"})
            out->filings.push_back({id(party, "2025"), false, {header(), actions()}});
        // One rule of the last part serves both requirements.
        out->checks = {{id("CHE", "2025"), t("CA0101"), {4, 0, 1, 0}, {{0, {4, 0, 1, 0}}}},
                       {id("GHA", "2025"), "", {3, 0, 0, 0}, {{1, {3, 0, 0, 0}}}},
                       {id("GHA", "2025"), t("CA0101"), {9, 1, 2, 1}, {{0, {7, 1, 2, 1}}, {1, {5, 0, 0, 0}}}}};
        account_table figures = years("Balance", {"First transferred", "Used"});
        figures.blocks = {block("GHA", "", {{exact("1700"), exact("-400.5")}, {unknown(), exact("0")}})};
        out->figures.unit_label = t("t CO2 eq");
        out->figures.failures = {{t("GHA_2025.xml"), "E104", t("the period is too long"), "", 0, 0, true}};
        out->figures.tables = {figures};
        out->ledger.ledger = true;
        account_table ledger = years("Ledger", {"Held"});
        ledger.columns.push_back({t("Lost"), t("Lost"), "", true});
        ledger.blocks = {block("GHA", "", {{exact("100"), {std::nullopt, {t("CA0101-GHA01-GHA-1..9-2023")}, {}}}})};
        out->ledger.tables = {ledger};
        account_table vintage = years("Vintage", {"First transferred", "Held"});
        vintage.blocks = {block("GHA", "", {{exact("1700"), exact("0")}, {unknown(), exact("[confidential]")}})};
        account_table sent = years("Sent", {"Both report", "Only one reports", "The other is not given"});
        sent.blocks = {
            block("GHA", "CHE", {{exact("1460"), exact("40"), exact("0")}, {exact("0"), exact("0"), exact("300")}})};
        account_table got = years("Got", {"Only one reports", "The other is not given"});
        got.blocks = {block("CHE", "GHA", {{exact("7"), unknown()}})};
        out->drawn = {{drawing::years, vintage}, {drawing::flow_to, sent}, {drawing::flow_from, got}};
        return out;
    }

    std::string words_;
    bool in_ids_;
};

}  // namespace

run_report reviewed(std::string const& words, bool in_ids) { return maker{words, in_ids}.make(); }

}  // namespace a6::reports
