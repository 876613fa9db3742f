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

bool speak(command_line& line, std::ostream& err) {
    auto words = std::make_shared<language_texts>(read_language(rules_folder(line), line.language));
    for (auto const& problem : words->problems) err << "a6check: " << problem << '\n';
    line.words = words;
    return words->problems.empty();
}

std::unique_ptr<dsl::rulebook> load_for(command_line const& line, std::ostream& err) {
    auto loaded = dsl::load_rulebook(rules_folder(line), line.words ? line.words->rulebook : dsl::translator());
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

}  // namespace a6::checker
