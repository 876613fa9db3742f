#include "checker/languages.hpp"

#include "checker/file_bytes.hpp"
#include "checker/join.hpp"
#include "checker/limits.hpp"
#include "checker/sha256.hpp"
#include "reports/escape.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace a6::checker {

namespace fs = std::filesystem;

namespace {

constexpr char const* folder_name = "languages";
constexpr char const* own_language = "en";

// fr, pt-BR: never a path.
bool is_code(std::string const& name) {
    return name.size() >= 2 && name.size() <= 16 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_';
           });
}

}  // namespace

std::vector<std::string> languages_of(std::string const& rules_folder) {
    std::vector<std::string> out{own_language};
    std::error_code status;
    for (fs::directory_iterator it(fs::path(rules_folder) / folder_name, status), end; !status && it != end;
         it.increment(status)) {
        auto const name = it->path().filename().string();
        std::error_code kind;
        if (is_code(name) && name != own_language && it->is_directory(kind)) out.push_back(name);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string shown_language_file(std::string const& code, char const* file) {
    return std::string(folder_name) + '/' + code + '/' + file;
}

std::string language_file(std::string const& rules_folder, std::string const& code, char const* file) {
    return (fs::path(rules_folder) / shown_language_file(code, file)).string();
}

dsl::translator translator_of(reports::po_file const& file) {
    auto all = std::make_shared<std::unordered_map<std::string, dsl::translated_text>>();
    for (auto const& entry : file.entries)
        if (reports::is_translated(entry))
            all->emplace(entry.text, dsl::translated_text{entry.said.front(), file.place(entry)});
    return [all](std::string_view text) -> std::optional<dsl::translated_text> {
        auto const found = all->find(std::string(text));
        return found == all->end() ? std::nullopt : std::optional(found->second);
    };
}

language_texts read_language(std::string const& rules_folder, std::string const& code) {
    language_texts out;
    if (code == own_language || code.empty()) return out;
    auto const known = languages_of(rules_folder);
    if (std::find(known.begin(), known.end(), code) == known.end()) {
        out.problems.push_back("there is no language `" + reports::printable(code) +
                               "`; there are: " + join(known, ", "));
        return out;
    }
    auto const read = [&](char const* file) {
        auto const path = language_file(rules_folder, code, file);
        auto const shown = shown_language_file(code, file);
        std::string bytes;
        if (!load_file(path, limits::max_whole_text_bytes, bytes)) out.files.push_back({shown, sha256_hex(bytes)});
        return reports::read_po(path, shown);
    };
    auto program = reports::read_catalogue(code, read(program_texts));
    auto const rulebook = read(rulebook_texts);
    out.problems = std::move(program.problems);
    out.problems.insert(out.problems.end(), rulebook.problems.begin(), rulebook.problems.end());
    if (!out.problems.empty()) return out;
    out.owned = std::move(program.words);
    out.rulebook = translator_of(rulebook);
    return out;
}

}  // namespace a6::checker
