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

load_result load_rulebook(std::string const& folder) {
    std::vector<std::pair<std::string, std::string>> texts;
    std::error_code status;
    load_result failed;
    if (!fs::is_directory(folder, status)) {
        failed.failure = "no rulebook folder at `" + folder + "`";
        return failed;
    }
    std::vector<fs::path> paths;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::follow_directory_symlink, status), end;
         !status && it != end; it.increment(status)) {
        if (it->path().extension() != ".a6") continue;
        std::error_code kind_status;
        if (!it->is_regular_file(kind_status)) {
            // A rule that is passed over in silence would be a check that nobody misses.
            failed.failure = "`" + it->path().lexically_relative(folder).generic_string() +
                             "` in the rulebook folder is not a file that can be read";
            return failed;
        }
        paths.push_back(it->path());
        if (paths.size() > limits::max_files) break;  // also where links lead in a circle
    }
    if (status) {
        failed.failure = "cannot list the rulebook folder `" + folder + "`: " + status.message();
        return failed;
    }
    std::sort(paths.begin(), paths.end());
    if (paths.empty()) {
        failed.failure = "no rulebook file (*.a6) in `" + folder + "`";
        return failed;
    }
    for (auto const& p : paths) {
        auto const name = p.lexically_relative(folder).generic_string();
        auto const bytes = fs::file_size(p, status);
        std::ifstream in(p, std::ios::binary);
        if (!in || status) {
            failed.failure = "cannot read rulebook file `" + name + "`";
            return failed;
        }
        if (bytes > limits::max_file_bytes) {
            failed.failure =
                "rulebook file `" + name + "` is larger than " + std::to_string(limits::max_file_bytes) + " bytes";
            return failed;
        }
        std::ostringstream text;
        text << in.rdbuf();
        texts.emplace_back(name, std::move(text).str());
    }
    return load_rulebook(std::move(texts));
}

}  // namespace a6::dsl
