#include "checker/verify.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <streambuf>
#include <string_view>
#include <utility>

namespace a6::checker {

namespace {

using json = nlohmann::json;

// Differences of one kind that are told one by one.
constexpr std::size_t shown_of_a_kind = 10;

// Takes what is written and only looks whether it is what was expected.
class expected_bytes final : public std::streambuf {
public:
    explicit expected_bytes(std::string_view rest) : rest_{rest} {}
    bool met() const { return same_ && rest_.empty(); }

protected:
    std::streamsize xsputn(char const* bytes, std::streamsize count) override {
        std::string_view const piece(bytes, static_cast<std::size_t>(count));
        same_ = same_ && rest_.substr(0, piece.size()) == piece;
        rest_.remove_prefix(std::min(rest_.size(), piece.size()));
        return count;
    }
    int_type overflow(int_type c) override {
        if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
        char const one = traits_type::to_char_type(c);
        xsputn(&one, 1);
        return c;
    }

private:
    std::string_view rest_;
    bool same_ = true;
};

enum class source : std::uint8_t { input, waivers, baseline, rulebook };
enum class change : std::uint8_t { other, missing, extra };

// One file of those that a report is made of.
std::string changed_words(source kind, change c, std::string const& file, reports::language const& say) {
    switch (kind) {
        case source::input:
            return c == change::other     ? say("the input {} is not the file that the report was made of", file)
                   : c == change::missing ? say("the input {} is missing: the report was made of it", file)
                                          : say("the input {} was not there when the report was made", file);
        case source::waivers:
            return c == change::other     ? say("the waivers {} are not those that the report was made with", file)
                   : c == change::missing ? say("the waivers {} are missing: the report was made with them", file)
                                          : say("the waivers {} were not there when the report was made", file);
        case source::baseline:
            return c == change::other     ? say("the baseline {} is not the one that the report was made with", file)
                   : c == change::missing ? say("the baseline {} is missing: the report was made with it", file)
                                          : say("the baseline {} was not there when the report was made", file);
        case source::rulebook:
            return c == change::other ? say("the file {} of the rulebook has other content", file)
                   : c == change::missing
                       ? say("the file {} of the rulebook is missing", file)
                       : say("the file {} of the rulebook was not there when the report was made", file);
    }
    return {};
}

using digests = std::vector<reports::input_digest>;

void compare_files(source kind, digests const& then, digests const& now, reports::language const& say,
                   std::vector<std::string>& out) {
    std::map<std::string, std::string> left, found;  // digest by name
    for (auto const& d : then) left.emplace(d.file, d.sha256);
    for (auto const& d : now) found.emplace(d.file, d.sha256);
    digests missing;
    for (auto const& [file, sha256] : left) {
        auto const same = found.find(file);
        if (same == found.end()) {
            missing.push_back({file, sha256});
            continue;
        }
        if (same->second != sha256) out.push_back(changed_words(kind, change::other, file, say));
        found.erase(same);
    }
    for (auto const& d : missing) {
        auto const renamed = std::find_if(found.begin(), found.end(),
                                          [&](auto const& f) { return !f.second.empty() && f.second == d.sha256; });
        if (renamed == found.end()) {
            out.push_back(changed_words(kind, change::missing, d.file, say));
        } else {
            out.push_back(
                say("{} is now called {}: the same file, and another name in the report", d.file, renamed->first));
            found.erase(renamed);
        }
    }
    for (auto const& [file, sha256] : found) out.push_back(changed_words(kind, change::extra, file, say));
}

digests as_list(std::optional<reports::input_digest> const& d) { return d ? digests{*d} : digests{}; }

json const& member(json const& of, char const* key) {
    static json const none;
    return of.is_object() && of.contains(key) ? of[key] : none;
}

std::string text_of(json const& of, char const* key) {
    json const& value = member(of, key);
    return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

class content_comparison {
public:
    content_comparison(json const& sealed, json const& again, reports::language const& say)
        : sealed_{sealed}, again_{again}, say_{say} {}

    std::vector<std::string> run() && {
        counts();
        marks();
        findings();
        others();
        if (out_.empty())
            out_.push_back(say_("the report says the same in other bytes: white space, order or spelling was changed"));
        return std::move(out_);
    }

private:
    void counts() {
        json const& then = member(sealed_, "summary");
        json const& now = member(again_, "summary");
        for (auto const& [key, value] : now.items())
            if (!value.is_object() && member(then, key.c_str()) != value)
                out_.push_back(say_("the report counts {} {}, the run {}", text_of(then, key.c_str()), key,
                                    text_of(now, key.c_str())));
    }

    void marks() {
        std::map<std::string, json> then;
        for (auto const& f : list(sealed_, "filings")) then.emplace(text_of(f, "id"), f);
        for (auto const& f : list(again_, "filings")) {
            auto const id = text_of(f, "id");
            auto const of = then.find(id);
            if (of != then.end() && text_of(of->second, "result") != text_of(f, "result"))
                out_.push_back(say_("the report marks {} as `{}`, the run as `{}`", id, text_of(of->second, "result"),
                                    text_of(f, "result")));
        }
    }

    void findings() {
        std::map<std::string, json> then, now;
        for (auto const& f : list(sealed_, "findings")) then.emplace(text_of(f, "id"), f);
        for (auto const& f : list(again_, "findings")) now.emplace(text_of(f, "id"), f);
        std::vector<std::string> gone, fresh, changed;
        for (auto const& [id, f] : then) {
            auto const same = now.find(id);
            if (same == now.end())
                gone.push_back(say_("the finding {} of the report is not found: {}", id, text_of(f, "message")));
            else if (same->second != f)
                changed.push_back(say_("the finding {} differs in `{}`", id, first_difference(f, same->second)));
        }
        for (auto const& [id, f] : now)
            if (!then.count(id))
                fresh.push_back(say_("the finding {} is not in the report: {}", id, text_of(f, "message")));
        for (auto* kind : {&gone, &fresh, &changed}) add_some(std::move(*kind));
    }

    // Whatever else differs, by the name of its first difference.
    void others() {
        bool const told = !out_.empty();
        for (auto const& [key, value] : again_.items()) {
            if (key == "summary" || key == "seal") continue;
            if ((key == "findings" || key == "filings") && told) continue;
            json const& then = member(sealed_, key.c_str());
            if (then == value) continue;
            auto const where = first_difference(then, value);
            out_.push_back(
                say_("what the report says under `{}` is not what comes out", where.empty() ? key : key + '/' + where));
        }
        for (auto const& [key, value] : sealed_.items())
            if (!again_.contains(key))
                out_.push_back(say_("the report has `{}`, which what comes out now has not", key));
        for (char const* key : {"summary", "seal"})
            if (!told && member(sealed_, key) != member(again_, key))
                out_.push_back(
                    say_("what the report says under `{}` is not what comes out",
                         std::string{key} + '/' + first_difference(member(sealed_, key), member(again_, key))));
    }

    // "locations/0/row"; empty where the values themselves differ.
    static std::string first_difference(json const& a, json const& b) {
        if (a.type() != b.type() || !a.is_structured()) return {};
        auto const joined = [](std::string const& key, json const& x, json const& y) {
            auto const below = first_difference(x, y);
            return below.empty() ? key : key + '/' + below;
        };
        if (a.is_object()) {
            for (auto const& [key, value] : b.items())
                if (member(a, key.c_str()) != value) return joined(key, member(a, key.c_str()), value);
            for (auto const& [key, value] : a.items())
                if (!b.contains(key)) return key;
            return {};
        }
        for (std::size_t n = 0; n < std::min(a.size(), b.size()); ++n)
            if (a[n] != b[n]) return joined(std::to_string(n), a[n], b[n]);
        return std::to_string(std::min(a.size(), b.size()));
    }

    static json const& list(json const& of, char const* key) {
        static json const none = json::array();
        json const& found = member(of, key);
        return found.is_array() ? found : none;
    }

    void add_some(std::vector<std::string> all) {
        std::size_t const more = all.size() - std::min(all.size(), shown_of_a_kind);
        all.resize(all.size() - more);
        std::move(all.begin(), all.end(), std::back_inserter(out_));
        if (more != 0) out_.push_back(say_("and {} more like that", more));
    }

    json const& sealed_;
    json const& again_;
    reports::language const& say_;
    std::vector<std::string> out_;
};

}  // namespace

bool writes_same_bytes(reports::run_report const& again, reports::write_options const& options,
                       std::string const& bytes) {
    expected_bytes buffer{bytes};
    std::ostream out{&buffer};
    reports::find_format("json")->write(again, options, out);
    return out && buffer.met();
}

std::vector<std::string> other_sources(earlier_report const& sealed, reports::run_report const& again,
                                       reports::language const& say) {
    std::vector<std::string> out;
    auto const& then = *sealed.report.sealed;
    auto const& now = *again.sealed;
    compare_files(source::input, sealed.report.inputs, again.inputs, say, out);
    compare_files(source::waivers, then.waivers, now.waivers, say, out);
    compare_files(source::baseline, as_list(then.baseline), as_list(now.baseline), say, out);
    compare_files(source::rulebook, then.rulebook, now.rulebook, say, out);
    if (sealed.report.tool_version != again.tool_version)
        out.push_back(say("another program: the report was made by version {}, this is version {}",
                          sealed.report.tool_version, again.tool_version));
    else if (sealed.report.tool_sha256 != again.tool_sha256)
        out.push_back(say("another build of the program, of the same version {}", again.tool_version));
    return out;
}

std::vector<std::string> other_content(std::string const& sealed, std::string const& again,
                                       reports::language const& say) {
    auto const then = json::parse(sealed, nullptr, false);
    auto const now = json::parse(again, nullptr, false);
    return content_comparison{then, now, say}.run();
}

}  // namespace a6::checker
