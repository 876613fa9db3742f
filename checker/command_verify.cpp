#include "checker/check_run.hpp"
#include "checker/commands.hpp"
#include "checker/file_bytes.hpp"
#include "checker/limits.hpp"
#include "checker/shipped_rules.hpp"
#include "checker/signature.hpp"
#include "checker/verify.hpp"
#include "reports/escape.hpp"

#include <sstream>
#include <utility>

namespace a6::checker {

namespace {

// The command line that made the report, as far as it matters; empty if the seal does not tell it.
std::optional<command_line> as_it_was(command_line const& line, earlier_report const& sealed) {
    auto const day = dsl::parse_iso_date(sealed.report.as_of);
    if (!day) return std::nullopt;
    command_line out = line;
    out.as_of = *day;
    out.complete = sealed.report.sealed->complete;
    out.findings_per_rule = sealed.report.sealed->findings_per_rule;
    out.seal = true;
    out.language = sealed.language.empty() ? "en" : sealed.language;
    return out;
}

std::string text_of(reports::run_report const& report, reports::write_options const& options) {
    std::ostringstream out;
    reports::find_format("json")->write(report, options, out);
    return std::move(out).str();
}

// The key from the option: the path of a key file, or the key as its file has it.
std::optional<public_key> public_key_of(command_line const& line, std::ostream& err) {
    auto const& say = language_of(line);
    if (auto key = parse_public_key(line.public_key)) return key;
    std::string text;
    auto error = load_file(line.public_key, limits::max_key_bytes, text);
    auto key = error ? std::nullopt : parse_public_key(text);
    if (error && error->code == "X401")
        error = read_error{line.public_key,
                           "X401",
                           say("this is neither a public key nor a file that is there"),
                           say("give the path of the key file, or the key as its second line has it, whole"),
                           0,
                           0};
    if (error) error->file = line.public_key;
    if (!error && !key)
        error = read_error{line.public_key,
                           "R108",
                           say("this is no public key"),
                           say("give the file that `keys new` or `minisign -G` wrote for it"),
                           0,
                           0};
    if (error) tell(*error, say, err);
    return key;
}

// 0: signed with the key; 1: it is not, and `out` says why; 2: that cannot be told.
int check_signed(command_line const& line, earlier_report const& report, std::ostream& out, std::ostream& err) {
    auto const& say = language_of(line);
    auto const key = public_key_of(line, err);
    if (!key) return 2;
    std::string const path = line.signature.empty() ? line.report_file + ".minisig" : line.signature;
    std::string text;
    auto error = load_file(path, limits::max_key_bytes, text);
    auto const checked = error ? checked_signature{} : check_signature(report.bytes, text, *key);
    if (error) error->file = path;
    if (!error && checked.state == signature_state::unreadable)
        error = read_error{
            path, "R109", say("this is no signature of minisign"), say("sign the report with `a6check sign`"), 0, 0};
    if (!error && checked.state == signature_state::not_prehashed)
        error = read_error{path,
                           "R109",
                           say("this is a signature of the old kind, over the file and not its digest"),
                           say("sign the report with `a6check sign`, or with minisign and without -l"),
                           0,
                           0};
    if (error) {
        tell(*error, say, err);
        return 2;
    }
    switch (checked.state) {
        case signature_state::good:
            out << say("signed with key {}: {}", to_string(key->number), reports::printable(checked.trusted)) << '\n';
            return 0;
        case signature_state::other_key:
            out << say("not signed with key {}, but with key {}", to_string(key->number),
                       to_string(checked.signed_with))
                << '\n';
            return 1;
        default:
            out << say("the signature is not good: the report, the signature or its comment was changed") << '\n'
                << say("without --public-key, verify says what comes out now") << '\n';
            return 1;
    }
}

void write_list(std::vector<std::string> const& lines, std::ostream& out) {
    for (auto const& l : lines) out << "  - " << reports::printable(l) << '\n';
}

}  // namespace

int run_verify(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const& say = language_of(line);
    auto const sealed = read_report(line.report_file, say, true);
    for (auto const& e : sealed.errors) tell(e, say, err);
    if (!sealed.errors.empty()) return 2;
    if (!line.public_key.empty())
        if (int const code = check_signed(line, sealed, out, err)) return code;
    auto then = sealed.report.sealed ? as_it_was(line, sealed) : std::nullopt;
    if (!then) {
        tell({sealed.file, "R107", say("the report is not sealed: it does not say what it was made of"),
              say("make it with `a6check check --seal --format json=FILE`"), 0, 0},
             say, err);
        return 2;
    }
    if (!speak(*then, err)) return 2;
    auto setting = prepare_check(*then, err);
    if (!setting) return 2;
    auto again = carry_out(*setting, *then, nullptr);
    auto const sources = other_sources(sealed, again, say);
    if (line.any_program) again.tool_sha256 = sealed.report.tool_sha256;
    reports::write_options options;
    options.findings_per_rule = then->findings_per_rule;
    std::string const name = reports::printable(sealed.file);
    if (writes_same_bytes(again, options, sealed.bytes)) {
        out << say("identical: {} is what a6check makes of what was given", name) << '\n';
        write_list(sources, out);
        out << say("it says: errors {}, warnings {}, queries {}, rows undecided {}, failures {}", again.errors,
                   again.warnings, again.queries, again.undecided_rows, again.failures.size())
            << '\n';
        return 0;
    }
    out << say("not identical: {} is not what a6check makes of what was given", name) << '\n';
    write_list(sources, out);
    out << (sources.empty() ? say("all that it was made of is the same, so the report itself was changed:")
                            : say("what comes out now differs from the report:"))
        << '\n';
    write_list(other_content(sealed.bytes, text_of(again, options), say), out);
    return 1;
}

}  // namespace a6::checker
