#include "checker/options.hpp"

#include "dsl/diagnostic.hpp"
#include "reports/writer.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <chrono>
#include <iostream>

namespace a6::checker {

namespace {

dsl::date today() {
    auto const days = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return dsl::date{static_cast<std::int32_t>(days.time_since_epoch().count())};
}

std::string format_names() {
    std::string out;
    for (auto const& f : reports::formats()) out += (out.empty() ? "" : ", ") + std::string(f.name);
    return out;
}

report_target target_of(std::string const& text) {
    auto const equals = text.find('=');
    report_target t;
    t.format = text.substr(0, equals);
    if (equals != std::string::npos) t.file = text.substr(equals + 1);
    if (!reports::find_format(t.format))
        throw CLI::ValidationError("--format", "unknown format `" + t.format + "`; known: " + format_names());
    if (equals != std::string::npos && t.file.empty())
        throw CLI::ValidationError("--format", "`" + text + "` names no file");
    return t;
}

// How many findings of a rule are listed; 0: all.
std::size_t count_of(std::string const& text) {
    if (text == "all") return 0;
    std::size_t count = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count == 0)
        throw CLI::ValidationError("--findings-per-rule", "`" + text + "` is neither a number from 1 on nor `all`");
    return count;
}

// A shell variable that is not set arrives as an empty word, and would quietly ask for less than is meant.
void refuse_empty_words(CLI::App const& app) {
    for (auto const* option : app.get_options())
        for (auto const& word : option->results())
            if (word.empty()) throw CLI::ValidationError(option->get_name(), "nothing is given: the word is empty");
    for (auto const* sub : app.get_subcommands()) refuse_empty_words(*sub);
}

}  // namespace

parsed_command_line parse_command_line(int argc, char const* const* argv) {
    command_line line;
    line.as_of = today();
    CLI::App app{"Checks filings under Article 6.2 of the Paris Agreement against the decisions of the Parties.",
                 "a6check"};
    app.set_version_flag("--version", "a6check " A6_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(
        "Exit codes: 0 nothing at or above the threshold; 1 findings at or above it; 2 the check could not be carried "
        "out as asked;\n"
        "3 only with --require-decided: nothing failed, something is undecided.");
    app.add_option("--rules", line.rules_folder, "another rulebook folder than the one shipped")->type_name("DIR");
    app.add_flag("--verbose", line.verbose, "say on standard error what is being done");

    std::vector<std::string> formats;
    std::string as_of;
    std::string fail_on = "error";
    std::string findings_per_rule;
    auto* check = app.add_subcommand("check", "check filings; all that is given is judged together");
    check->add_option("PATH", line.paths, "files (.xml, .xlsx, .csv) or folders")->required();
    check->add_option("--format", formats, "report format, to standard output or FILE; repeatable: " + format_names())
        ->type_name("FORMAT[=FILE]")
        ->allow_extra_args(false);
    check
        ->add_option(
            "--annotate", line.annotate_folder,
            "write a copy of every filing with annual information as a workbook with the findings on its cells")
        ->type_name("FOLDER");
    check->add_option("--as-of", as_of, "the day of judging; default: today")->type_name("YYYY-MM-DD");
    check->add_option("--fail-on", fail_on, "the least severity that makes exit code 1")
        ->type_name("error|warning|query|never");
    check->footer("Options of every command, as --rules DIR (another rulebook than the one shipped): a6check --help");
    check
        ->add_option(
            "--waivers", line.waivers,
            "findings to set aside, with reason, owner and last day; a TOML file (reports/FORMATS.md); repeatable")
        ->type_name("FILE")
        ->allow_extra_args(false);
    auto* baseline = check
                         ->add_option("--baseline", line.baseline,
                                      "a JSON report of an earlier run: say what is new, unchanged and gone since")
                         ->type_name("REPORT");
    check
        ->add_flag("--fail-on-new", line.fail_on_new,
                   "only findings that the baseline does not have count for the exit code")
        ->needs(baseline);
    check->add_flag("--seal", line.seal,
                    "json: with the digests of the program, the rulebook and every input, for `a6check verify`");
    check->add_flag("--require-decided", line.require_decided, "undecided requirements fail too (exit code 3)");
    check->add_flag("--complete", line.complete, "what is given is all that was filed: what is missing is a finding");
    check->add_option("--root", line.root, "files are named by their path below this folder")
        ->type_name("DIR")
        ->check(CLI::ExistingDirectory);
    check->add_flag("--profile", line.profile, "say on standard error where the time goes, by stage and rule");
    auto* listed = check
                       ->add_option("--findings-per-rule", findings_per_rule,
                                    "of each rule that many are listed, the rest is counted; default: 1000")
                       ->type_name("N|all");
    check->add_flag("--no-open", line.quiet_open, "text, lines, github: do not list what is undecided");

    auto* account = app.add_subcommand("account", "what the annual information adds up to, for each Party and year");
    account->add_option("PATH", line.paths, "files (.xml, .xlsx, .csv) or folders")->required();
    account->add_option("--format", line.output_format, "text (default) or json")
        ->check(CLI::IsMember({"text", "json"}));
    account->add_option("--unit", line.unit, "unit of quantities in CO2 eq: t (default), kt or Mt")
        ->check(CLI::IsMember({"t", "kt", "Mt"}));
    account->add_option("--as-of", as_of, "the day of judging; default: today")->type_name("YYYY-MM-DD");

    auto* ledger = app.add_subcommand("ledger", "the position of every Party and year, and what became of its ITMOs");
    ledger->add_option("PATH", line.paths, "files (.xml, .xlsx, .csv) or folders")->required();
    ledger->add_option("--party", line.party, "one Party only")->type_name("XXX");
    ledger->add_option("--year", line.year, "one year only")->type_name("YYYY");
    ledger->add_flag("--explain", line.explain, "with the rows behind each figure");
    ledger->add_option("--format", line.output_format, "text (default), json or csv")
        ->check(CLI::IsMember({"text", "json", "csv"}));
    ledger->add_option("--unit", line.unit, "unit of quantities in CO2 eq: t (default), kt or Mt")
        ->check(CLI::IsMember({"t", "kt", "Mt"}));
    ledger->add_option("--as-of", as_of, "the day of judging; default: today")->type_name("YYYY-MM-DD");

    auto* trace = app.add_subcommand("trace", "the life of ITMOs through the filings of all Parties");
    trace
        ->add_option("SERIAL|BLOCK", line.block,
                     "CA0001-GHA01-GHA-1500-2022, CA0001-GHA01-GHA-1..1000-2022, or \"FIRST to LAST\"")
        ->required();
    trace->add_option("PATH", line.paths, "files (.xml, .xlsx, .csv) or folders")->required();
    trace->add_option("--format", line.output_format, "text (default) or json")->check(CLI::IsMember({"text", "json"}));
    trace->add_option("--as-of", as_of, "the day of judging; default: today")->type_name("YYYY-MM-DD");

    auto* compare = app.add_subcommand("compare", "what a new set of filings closed, left open and opened");
    compare->add_option("OLD NEW", line.paths, "a file or folder before, and one after")->required()->expected(2);
    compare->add_option("--format", line.output_format, "text (default) or json")
        ->check(CLI::IsMember({"text", "json"}));
    compare->add_option("--as-of", as_of, "the day of judging; default: today")->type_name("YYYY-MM-DD");
    compare->add_flag("--complete", line.complete, "what is given is all that was filed");

    auto* convert =
        app.add_subcommand("convert", "convert a filing: .xlsx or .csv to XML, XML to .xlsx in the official layout");
    convert->add_option("IN", line.input, "the filing")->required();
    convert->add_option("-o,--output", line.output, "the file to write; its ending (.xml or .xlsx) chooses the format")
        ->required();

    auto* rules = app.add_subcommand("rules", "look at the rulebook or check one");
    rules->require_subcommand(1);
    auto* list = rules->add_subcommand("list", "every rule with its severity, title and paragraphs");
    auto* show = rules->add_subcommand("show", "the text of a rule, what it serves and what it costs");
    show->add_option("ID", line.id, "a rule, a requirement or a code list")->required();
    show->add_flag("--plan", line.plan, "how the rule is computed, instead of its text");
    auto* check_rules = rules->add_subcommand("check", "check a rulebook and report every error");
    check_rules->add_option("DIR", line.rules_folder, "the folder; default: the rulebook shipped");
    auto* format_rules = rules->add_subcommand("format", "print one rulebook file in canonical form");
    format_rules->add_option("FILE", line.input, "a rulebook file (.a6)")->required();

    line.output_format = "text";
    auto* texts = rules->add_subcommand(
        "texts", "the texts that people read, as a PO template; with --lang what a language lacks of them");
    texts->add_option("--program", line.template_file, "look at the texts of the program too, as in this template")
        ->type_name("POT");
    auto* coverage = rules->add_subcommand("coverage", "what becomes of every requirement, paragraph by paragraph");
    coverage->add_option("--texts", line.texts_folder, "compare with the official texts in this folder")
        ->type_name("DIR");
    coverage->add_option("--format", line.output_format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json"}));
    auto* digests = rules->add_subcommand("digests", "the digest of every cited paragraph, to record in the rulebook");
    digests->add_option("ID", line.ids, "requirements; default: all");
    digests->add_option("--texts", line.texts_folder, "the folder of official texts")->type_name("DIR")->required();
    digests->add_flag("--record", line.record,
                      "write the digests that are missing into the rulebook; of the requirements named also those "
                      "that changed");

    auto* schema = app.add_subcommand("schema", "the XML Schema of the filing format");
    auto* keys = app.add_subcommand("keys", "keys for signing reports, in the format of minisign");
    keys->require_subcommand(1);
    auto* keys_new = keys->add_subcommand("new", "make a secret and a public key");
    keys_new->add_option("--key", line.key_file, "the file for the secret key, which nobody else can read")
        ->type_name("FILE")
        ->required();
    keys_new->add_option("--public-key", line.public_key, "the file for the public key")->type_name("FILE")->required();
    auto* no_password = keys_new->add_flag("--no-password", line.no_password, "do not encrypt the secret key");
    std::string const password_help = "a file whose first line is the password; default: asked on the terminal";
    keys_new->add_option("--password-file", line.password_file, password_help)
        ->type_name("FILE")
        ->excludes(no_password);

    auto* sign = app.add_subcommand("sign", "sign a report: FILE.minisig beside it, which `minisign -V` checks too");
    sign->add_option("FILE", line.input, "a report of any format")->required();
    sign->add_option("--key", line.key_file, "the secret key")->type_name("FILE")->required();
    sign->add_option("-o,--output", line.output, "the file for the signature");
    sign->add_option("--comment", line.comment, "one line that is signed too; default: the name of the file")
        ->type_name("TEXT");
    sign->add_option("--password-file", line.password_file, password_help)->type_name("FILE");

    auto* verify = app.add_subcommand("verify", "make a sealed report again and say whether it is the same");
    verify->add_option("REPORT", line.report_file, "a report made with --seal")->required();
    verify->add_option("PATH", line.paths, "the files or folders that were checked")->required();
    verify->add_option("--root", line.root, "the folder below which files were named by their path, if one was given")
        ->type_name("DIR")
        ->check(CLI::ExistingDirectory);
    verify->add_option("--waivers", line.waivers, "a waiver file that was given; repeatable")
        ->type_name("FILE")
        ->allow_extra_args(false);
    verify->add_option("--baseline", line.baseline, "the baseline that was given")->type_name("REPORT");
    auto* public_key =
        verify->add_option("--public-key", line.public_key, "check the signature too: a key file, or the key itself")
            ->type_name("FILE|KEY");
    verify->add_option("--signature", line.signature, "the signature; default: REPORT.minisig")
        ->type_name("FILE")
        ->needs(public_key);
    verify->add_flag("--any-program", line.any_program, "another build of the program is no difference");

    auto* explain = app.add_subcommand("explain", "explain a rule, or a finding by its id");
    explain->add_option("RULE|FINDING", line.id, "SUB-02, or SUB-02/3f9a1c22d07b")->required();
    explain->add_option("--report", line.report_file, "a JSON report that holds the finding")->type_name("FILE");

    for (auto* speaking : {check, account, ledger, trace, compare, explain, keys_new, sign, verify, texts})
        speaking
            ->add_option("--lang", line.language, "language of what is said: en (default) or another of the rulebook")
            ->type_name("CODE");

    // A word that is no command is named, with the nearest one; the library only says that a command is missing.
    auto misspelt = [&](CLI::App const& parent, int at) {
        if (at >= argc || argv[at][0] == '-') return false;
        std::vector<std::string> names;
        for (auto const* sub : parent.get_subcommands([](CLI::App const*) { return true; }))
            names.push_back(sub->get_name());
        if (std::find(names.begin(), names.end(), argv[at]) != names.end()) return false;
        std::string const near = dsl::closest(argv[at], names);
        std::cerr << "a6check: there is no command `" << argv[at] << '`';
        if (!near.empty()) std::cerr << "; did you mean `" << near << "`?";
        std::cerr << "\nRun with --help for more information.\n";
        return true;
    };
    auto const in = [&](char const* name) { return argc > 1 && std::string(argv[1]) == name; };
    if (misspelt(app, 1) || (in("rules") && misspelt(*rules, 2)) || (in("keys") && misspelt(*keys, 2)))
        return {std::nullopt, 2};

    try {
        app.parse(argc, argv);
        refuse_empty_words(app);
        for (auto const& f : formats) line.reports.push_back(target_of(f));
        if (std::count_if(line.reports.begin(), line.reports.end(),
                          [](report_target const& t) { return t.file.empty(); }) > 1)
            throw CLI::ValidationError(
                "--format", "only one report can go to standard output; give the others a file: FORMAT=FILE");
        for (std::size_t a = 0; a < line.reports.size(); ++a)
            for (std::size_t b = a + 1; b < line.reports.size(); ++b)
                if (line.reports[a].file == line.reports[b].file)
                    throw CLI::ValidationError("--format",
                                               "two reports would be written to `" + line.reports[a].file + "`");
        if (line.seal && std::none_of(line.reports.begin(), line.reports.end(),
                                      [](report_target const& t) { return t.format == "json"; }))
            throw CLI::ValidationError("--seal", "only a json report is sealed; ask for one with --format json=FILE");
        if (fail_on != "error" && fail_on != "warning" && fail_on != "query" && fail_on != "never")
            throw CLI::ValidationError("--fail-on", "`" + fail_on + "` is not one of error, warning, query, never");
        if (listed->count() != 0) line.findings_per_rule = count_of(findings_per_rule);
        if (!as_of.empty()) {
            auto const day = dsl::parse_iso_date(as_of);
            if (!day)
                throw CLI::ValidationError("--as-of", "`" + as_of + "` is not a day of the calendar (yyyy-mm-dd)");
            line.as_of = *day;
        }
    } catch (CLI::Success const& e) {
        return {std::nullopt, app.exit(e)};
    } catch (CLI::ParseError const& e) {
        app.exit(e, std::cout, std::cerr);
        return {std::nullopt, 2};
    }
    line.fail_on = fail_on == "error"     ? threshold::error
                   : fail_on == "warning" ? threshold::warning
                   : fail_on == "query"   ? threshold::query
                                          : threshold::never;
    if (line.reports.empty()) line.reports.push_back({"text", ""});
    if (check->parsed()) line.command = command::check;
    if (account->parsed()) line.command = command::account;
    if (ledger->parsed()) line.command = command::ledger;
    if (trace->parsed()) line.command = command::trace;
    if (compare->parsed()) line.command = command::compare;
    if (convert->parsed()) line.command = command::convert;
    if (list->parsed()) line.command = command::rules_list;
    if (show->parsed()) line.command = command::rules_show;
    if (check_rules->parsed()) line.command = command::rules_check;
    if (format_rules->parsed()) line.command = command::rules_format;
    if (texts->parsed()) line.command = command::rules_texts;
    if (coverage->parsed()) line.command = command::rules_coverage;
    if (digests->parsed()) line.command = command::rules_digests;
    if (schema->parsed()) line.command = command::schema;
    if (keys_new->parsed()) line.command = command::keys_new;
    if (sign->parsed()) line.command = command::sign;
    if (verify->parsed()) line.command = command::verify;
    if (explain->parsed()) line.command = command::explain;
    return {line, 0};
}

}  // namespace a6::checker
