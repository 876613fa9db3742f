#include "checker/shipped_rules.hpp"

#include <filesystem>

namespace a6::checker {

namespace fs = std::filesystem;

std::string rules_folder(command_line const& line) {
    if (!line.rules_folder.empty()) return line.rules_folder;
    std::error_code status;
    fs::path const program = fs::read_symlink("/proc/self/exe", status);
    if (!status)
        for (char const* beside : {"../rules", "../share/a6check/rules"}) {
            fs::path const folder = (program.parent_path() / beside).lexically_normal();
            if (fs::exists(folder / "rulebook.a6", status)) return folder.string();
        }
    return A6_RULES_DIR;
}

namespace {

std::unique_ptr<dsl::rulebook> load(std::string const& folder, dsl::translator const& say, std::ostream& err) {
    auto loaded = dsl::load_rulebook(folder, say);
    if (!loaded.failure.empty()) {
        err << "a6check: " << loaded.failure << '\n';
        return nullptr;
    }
    if (loaded.problems.has_errors())
        for (auto const& d : loaded.problems.sorted()) err << dsl::render(d, loaded.files) << '\n';
    if (!loaded.book) {
        err << "a6check: the rulebook has " << loaded.problems.error_count() << " error(s); nothing was checked\n";
        return nullptr;
    }
    return std::move(loaded.book);
}

}  // namespace

std::unique_ptr<dsl::rulebook> load_for(command_line const& line, std::ostream& err) {
    return load(rules_folder(line), {}, err);
}

spoken_rulebook load_spoken(command_line const& line, std::ostream& err) {
    spoken_rulebook out;
    std::string const folder = rules_folder(line);
    out.language = read_language(folder, line.language);
    for (auto const& problem : out.language.problems) err << "a6check: " << problem << '\n';
    if (out.language.problems.empty()) out.book = load(folder, out.language.rulebook, err);
    return out;
}

}  // namespace a6::checker
