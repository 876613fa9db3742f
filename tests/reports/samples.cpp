#include "tests/reports/samples.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

namespace a6::reports {

namespace {

run_report empty_report() {
    run_report r;
    r.tool_version = "0.1.0";
    r.rulebook_name = "article-6";
    r.rulebook_version = "1";
    r.law_as_of = "2024-11-23";
    r.rulebook_sha256 = std::string(64, 'b');
    r.as_of = "2026-11-23";
    r.xml.space = "urn:a6check:filing:1";
    r.xml.root = "filing";
    r.xml.tables = {
        {"Submission", {"filing", "AnnualInformation", "Submission"}, "", {{"Party", "ParticipatingParty"}}},
        {"Authorizations",
         {"filing", "AnnualInformation", "Authorizations"},
         "Authorization",
         {{"DateOfAuthorization", "DateOfAuthorization"}}},
        {"Actions",
         {"filing", "AnnualInformation", "Actions"},
         "Action",
         {{"CooperativeApproachID", "CooperativeApproachID"},
          {"ActionDateTime", "ActionDateTime"},
          {"Sector", "Sector"},
          {"Quantity/CO2", "QuantityCO2"}}}};
    return r;
}

filing_outcome annual_information(std::string party, std::string name, std::string year, std::string file) {
    filing_outcome f;
    f.id = party + '-' + year + "-1.0";
    f.file = std::move(file);
    f.sha256 = std::string(64, 'a');
    f.kind = {"annual_information"};
    f.party = std::move(party);
    f.party_name = std::move(name);
    f.reported_year = std::move(year);
    f.version = "1.0";
    f.table_rows = {{"Submission", 1}, {"Authorizations", 2}, {"Actions", 3}, {"Holdings", 0}};
    return f;
}

// What the counts of an outcome are.
template <typename Outcome>
void tally(Outcome& o, std::uint64_t passed, std::uint64_t failed, std::uint64_t not_applicable,
           std::uint64_t undecided) {
    o.matched = passed + failed + not_applicable + undecided;
    o.passed = passed;
    o.failed = failed;
    o.not_applicable = not_applicable;
    o.undecided = undecided;
}

rule_outcome rule(std::string id, std::string title, reports::severity severity, std::vector<std::string> provisions,
                  std::uint64_t matched, std::uint64_t passed, std::uint64_t failed, std::uint64_t not_applicable,
                  std::uint64_t undecided) {
    rule_outcome r;
    r.rule = std::move(id);
    r.title = std::move(title);
    r.severity = severity;
    r.provisions = std::move(provisions);
    tally(r, passed, failed, not_applicable, undecided);
    r.matched = matched;
    return r;
}

requirement_outcome requirement(std::string id, std::string source, requirement_status status, std::uint64_t passed,
                                std::uint64_t failed, std::uint64_t not_applicable, std::uint64_t undecided) {
    requirement_outcome r;
    r.id = std::move(id);
    r.source = std::move(source);
    r.paraphrase = "what " + r.id + " asks for";
    r.status = status;
    r.rules = {r.id + "-a"};
    tally(r, passed, failed, not_applicable, undecided);
    return r;
}

finding simple_finding(std::string rule, severity s, std::string message) {
    finding f;
    f.id = rule + "/3f9a1c22d07b";
    f.rule = std::move(rule);
    f.title = "The title states the norm";
    f.severity = s;
    f.provisions = {"4/CMA.6 para 11"};
    f.message = std::move(message);
    f.remedy = "submit a new version";
    return f;
}

void count(run_report& r) {
    for (finding const& f : r.findings)
        ++(f.severity == severity::error ? r.errors : f.severity == severity::warning ? r.warnings : r.queries);
    for (undecided const& u : r.undecided) r.undecided_rows += u.rows;
}

location xml_location(std::uint32_t row, std::string field, std::string label, std::string value) {
    location l;
    l.filing = "THA-2025-1.0";
    l.file = "THA_2025_1.0.xml";
    l.party = "THA";
    l.table = "Actions";
    l.row = row;
    l.field = std::move(field);
    l.label = std::move(label);
    l.value = std::move(value);
    l.line = 412;
    l.column = 19;
    return l;
}

location workbook_location(std::uint32_t row, std::string cell, std::optional<std::string> value) {
    location l;
    l.filing = "CHE-2025-1.0";
    l.file = "CHE_2025_1.0.xlsx";
    l.party = "CHE";
    l.table = "Actions";
    l.row = row;
    l.field = "CooperativeApproachID";
    l.label = "Cooperative approach ID";
    l.value = std::move(value);
    l.sheet = "Table 3 Actions";
    l.cell = std::move(cell);
    return l;
}

run_report nothing_found() {
    run_report r = empty_report();
    filing_outcome f = annual_information("CHE", "Switzerland", "2025", "CHE_2025_1.0.xlsx");
    f.result = consistency_mark::consistent;
    f.notations = {"initial report submitted, review not concluded"};
    f.remarks = {"4 template rows in Table 3 Actions"};
    f.actions = {
        {1, consistency_mark::consistent}, {2, consistency_mark::consistent}, {3, consistency_mark::consistent}};
    filing_outcome nothing = annual_information("VUT", "Vanuatu", "2024", "VUT_2024_1.0.xlsx");
    nothing.result = consistency_mark::consistent;
    nothing.nothing_reported = true;
    nothing.table_rows = {{"Submission", 1}, {"Authorizations", 0}, {"Actions", 0}};
    r.filings = {std::move(f), std::move(nothing)};
    r.requirements = {requirement("AEF-01", "6/CMA.4 annex VI", requirement_status::met, 12, 0, 3, 0),
                      requirement("BK-29", "4/CMA.6 para 29", requirement_status::not_applicable, 0, 0, 0, 0),
                      requirement("BK-34", "4/CMA.6 para 34", requirement_status::review, 0, 0, 0, 0),
                      requirement("BK-36", "4/CMA.6 para 36", requirement_status::no_duty, 0, 0, 0, 0)};
    r.rules = {rule("AEF-01-a", "The title states the norm", severity::error, {"6/CMA.4 annex VI"}, 15, 12, 0, 3, 0)};
    r.complete = true;
    return r;
}

run_report all_kinds() {
    run_report r = empty_report();
    filing_outcome tha = annual_information("THA", "Thailand", "2025", "THA_2025_1.0.xml");
    tha.result = consistency_mark::inconsistent;
    tha.superseded_by = "THA-2025-1.1";
    tha.actions = {{1, consistency_mark::consistent},
                   {2, consistency_mark::inconsistent},
                   {3, consistency_mark::consistent},
                   {4, consistency_mark::not_available}};
    filing_outcome che = annual_information("CHE", "Switzerland", "2025", "CHE_2025_1.0.xlsx");
    che.result = consistency_mark::inconsistent;
    r.filings = {std::move(che), std::move(tha)};

    finding early =
        simple_finding("SUB-02", severity::error, "first transferred on 2025-02-11, authorized 20 days later");
    early.title = "An ITMO is authorized before its first transfer";
    early.provisions = {"4/CMA.6 para 11", "2/CMA.3 annex para 20(b)"};
    early.classification = finding_class::contradiction;
    early.balance_impact = true;
    early.cross_party = true;
    location subject = xml_location(37, "ActionDateTime", "Action date", "2025-02-11T00:00:00.000Z");
    subject.excerpt = {{409, "  <AuthorizationID>TH-0007</AuthorizationID>", false, 0, 0},
                       {412, "  <ActionDateTime>2025-02-11T00:00:00.000Z</ActionDateTime>", false, 19, 24}};
    location counterpart = xml_location(2, "DateOfAuthorization", "Date of authorization", "03/03/2025");
    counterpart.role = location_role::counterpart;
    counterpart.table = "Authorizations";
    counterpart.line = 57;
    counterpart.column = 24;
    counterpart.excerpt = {{57, "\t<DateOfAuthorization>03/03/2025</DateOfAuthorization>", false, 23, 10}};
    early.locations = {subject, counterpart};
    early.quantity = quantity{"250", "tCO2e", "t CO2 eq"};
    early.serials = {"CA0001-THA01-THA-1201..1450-2023"};
    early.balances = {{"THA", {"2023"}}, {"CHE", {"2024", "2025"}}};
    early.since = open_since{"1.0", "2025-04-10", 2};

    finding unknown =
        simple_finding("ROW-04", severity::error, "`CA00O1` is not a cooperative approach: letter O for zero");
    unknown.classification = finding_class::format;
    unknown.locations = {workbook_location(1, "E9", "CA00O1")};

    finding absent = simple_finding("ROW-05", severity::warning, "the cooperative approach is missing");
    absent.classification = finding_class::omission;
    absent.locations = {workbook_location(12, "E20", std::nullopt)};
    location evidence = workbook_location(13, "E21", "CA0001");
    evidence.role = location_role::evidence;
    absent.locations.push_back(evidence);
    for (int i = 1; i <= 11; ++i) absent.serials.push_back("CA0001-THA01-THA-" + std::to_string(i) + "-2023");
    absent.quantity = quantity{"1234.5", "MWh", ""};

    finding odd = simple_finding("QRY-01", severity::query, "the whole row repeats row 2");
    location row = xml_location(3, "", "", "");
    row.value.reset();
    odd.locations = {row};
    odd.balance_impact = true;
    odd.remedy.clear();
    r.findings = {early, unknown, absent, odd};

    undecided waits;
    waits.rule = "PTY-01";
    waits.title = "Transfers and acquisitions mirror each other";
    waits.provisions = {"6/CMA.4 annex I para 39"};
    waits.reason = undecided_reason::missing_document;
    waits.needs = {"the annual information of GHA for 2025"};
    waits.rows = 14;
    waits.locations = {workbook_location(4, "A12", "first transfer")};
    waits.blocked_by = {"ROW-05/3f9a1c22d07b"};
    waits.quantity = quantity{"3210", "tCO2e", "t CO2 eq"};
    r.undecided = {waits};
    wanted document{waits.needs.front(), std::nullopt, 14, 12, quantity{"3210", "ITMO", "ITMO", false}};
    wanted field{"Vintage (Table 3: Actions)", workbook_location(5, "P13", std::nullopt), 2, 2, std::nullopt};
    wanted hidden{"the initial report of GHA", std::nullopt, 3, 1, quantity{"", "ITMO", "ITMO", true}};
    r.wanted = {{document, hidden, field}, 0, 14, 15, 1};
    closed_finding mended{unknown, "2025-06-20", {"CHE-2024-1.1"}};
    r.history = {{"2025-06-19"}, 2, {mended}};
    r.requirements = {requirement("AUTH-11", "4/CMA.6 para 11", requirement_status::not_met, 36, 1, 0, 0),
                      requirement("AUTH-12", "4/CMA.6 para 12", requirement_status::met, 37, 0, 0, 0),
                      requirement("BK-39", "6/CMA.4 annex I para 39", requirement_status::undecided, 20, 0, 3, 14),
                      requirement("BK-40", "4/CMA.6 para 40", requirement_status::not_available, 0, 0, 0, 0)};
    rule_outcome authorized = rule("SUB-02", early.title, early.severity, early.provisions, 37, 36, 1, 0, 0);
    authorized.classification = early.classification;
    authorized.requirements = {"AUTH-11"};
    authorized.tables = {"Actions", "Authorizations"};
    authorized.remedy = early.remedy;
    authorized.notes = {"The day counts, not the hour [see 4/CMA.6]."};
    r.rules = {authorized, rule("PTY-01", waits.title, severity::error, waits.provisions, 37, 20, 0, 3, 14),
               rule("ROW-01", "A row has an action date", severity::error, {"6/CMA.4 annex VI"}, 37, 37, 0, 0, 0),
               rule("ROW-02", "What no row is about", severity::error, {"6/CMA.4 annex VI"}, 0, 0, 0, 0, 0)};
    count(r);
    return r;
}

run_report undecided_only() {
    run_report r = empty_report();
    filing_outcome f = annual_information("GHA", "Ghana", "2025", "GHA_2025_1.0.xlsx");
    f.result = consistency_mark::not_available;
    r.filings = {std::move(f)};
    int number = 0;
    for (undecided_reason const reason :
         {undecided_reason::missing_field, undecided_reason::missing_document, undecided_reason::inexact,
          undecided_reason::ambiguous, undecided_reason::blocked, undecided_reason::not_compared}) {
        undecided u;
        // One more than fits.
        r.wanted.all.resize(11, wanted{"the annual information of GHA for 2025", std::nullopt, 1, 1, std::nullopt});
        r.wanted.more = 1'000;
        u.rule = "PTY-0" + std::to_string(++number);
        u.title = "The title states the norm";
        u.reason = reason;
        u.needs = {"the first thing", "the second thing"};
        u.rows = static_cast<std::uint64_t>(number);
        r.undecided.push_back(u);
    }
    r.requirements = {requirement("BK-39", "6/CMA.4 annex I para 39", requirement_status::undecided, 0, 0, 0, 10)};
    count(r);
    return r;
}

run_report no_location() {
    run_report r = empty_report();
    r.findings = {simple_finding("REP-01", severity::error, "the initial report of THA is missing")};
    location filing;
    filing.filing = "THA-2025-1.0";
    filing.file = "THA_2025_1.0.xml";
    finding whole = simple_finding("REP-02", severity::warning, "filed after the deadline of 2026-04-15");
    whole.locations = {filing};
    whole.provisions.clear();
    r.findings.push_back(whole);
    count(r);
    return r;
}

run_report rejected_input() {
    run_report r = empty_report();
    r.failures = {{"bad.xml", "X103", "the document ends inside <Action>", "file the whole document", 57, 3},
                  {"empty.xlsx", "X201", "not a workbook", "", 0, 0},
                  {"", "E900", "out of memory while rules ran", "check fewer filings at a time", 0, 0}};
    filing_outcome f = annual_information("CHE", "Switzerland", "2025", "CHE_2025_1.0.xlsx");
    f.result = consistency_mark::not_available;
    r.filings = {std::move(f)};
    return r;
}

run_report non_bmp() {
    run_report r = empty_report();
    finding f = simple_finding("ROW-09", severity::error, "`\U0001F30D\U0001D4D0` is not a sector");
    // Wide, combining and right-to-left characters in front of the mark and in it.
    location l = xml_location(1, "Sector", "Sector", "\U0001F30D\U0001D4D0");
    l.excerpt = {{412, "  <名前>e\u0301</名前><Sector>\U0001F30D\U0001D4D0</Sector>", false, 22, 2},
                 {413, "  <Note>\u0645\u0631\u062d\u0628\u0627</Note>", false, 0, 0}};
    f.locations = {l, workbook_location(1, "E9", "\U0001F30D 森林 \U0001D4D0")};
    r.findings = {f};
    count(r);
    return r;
}

run_report control_characters() {
    run_report r = empty_report();
    std::string const hostile =
        "\x1b[2J\x1b]0;owned\x07\r\n\tA\u202eB\u200bC\u0085\x7f\xff" + std::string(1, '\0') + "\"\\</script>";
    finding f = simple_finding("ROW-09", severity::error, "`" + hostile + "` is not a sector");
    f.serials = {hostile};
    f.remedy = hostile;
    location l = xml_location(1, "Sector", "Sector", hostile);
    l.file = "a\x1b[31m.xml";
    l.excerpt = {{412, "\t<Sector>\x1b[31mX</Sector>", false, 10, 6}};
    f.locations = {l, workbook_location(1, "E9", hostile)};
    r.findings = {f};
    r.failures = {{"b\nerror[X1].xml", "X101", hostile, hostile, 0, 0}};
    filing_outcome o = annual_information("CHE", hostile, "2025", hostile);
    o.notations = {hostile};
    o.remarks = {hostile};
    r.filings = {o};
    undecided u;
    u.rule = "PTY-01";
    u.title = hostile;
    u.needs = {hostile};
    r.undecided = {u};
    count(r);
    return r;
}

run_report long_line() {
    run_report r = empty_report();
    finding f = simple_finding("ROW-09", severity::error, "the value is too long");
    location cut = xml_location(1, "Sector", "Sector", std::string(1000, 'x'));
    cut.excerpt = {{412, "<Purpose>NDC</Purpose><Sector>xxxxxxxxxxxxxxxxxxxx", true, 31, 20}};
    location nothing_there = xml_location(2, "Sector", "Sector", "");
    nothing_there.excerpt = {{413, "<Sector></Sector>", false, 9, 0}, {414, "<Sector>", false, 9, 0}};
    location whole = workbook_location(1, "AAA1048576", std::string(1000, 'y'));
    f.locations = {cut, nothing_there, whole};
    r.findings = {f};
    count(r);
    return r;
}

run_report many_findings() {
    run_report r = empty_report();
    for (std::uint32_t i = 1; i <= 60; ++i) {
        finding f = simple_finding("ROW-01", severity::error, "not a year");
        f.id = "ROW-01/" + std::to_string(i);
        location l = i <= 50 ? workbook_location(i == 40 ? 100 : i, "E" + std::to_string(i + 8), "20Z5")
                             : xml_location(i, "Sector", "Sector", "20Z5");
        if (i == 60) l.row = 0;
        f.locations = {l};
        r.findings.push_back(f);
    }
    for (std::uint32_t i = 1; i <= 21; ++i) {
        finding f = simple_finding("ROW-02", severity::query, "unusual");
        f.id = "ROW-02/" + std::to_string(i);
        f.locations = {workbook_location(i, "", "x")};
        r.findings.push_back(f);
    }
    count(r);
    r.beyond = {{"ROW-01", severity::error, {}, 1000}};
    r.errors += 1000;
    return r;
}

location report_location(std::string field, std::string label, std::uint32_t line) {
    location l;
    l.filing = "CHE-2024-IR";
    l.file = "CHE_initial_report.xml";
    l.party = "CHE";
    l.table = "CooperativeApproaches";
    l.row = 1;
    l.field = std::move(field);
    l.label = std::move(label);
    l.line = line;
    l.column = 7;
    return l;
}

information fact(std::string rule, std::string message, std::vector<std::string> requirements) {
    information i;
    i.rule = std::move(rule);
    i.title = "What the corresponding adjustments of a year come to";
    i.requirements = std::move(requirements);
    i.provisions = {"2/CMA.3, annex para 8"};
    i.message = std::move(message);
    return i;
}

requirement_outcome in_part(std::string part, std::string disposition, requirement_outcome r) {
    r.part = std::move(part);
    r.disposition = std::move(disposition);
    if (r.disposition == "question" || r.disposition == "presence") r.question = "Is " + r.id + " answered in full?";
    return r;
}

// Requirements of every status in three parts of a rulebook, one of them empty, and one requirement of no part.
run_report parts() {
    run_report r = empty_report();
    filing_outcome f = annual_information("CHE", "Switzerland", "2025", "CHE_2025_1.0.xlsx");
    f.result = consistency_mark::inconsistent;
    r.filings = {std::move(f)};
    r.parts = {{"robust_accounting", "Robust accounting and no double counting", {"Paris Agreement, Art. 6.2"}},
               {"authorization", "Authorization", {"Paris Agreement, Art. 6.3", "4/CMA.6 para 4"}},
               {"joint_crediting_mechanism", "Joint Crediting Mechanism", {}}};
    std::string const accounting = "robust_accounting";
    r.requirements = {
        in_part(accounting, "encoded",
                requirement("GL-08", "2/CMA.3, annex para 8", requirement_status::not_met, 4, 1, 0, 0)),
        in_part(accounting, "encoded",
                requirement("GL-09", "2/CMA.3, annex para 9", requirement_status::met, 5, 0, 0, 0)),
        in_part(accounting, "encoded",
                requirement("GL-10", "2/CMA.3, annex para 10", requirement_status::undecided, 2, 0, 1, 2)),
        in_part(accounting, "encoded",
                requirement("GL-11", "2/CMA.3, annex para 11", requirement_status::undecided, 0, 0, 0, 0)),
        in_part(accounting, "encoded",
                requirement("GL-12", "2/CMA.3, annex para 12", requirement_status::not_available, 0, 0, 0, 7)),
        in_part(accounting, "encoded",
                requirement("GL-13", "2/CMA.3, annex para 13", requirement_status::not_available, 0, 0, 0, 0)),
        in_part(accounting, "encoded",
                requirement("GL-14", "2/CMA.3, annex para 14", requirement_status::not_available, 0, 0, 0, 0)),
        in_part("authorization", "question",
                requirement("AUTH-05", "4/CMA.6 para 5", requirement_status::review, 0, 0, 0, 0)),
        in_part("authorization", "pending",
                requirement("AUTH-06", "4/CMA.6 para 6", requirement_status::not_applicable, 0, 0, 0, 0)),
        in_part("authorization", "secretariat",
                requirement("AUTH-07", "4/CMA.6 para 7", requirement_status::no_duty, 0, 0, 0, 0)),
        in_part("", "encoded", requirement("ROW-01", "6/CMA.4, annex I", requirement_status::not_met, 0, 0, 0, 0))};
    finding first = simple_finding("ACC-01", severity::error, "the balance is 20 t short");
    first.requirements = {"GL-08", "GL-10", "AUTH-05"};
    finding second = simple_finding("ACC-02", severity::query, "is this one number or two?");
    second.id = "ACC-02/0";
    second.requirements = {"GL-09", "of another rulebook"};
    r.findings = {first, second};
    information balance = fact("ACC-30", "CHE 2025: balance 1200 t CO2 eq", {"GL-08"});
    balance.locations = {workbook_location(1, "E9", "CA0001"), workbook_location(2, "E10", "CA0001")};
    balance.quantity = quantity{"1200", "tCO2e", "t CO2 eq"};
    balance.serials = {"CA0001-CHE01-CHE-1..1200-2023"};
    r.information = {balance, fact("ACC-31", "no buffer is reported", {})};
    count(r);
    return r;
}

// Questions on two filings and three approaches in two parts, with findings, facts and confidential places.
run_report questions() {
    run_report r = empty_report();
    filing_outcome che = annual_information("CHE", "Switzerland", "2024", "CHE_initial_report.xml");
    che.id = "CHE-2024-IR";
    che.kind = {"initial_report"};
    che.result = consistency_mark::inconsistent;
    filing_outcome gha = annual_information("GHA", "Ghana", "2024", "GHA_initial_report.xml");
    gha.superseded_by = "GHA-2024-1.1";
    r.filings = {che, gha};
    r.parts = {{"environmental_integrity_and_transparency",
                "Environmental integrity and transparency",
                {"Paris Agreement, Art. 6.2"}},
               {"robust_accounting", "Robust accounting and no double counting", {"Paris Agreement, Art. 6.2"}}};
    r.requirements = {
        in_part(r.parts[0].id, "presence",
                requirement("GL-18h1", "2/CMA.3, annex para 18(h)(i)", requirement_status::review, 2, 0, 0, 0)),
        in_part(r.parts[1].id, "question",
                requirement("GL-18f", "2/CMA.3, annex para 18(f)", requirement_status::review, 0, 0, 0, 0))};

    location hidden = workbook_location(2, "E10", "must not be shown");
    hidden.confidential = true;
    hidden.excerpt = {{412, "must not be shown", false, 1, 4}};
    finding late = simple_finding("REP-07", severity::warning, "the duration of CA0001 is missing");
    late.requirements = {"GL-18h1"};
    late.locations = {report_location("Duration", "IV.C Duration", 40), hidden};
    r.findings = {late};
    information sum = fact("ACC-30", "CHE 2024: 3 approaches are described", {"GL-18h1", "GL-18f"});
    sum.locations = {report_location("", "", 31)};
    r.information = {sum, fact("ACC-31", "2 of 4 Parties gave an initial report", {"GL-18h1"})};

    question integrity;
    integrity.requirement = "GL-18h1";
    integrity.source = "2/CMA.3, annex para 18(h)(i)";
    integrity.paraphrase = "How each approach makes sure that global emissions do not rise";
    integrity.part = r.parts[0].id;
    integrity.text = "Does the description say how a rise of global emissions is ruled out?";
    integrity.filing = "CHE-2024-IR";
    integrity.file = "CHE_initial_report.xml";
    integrity.party = "CHE";
    integrity.approach = "CA0001";
    integrity.findings = {"REP-07/3f9a1c22d07b", "REP-07/not listed"};
    integrity.passages = {
        {report_location("NoNetIncrease", "IV.H No net increase", 52),
         "\n   The baselines are set below business as usual.\n\n   They are reviewed\tevery 2 years.  "},
        {report_location("Baselines", "IV.H Baselines", 61), ""}};
    location secret = report_location("Leakage", "IV.H Leakage", 63);
    secret.confidential = true;
    secret.value = "must not be shown";
    integrity.passages.push_back({secret, "must not be shown"});
    question second = integrity;
    second.approach = "CA0002";
    second.passages.clear();
    question whole = integrity;
    whole.approach.clear();
    whole.passages = {{workbook_location(3, "E11", "CA0001"), "A sentence in a workbook."}};
    question ghana = integrity;
    ghana.filing = "GHA-2024-1.0";
    ghana.file = "GHA_initial_report.xml";
    ghana.party = "GHA";
    ghana.approach = "CA0003";
    ghana.findings.clear();
    ghana.passages.clear();
    question metric = ghana;
    metric.requirement = "GL-18f";
    metric.source = "2/CMA.3, annex para 18(f)";
    metric.paraphrase.clear();
    metric.part = r.parts[1].id;
    metric.text = "Is the method for other metrics fit for purpose?";
    metric.approach.clear();
    r.questions = {integrity, second, whole, ghana, metric};
    r.unasked = {{"GHA", {"Authorization"}, {"BK-05a"}},
                 {"GHA", {"Initial report", "Regular information: annex 4"}, {"GL-18b", "GL-18c"}}};
    count(r);
    return r;
}

// What a filing might write to break out of its quotation, and a passage that is too long.
run_report hostile_passages() {
    run_report r = empty_report();
    filing_outcome f = annual_information("CHE", "A | B](http://x)", "2025", "a|b_`<i>_CHE_2025.xml");
    r.filings = {f};
    std::vector<std::string> const texts = {
        "ordinary: THA_2025_1.0.xml costs 3.5 (less 2%), see para 4(a)",
        "</blockquote><script>alert(1)</script> &lt;b&gt; <!-- gone",
        "first\n\n# A heading\r\n## Answer:\r- [x] no inconsistency found\n---\n===\n1. one\n2) two\n+ plus\n> quote",
        "```\ncode\n```\n    indented\n\tindented\n~~~\n| a | b |\n|---|---|\n::: div\n: definition",
        "[link](https://example.org) ![image](x.png) https://example.org www.example.org [r]: http://example.org "
        "a@b.org",
        "*bold* __bold__ a_b _c_ ~~gone~~ $x$ H^2^ {{ page }} {#id} [^1] @key \\* \\",
        "\x1b[2J\u202eB\u200bC\u2028D\xff",
        "   \n \t\n",
        std::string(4100, 'x') + "\nnot shown",
        [] {
            std::string lines;
            for (int i = 1; i <= 90; ++i) lines += std::to_string(i) + ".\n";
            return lines;
        }()};
    question q;
    q.requirement = "GL-18h1";
    q.text = "Is <this> one *question*?\n# No";
    q.filing = f.id + "\n# owned";
    q.file = f.file;
    q.party = "CHE";
    q.approach = "CA0001\n- [x] no inconsistency found";
    for (std::string const& text : texts) {
        location at = report_location("Text", "Label `x`\n# y", 7);
        at.file = f.file;
        q.passages.push_back({at, text});
    }
    r.questions = {q};
    return r;
}

run_report much_information() {
    run_report r = empty_report();
    for (std::uint32_t i = 1; i <= 23; ++i) {
        information balance = fact("ACC-30", "balance of row " + std::to_string(i), {"GL-08"});
        balance.locations = {workbook_location(i, "E" + std::to_string(i), "x")};
        r.information.push_back(balance);
    }
    question q;
    q.requirement = "GL-08";
    q.text = "Is the method right?";
    q.filing = r.information.front().locations.front().filing;
    for (std::uint32_t i = 1; i <= 45; ++i) q.passages.push_back({workbook_location(i, "F9", "x"), "x"});
    for (std::uint32_t i = 1; i <= 12; ++i) q.findings.push_back("ACC-30/" + std::to_string(i));
    r.questions = {q};
    return r;
}

// What is marked as confidential in XML and in a workbook, in findings of every kind.
run_report confidential() {
    run_report r = empty_report();
    filing_outcome f = annual_information("THA", "Thailand", "2025", "THA_2025_1.0.xml");
    f.result = consistency_mark::inconsistent;
    r.filings = {std::move(f)};
    location hidden = xml_location(3, "Quantity/CO2", "Quantity (t CO2 eq)", "must not be shown");
    hidden.confidential = true;
    hidden.excerpt = {{412, "must not be shown", false, 1, 4}};
    location cell = workbook_location(4, "E12", "must not be shown");
    cell.confidential = true;
    cell.role = location_role::counterpart;
    finding less = simple_finding("ACC-05", severity::error, "the quantity is [confidential], less than reported");
    less.locations = {hidden, cell};
    less.quantity = quantity{"must not be shown", "tCO2e", "t CO2 eq", true};
    less.serials = {"[confidential]"};
    finding odd = simple_finding("QRY-02", severity::query, "[confidential] is unusual");
    odd.locations = {cell};
    odd.locations.front().role = location_role::subject;
    r.findings = {less, odd};
    undecided waits;
    waits.rule = "PTY-01";
    waits.title = "Transfers and acquisitions mirror each other";
    waits.reason = undecided_reason::missing_document;
    waits.needs = {"the annual information of [confidential] for 2025"};
    waits.rows = 2;
    waits.locations = {hidden};
    waits.quantity = quantity{"must not be shown", "ITMO", "ITMO", true};
    r.undecided = {waits};
    information told = fact("ACC-30", "THA 2025: [confidential] first transfers", {"GL-08"});
    told.locations = {hidden};
    told.quantity = quantity{"must not be shown", "tCO2e", "t CO2 eq", true};
    r.information = {told};
    r.rules = {rule("ACC-05", less.title, less.severity, less.provisions, 5, 4, 1, 0, 0),
               rule("PTY-01", waits.title, severity::error, {}, 5, 3, 0, 0, 2)};
    count(r);
    return r;
}

// Findings that are set aside, new, known and gone.
run_report set_aside() {
    run_report r = empty_report();
    filing_outcome f = annual_information("THA", "Thailand", "2025", "THA_2025_1.0.xml");
    f.result = consistency_mark::inconsistent;
    r.filings = {std::move(f)};
    r.inputs = {{"THA_2025_1.0.xml", std::string(64, 'a')}, {"waivers.txt", std::string(64, 'c')}};
    finding known = simple_finding("SUB-02", severity::error, "first transferred before it was authorized");
    known.locations = {xml_location(37, "ActionDateTime", "Action date", "2025-02-11")};
    known.baseline = baseline_state::unchanged;
    known.waived =
        waiver{"the Party has confirmed the date in writing", "A. Reviewer", "2026-12-31", "waivers.txt", 3, {}};
    finding fresh = simple_finding("SUB-02", severity::error, "first transferred before it was authorized");
    fresh.id = "SUB-02/000000000001";
    fresh.locations = {xml_location(38, "ActionDateTime", "Action date", "2025-02-12")};
    fresh.baseline = baseline_state::fresh;
    finding waived = simple_finding("ROW-04", severity::warning, "`CA00O1` is not a cooperative approach");
    waived.locations = {xml_location(39, "CooperativeApproachID", "Cooperative approach ID", "CA00O1")};
    waived.baseline = baseline_state::unchanged;
    waived.waived = known.waived;
    waived.waived->line = 4;
    r.findings = {known, fresh, waived};
    r.rules = {rule("SUB-02", known.title, known.severity, known.provisions, 40, 38, 2, 0, 0),
               rule("ROW-04", waived.title, waived.severity, waived.provisions, 40, 39, 1, 0, 0)};
    r.baseline = baseline{"last.json", std::string(64, 'd'), "2026-10-01", {}, 1, 2};
    r.baseline->gone = {
        {"ROW-09/3f9a1c22d07b", "ROW-09", severity::error, "`X` is not a sector", "THA_2025_1.0.xml", "14:25"},
        {"QRY-01/3f9a1c22d07b", "QRY-01", severity::query, "the whole row repeats row 2", "", ""}};
    r.baseline->gone[1].why = gone_because::filing_not_given;
    r.waived = 2;
    count(r);
    return r;
}

}  // namespace

std::vector<sample> const& samples() {
    static std::vector<sample> const all = {
        {"nothing_found", nothing_found()},
        {"all_kinds", all_kinds()},
        {"undecided_only", undecided_only()},
        {"no_location", no_location()},
        {"rejected_input", rejected_input()},
        {"non_bmp", non_bmp()},
        {"control_characters", control_characters()},
        {"long_line", long_line()},
        {"many_findings", many_findings()},
        {"parts", parts()},
        {"questions", questions()},
        {"hostile_passages", hostile_passages()},
        {"much_information", much_information()},
        {"confidential", confidential()},
        {"set_aside", set_aside()},
        {"reviewed", reviewed("")},
        {"hostile_review",
         reviewed(" </td></script><script>alert(1)</script><img src=x onerror=alert(1)>\"' &lt; {} \x1b", false)},
    };
    return all;
}

run_report const& sample_report(std::string const& name) {
    for (sample const& s : samples())
        if (s.name == name) return s.report;
    throw std::out_of_range{"no sample " + name};
}

}  // namespace a6::reports
