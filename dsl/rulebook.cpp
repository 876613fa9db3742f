#include "dsl/rulebook.hpp"

#include "dsl/limits.hpp"
#include "dsl/lower.hpp"
#include "dsl/parse.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace a6::dsl {

namespace fs = std::filesystem;

load_result load_rulebook(std::vector<std::pair<std::string, std::string>> texts) {
    load_result result;
    if (texts.size() > limits::max_files) {
        result.failure = "more than " + std::to_string(limits::max_files) + " rulebook files";
        return result;
    }
    std::vector<syntax::file> trees;
    for (auto& [name, text] : texts) result.files.emplace_back(std::move(name), std::move(text));
    for (std::size_t i = 0; i < result.files.size(); ++i)
        trees.push_back(parse(result.files[i], static_cast<file_index>(i), result.problems));
    auto book = std::make_unique<rulebook>();
    // Also when a file is broken: what is wrong in the others is worth knowing in the same run. Names that a broken
    // declaration would have given are then missing, so only the parser's errors are kept.
    if (!result.problems.has_errors()) lower(trees, *book, result.problems);
    if (!result.problems.has_errors()) {
        book->files = result.files;
        result.book = std::move(book);
    }
    return result;
}

namespace {

using named_texts = std::vector<std::pair<std::string, std::string>>;

// Every file below `folder` with this ending, by path. Returns what went wrong, or nothing.
std::string read_folder(fs::path const& folder, fs::path const& names_from, std::string const& ending,
                        named_texts& out) {
    std::error_code status;
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::follow_directory_symlink, status), end;
         !status && it != end; it.increment(status)) {
        if (it->path().extension() != ending) continue;
        std::error_code kind_status;
        // A rule that is passed over in silence would be a check that nobody misses.
        if (!it->is_regular_file(kind_status))
            return "`" + it->path().lexically_relative(names_from).generic_string() +
                   "` in the rulebook folder is not a file that can be read";
        paths.push_back(it->path());
        if (paths.size() > limits::max_files) break;  // also where links lead in a circle
    }
    if (status) return "cannot list the rulebook folder `" + folder.generic_string() + "`: " + status.message();
    std::sort(paths.begin(), paths.end());
    for (auto const& p : paths) {
        auto const name = p.lexically_relative(names_from).generic_string();
        auto const bytes = fs::file_size(p, status);
        std::ifstream in(p, std::ios::binary);
        if (!in || status) return "cannot read rulebook file `" + name + "`";
        if (bytes > limits::max_file_bytes)
            return "rulebook file `" + name + "` is larger than " + std::to_string(limits::max_file_bytes) + " bytes";
        std::ostringstream text;
        text << in.rdbuf();
        out.emplace_back(name, std::move(text).str());
    }
    return {};
}

}  // namespace

load_result load_rulebook(std::string const& folder) {
    std::error_code status;
    load_result failed;
    if (!fs::is_directory(folder, status)) {
        failed.failure = "no rulebook folder at `" + folder + "`";
        return failed;
    }
    named_texts texts;
    named_texts facts;
    failed.failure = read_folder(folder, folder, ".a6", texts);
    fs::path const facts_folder = fs::path(folder) / "facts";
    if (failed.failure.empty() && fs::is_directory(facts_folder, status))
        failed.failure = read_folder(facts_folder, folder, ".xml", facts);
    if (failed.failure.empty() && texts.empty()) failed.failure = "no rulebook file (*.a6) in `" + folder + "`";
    if (!failed.failure.empty()) return failed;
    load_result result = load_rulebook(std::move(texts));
    if (result.book)
        for (auto& [name, text] : facts) result.book->facts.emplace_back(std::move(name), std::move(text));
    return result;
}

}  // namespace a6::dsl
