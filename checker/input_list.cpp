// From the paths of a command line to the files to read.

#include "checker/read.hpp"
#include "dsl/source.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

namespace a6::checker {
namespace {

namespace fs = std::filesystem;

struct found_file {
    std::string path;                // as it is opened
    std::vector<std::string> parts;  // of the absolute path, without the root
    std::size_t shown = 1;           // how many of the last parts are shown
    bool below_root = false;         // then they are those below the root, and stay
};

std::vector<std::string> parts_of(fs::path const& path) {
    std::vector<std::string> parts;
    for (fs::path const& part : path.relative_path()) {
        if (!part.empty()) parts.push_back(part.string());
    }
    return parts;
}

std::string shown_name(found_file const& c) {
    std::string name;
    for (std::size_t i = c.parts.size() - std::min(c.shown, c.parts.size()); i < c.parts.size(); ++i) {
        if (!name.empty()) name += '/';
        name += c.parts[i];
    }
    // Reports are UTF-8: two names that differ must differ there too.
    for (std::size_t at = 0; (at = dsl::first_invalid_utf8(name)) < name.size();) {
        constexpr char const* digits = "0123456789abcdef";
        auto const byte = static_cast<unsigned char>(name[at]);
        name.replace(at, 1, {'\\', 'x', digits[byte >> 4], digits[byte & 15]});
    }
    return name;
}

// Spreadsheet programs leave lock files (`~$name.xlsx`) and hidden copies beside the real one.
bool is_filing_name(fs::path const& path) {
    std::string const name = path.filename().string();
    if (name.starts_with('.') || name.starts_with("~$")) return false;
    std::string extension = path.extension().string();
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension == ".xml" || extension == ".xlsx" || extension == ".csv";
}

bool is_other_workbook(fs::path const& path) {
    std::string const name = path.filename().string();
    if (name.starts_with('.') || name.starts_with("~$")) return false;
    std::string const extension = path.extension().string();
    return extension == ".xls" || extension == ".xlsm" || extension == ".xlsb" || extension == ".ods";
}

class lister {
public:
    explicit lister(std::string const& root) {
        std::error_code error;
        if (!root.empty()) root_ = parts_of(fs::absolute(root, error).lexically_normal());
        rooted_ = !root.empty();
    }

    input_list run(std::vector<std::string> const& paths) {
        for (std::string const& path : paths) add(path);
        name_all();
        return std::move(list_);
    }

private:
    void fail(std::string const& path, char const* code, sentence message, sentence help) {
        list_.errors.push_back({path, code, std::move(message), std::move(help), 0, 0});
    }

    // How many parts of the path are below the root; 0: it is not there, or there is none.
    std::size_t below_root(std::vector<std::string> const& parts) const {
        bool const inside =
            rooted_ && parts.size() > root_.size() && std::equal(root_.begin(), root_.end(), parts.begin());
        return inside ? parts.size() - root_.size() : 0;
    }

    // What is shown of something that is not read: its path below the root, or `otherwise`.
    std::string told(fs::path const& path, std::string const& otherwise) const {
        std::error_code error;
        found_file const c{{}, parts_of(fs::absolute(path, error).lexically_normal())};
        std::size_t const below = below_root(c.parts);
        return below == 0 ? otherwise : shown_name({{}, c.parts, below});
    }

    void add(std::string const& given) {
        std::error_code error;
        fs::file_status const status = fs::status(given, error);
        if (!fs::exists(status)) {
            fail(told(given, given), "X401", sentence("there is no such file or folder"),
                 sentence("check the spelling of the path"));
        } else if (fs::is_directory(status)) {
            add_folder(given);
        } else {
            add_file(given, 1);
        }
    }

    void add_file(fs::path const& path, std::size_t shown) {
        std::error_code error;
        fs::path const whole = fs::absolute(path, error).lexically_normal();
        fs::path const target = fs::weakly_canonical(path, error);
        if (!seen_.insert(error ? whole.string() : target.string()).second) return;
        auto& c = files_.emplace_back();
        c.path = path.string();
        c.parts = parts_of(whole);
        std::size_t const below = below_root(c.parts);
        c.below_root = below != 0;
        c.shown = c.below_root ? below : shown;
    }

    void add_folder(std::string const& given) {
        std::error_code error;
        fs::recursive_directory_iterator at(given, error);
        std::size_t found = 0;
        while (!error && at != fs::recursive_directory_iterator()) {
            std::error_code kind_error;
            fs::path const& path = at->path();
            if (is_filing_name(path)) {
                ++found;
                if (at->is_regular_file(kind_error)) {
                    add_file(path, static_cast<std::size_t>(at.depth()) + 1);
                } else if (!at->is_directory(kind_error)) {
                    fail(told(path, path.filename().string()), "X410",
                         sentence("this is named like a filing and is not a file that can be read"),
                         sentence("remove it, or put the file itself in its place"));
                }
            } else if (is_other_workbook(path)) {
                ++found;
                fail(told(path, path.filename().string()), "X408", sentence("workbooks of this kind are not read"),
                     sentence("save it as .xlsx"));
            } else if (at->is_directory(kind_error) && at->is_symlink(kind_error)) {
                fail(told(path, path.filename().string()), "X409", sentence("a link to a folder is not followed"),
                     sentence("give the folder itself"));
            }
            at.increment(error);
        }
        if (error) {
            fail(told(given, given), "X402", sentence("the folder cannot be read: {}", error.message()),
                 sentence("check its permissions"));
        } else if (found == 0) {
            fail(told(given, given), "X404", sentence("the folder holds no .xml, .xlsx or .csv file"),
                 sentence("give a folder with filings, or the files themselves"));
        }
    }

    // Lengthens the names that several files share until they differ. Ends: each round shows more of some path, and
    // whole paths differ; those below the root differ already.
    void name_all() {
        for (bool changed = true; changed;) {
            changed = false;
            std::map<std::string, std::vector<found_file*>> by_name;
            for (found_file& c : files_) by_name[shown_name(c)].push_back(&c);
            for (auto const& [name, group] : by_name) {
                if (group.size() < 2) continue;
                for (found_file* c : group) {
                    if (c->below_root || c->shown >= c->parts.size()) continue;
                    ++c->shown;
                    changed = true;
                }
            }
        }
        for (found_file const& c : files_) list_.files.push_back({c.path, shown_name(c)});
        std::sort(list_.files.begin(), list_.files.end(), [](input_file const& a, input_file const& b) {
            return std::tie(a.shown_name, a.path) < std::tie(b.shown_name, b.path);
        });
    }

    std::vector<std::string> root_;
    bool rooted_ = false;
    input_list list_;
    std::vector<found_file> files_;
    std::set<std::string> seen_;
};

}  // namespace

input_list list_inputs(std::vector<std::string> const& paths, std::string const& root) {
    return lister(root).run(paths);
}

}  // namespace a6::checker
