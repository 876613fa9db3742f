#include "checker/waivers.hpp"

#include "checker/file_bytes.hpp"
#include "checker/limits.hpp"
#include "checker/read.hpp"
#include "checker/sha256.hpp"
#include "checker/values.hpp"
#include "dsl/decimal.hpp"
#include "dsl/diagnostic.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

namespace a6::checker {

namespace {

// A longer line is a whole file on one line; its place says enough.
constexpr std::size_t longest_excerpt = 160;

std::vector<std::string> const& known_keys() {
    static std::vector<std::string> const keys{"id", "reason", "owner", "expires", "quantity"};
    return keys;
}

// SUB-02/3f9a1c22d07b
bool is_finding_id(std::string_view id) {
    constexpr std::size_t digits = 12;
    auto const slash = id.find('/');
    if (slash == std::string_view::npos || slash == 0 || id.size() != slash + 1 + digits) return false;
    return std::all_of(id.begin() + static_cast<std::ptrdiff_t>(slash) + 1, id.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

class waiver_reader {
public:
    waiver_reader(std::string_view text, std::string const& name, reports::language const& say, waiver_list& out)
        : text_{text}, name_{name}, say_{say}, out_{out} {}

    void read() {
        try {
            root(toml::parse(text_, name_));
        } catch (toml::parse_error const& e) {
            fail(e.source(), "W101", say_("this is not TOML: {}", std::string{e.description()}),
                 say_("`a6check check --help` and reports/FORMATS.md show what a waiver file looks like"));
        }
    }

private:
    void root(toml::table const& all) {
        for (auto const& [key, value] : all) {
            auto const* list = value.as_array();
            if (key.str() != "waiver") {
                fail(key.source(), "W102", say_("`{}` is nothing that a waiver file has", std::string{key.str()}),
                     say_("begin each waiver with a line `[[waiver]]`"));
            } else if (!list || !list->is_homogeneous<toml::table>()) {
                fail(key.source(), "W102", say_("`waiver` is no list of waivers"),
                     say_("begin each waiver with a line `[[waiver]]`"));
            } else {
                for (auto const& entry : *list) waiver(*entry.as_table());
            }
        }
    }

    void waiver(toml::table const& entry) {
        for (auto const& [key, value] : entry)
            if (std::find(known_keys().begin(), known_keys().end(), key.str()) == known_keys().end()) unknown(key);
        waiver_entry out;
        bool whole = true;
        auto const take = [&](char const* key, std::string& into) {
            auto text = text_of(entry, key);
            whole = whole && text.has_value();
            if (text) into = std::move(*text);
        };
        take("id", out.id);
        take("reason", out.is.reason);
        take("owner", out.is.owner);
        if (entry.contains("quantity")) take("quantity", out.is.quantity);
        if (whole && !out.is.quantity.empty() && !dsl::parse_decimal(out.is.quantity).value) {
            fail(entry.get("quantity")->source(), "W104", say_("`quantity` is no number: {}", out.is.quantity),
                 say_("write it as a report shows it, in quotes: \"40\""));
            whole = false;
        }
        auto const day = day_of(entry);
        if (!whole || !day) return;
        out.expires = *day;
        out.is.expires = dsl::to_string(*day);
        out.is.file = name_;
        auto const& at = entry.get("id")->source();
        out.is.line = at.begin.line;
        out.at = place_of(at);
        if (acceptable(out, at)) out_.entries.push_back(std::move(out));
    }

    void unknown(toml::key const& key) {
        std::string const word{key.str()};
        std::string const near = dsl::closest(word, known_keys());
        fail(key.source(), "W103", say_("a waiver has no `{}`", word),
             near.empty() ? say_("it has `id`, `reason`, `owner`, `expires` and, if wanted, `quantity`")
                          : say_("did you mean `{}`?", near));
    }

    // A text that says something, on one line.
    std::optional<std::string> text_of(toml::table const& entry, char const* key) {
        auto const* node = entry.get(key);
        if (!node) {
            missing(entry, key);
            return std::nullopt;
        }
        auto const* text = node->as_string();
        std::string said = text ? tidy(text->get()) : std::string();
        if (!said.empty()) return said;
        fail(node->source(), "W104", say_("`{}` says nothing", key), say_("write it as text in quotes"));
        return std::nullopt;
    }

    std::optional<dsl::date> day_of(toml::table const& entry) {
        auto const* node = entry.get("expires");
        if (!node) {
            missing(entry, "expires");
            return std::nullopt;
        }
        if (auto const* day = node->as_date())
            if (auto const valid = dsl::make_date(day->get().year, day->get().month, day->get().day)) return valid;
        fail(node->source(), "W105", say_("`expires` is not a day"),
             say_("write it as 2026-12-31, without quotes and without a time"));
        return std::nullopt;
    }

    void missing(toml::table const& entry, char const* key) {
        fail(entry.source(), "W104", say_("this waiver has no `{}`", key),
             say_("it needs `id`, `reason`, `owner` and `expires`"));
    }

    bool acceptable(waiver_entry const& entry, toml::source_region const& at) {
        if (!is_finding_id(entry.id)) {
            fail(at, "W106", say_("`{}` is not the id of a finding", entry.id),
                 say_("copy it from a report, where it stands as `id`: the rule, a stroke and twelve digits"));
            return false;
        }
        if (is_about_waivers(entry.id.substr(0, entry.id.find('/')))) {
            fail(at, "W108", say_("{} is about a waiver and cannot be set aside", entry.id),
                 say_("renew the waiver it speaks of, or take that one out"));
            return false;
        }
        auto const same = std::find_if(out_.entries.begin(), out_.entries.end(),
                                       [&](waiver_entry const& other) { return other.id == entry.id; });
        if (same == out_.entries.end()) return true;
        fail(at, "W107", say_("{} has a waiver already, in {}, line {}", entry.id, same->is.file, same->is.line),
             say_("keep one of the two"));
        return false;
    }

    // With the line it stands on, as people see it in a report.
    reports::location place_of(toml::source_region const& where) const {
        reports::location at;
        at.file = name_;
        at.line = where.begin.line;
        at.column = where.begin.column;
        std::size_t begin = 0;
        for (std::uint32_t n = 1; n < at.line; ++n) begin = text_.find('\n', begin) + 1;
        auto line = text_.substr(begin, text_.find('\n', begin) - begin);
        while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.size() > longest_excerpt) return at;
        bool const one_line = where.end.line == where.begin.line;
        at.excerpt.push_back(
            {at.line, std::string{line}, false, at.column, one_line ? where.end.column - where.begin.column : 0});
        return at;
    }

    void fail(toml::source_region const& at, char const* code, std::string message, std::string help) {
        out_.errors.push_back({name_, code, std::move(message), std::move(help), at.begin.line, at.begin.column});
    }

    std::string_view text_;
    std::string const& name_;
    reports::language const& say_;
    waiver_list& out_;
};

}  // namespace

bool is_about_waivers(std::string_view rule) {
    return rule == waiver_rules::expired || rule == waiver_rules::unused || rule == waiver_rules::not_decided ||
           rule == waiver_rules::outgrown;
}

void add_waivers(std::string_view text, std::string const& shown_name, reports::language const& say, waiver_list& out) {
    waiver_reader{text, shown_name, say, out}.read();
}

waiver_list read_waivers(std::vector<std::string> const& paths, reports::language const& say) {
    waiver_list out;
    std::vector<std::string> files;
    for (auto const& path : paths) {
        std::error_code error;
        if (std::filesystem::is_directory(path, error))
            out.errors.push_back(
                {path, "X407", say("this is a folder, not a file"), say("give the waiver files in it"), 0, 0});
        else
            files.push_back(path);
    }
    // Names are shown as those of filings are, and files come in the order of their names.
    auto listed = list_inputs(files);
    std::move(listed.errors.begin(), listed.errors.end(), std::back_inserter(out.errors));
    for (auto const& file : listed.files) {
        std::string text;
        if (auto error = load_file(file.path, limits::max_waiver_bytes, text)) {
            error->file = file.shown_name;
            out.errors.push_back(std::move(*error));
            continue;
        }
        out.files.push_back({file.shown_name, sha256_hex(text)});
        add_waivers(text, file.shown_name, say, out);
    }
    return out;
}

}  // namespace a6::checker
