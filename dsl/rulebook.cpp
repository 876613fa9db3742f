#include "dsl/rulebook.hpp"

#include "dsl/limits.hpp"
#include "dsl/lower.hpp"
#include "dsl/parse.hpp"
#include "dsl/put_aside.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <numeric>
#include <thread>

namespace a6::dsl {

namespace fs = std::filesystem;

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
        // The file may have become longer or shorter since it was asked for its size.
        std::string text(bytes, '\0');
        in.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(in.gcount()));
        if (in) text.append(std::istreambuf_iterator<char>(in), {});
        if (in.bad()) return "cannot read rulebook file `" + name + "`";
        out.emplace_back(name, std::move(text));
    }
    return {};
}

}  // namespace

namespace {

// A rulebook is parsed in some hundredths of a second.
constexpr unsigned most_parsers = 4;

std::vector<syntax::file> parse_all(named_texts texts, std::vector<source_file>& files, diagnostics& problems) {
    // The largest first, so that no thread is left with a large one in the end.
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return texts[a].second.size() > texts[b].second.size(); });
    // Files are independent of each other; what there is to say of them stands in their order.
    files.resize(texts.size());
    std::vector<syntax::file> trees(texts.size());
    std::vector<diagnostics> found(texts.size());
    std::atomic<std::size_t> next = 0;
    auto const work = [&] {
        for (std::size_t n = next++; n < order.size(); n = next++) {
            auto const i = order[n];
            files[i] = source_file(std::move(texts[i].first), std::move(texts[i].second));
            trees[i] = parse(files[i], static_cast<file_index>(i), found[i]);
        }
    };
    std::vector<std::future<void>> others;
    unsigned const threads = std::min(std::thread::hardware_concurrency(), most_parsers);
    for (unsigned n = 1; n < threads; ++n) others.push_back(std::async(std::launch::async, work));
    work();
    for (auto& other : others) other.get();
    for (auto& f : found) problems.add(std::move(f));
    return trees;
}

std::string too_many_files(named_texts const& texts) {
    return texts.size() > limits::max_files ? "more than " + std::to_string(limits::max_files) + " rulebook files"
                                            : std::string();
}

// The rulebook's own files. Returns what went wrong, or nothing.
std::string read_rules(std::string const& folder, named_texts& out) {
    std::error_code status;
    if (!fs::is_directory(folder, status)) return "no rulebook folder at `" + folder + "`";
    auto failure = read_folder(folder, folder, ".a6", out);
    if (failure.empty() && out.empty()) failure = "no rulebook file (*.a6) in `" + folder + "`";
    return failure;
}

}  // namespace

load_result load_rulebook(std::vector<std::pair<std::string, std::string>> texts, translator const& say) {
    load_result result;
    result.failure = too_many_files(texts);
    if (!result.failure.empty()) return result;
    auto trees = parse_all(std::move(texts), result.files, result.problems);
    if (say && !result.problems.has_errors()) translate(trees, say, result.problems);
    auto book = std::make_unique<rulebook>();
    // Also when a file is broken: what is wrong in the others is worth knowing in the same run. Names that a broken
    // declaration would have given are then missing, so only the parser's errors are kept.
    if (!result.problems.has_errors()) lower(trees, *book, result.problems);
    if (!result.problems.has_errors()) {
        if (result.problems.empty())
            book->files = std::move(result.files);  // nothing is left to render with them
        else
            book->files = result.files;
        result.book = std::move(book);
    }
    put_aside(std::move(trees));
    return result;
}

load_result load_rulebook(std::string const& folder, translator const& say) {
    load_result failed;
    named_texts texts;
    named_texts facts;
    failed.failure = read_rules(folder, texts);
    fs::path const facts_folder = fs::path(folder) / "facts";
    std::error_code status;
    if (failed.failure.empty() && fs::is_directory(facts_folder, status))
        failed.failure = read_folder(facts_folder, folder, ".xml", facts);
    if (!failed.failure.empty()) return failed;
    load_result result = load_rulebook(std::move(texts), say);
    if (result.book)
        for (auto& [name, text] : facts) result.book->facts.emplace_back(std::move(name), std::move(text));
    return result;
}

text_list texts_of_rulebook(std::string const& folder) {
    text_list out;
    named_texts texts;
    out.failure = read_rules(folder, texts);
    if (out.failure.empty()) out.failure = too_many_files(texts);
    if (!out.failure.empty()) return out;
    auto const trees = parse_all(std::move(texts), out.files, out.problems);
    if (!out.problems.has_errors()) out.texts = texts_for_people(trees);
    return out;
}

}  // namespace a6::dsl
