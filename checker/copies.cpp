#include "checker/copies.hpp"

#include "checker/annotate.hpp"
#include "checker/annotated_copy.hpp"
#include "checker/check_run.hpp"
#include "checker/file_bytes.hpp"
#include "checker/fold.hpp"
#include "checker/limits.hpp"
#include "checker/whole_file.hpp"
#include "checker/work_in_order.hpp"
#include "checker/workbook_view.hpp"
#include "checker/write.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace a6::checker {

namespace {

namespace fs = std::filesystem;

constexpr char const* ending = ".annotated.xlsx";
// Of filings that get no copy.
constexpr std::size_t names_told = 5;

bool same_file(std::string const& a, std::string const& b) { return file_identity(a) == file_identity(b); }

// One below the other, or the same.
bool is_below(fs::path const& folder, fs::path const& path) {
    std::error_code status;
    fs::path const top = fs::weakly_canonical(folder, status);
    fs::path const inside = fs::weakly_canonical(path, status);
    return std::mismatch(top.begin(), top.end(), inside.begin(), inside.end()).first == top.end();
}

// Names of copies, in the order of the inputs; file systems may not tell capitals apart.
std::vector<std::string> names_of(std::vector<input_file> const& inputs) {
    auto const stem = [](input_file const& f) { return fs::path(f.shown_name).stem().string(); };
    std::map<std::string, std::size_t> shared, taken;
    for (input_file const& f : inputs) ++shared[fold(stem(f))];
    std::vector<std::string> out;
    for (input_file const& f : inputs) {
        std::string name = stem(f);
        if (shared[fold(name)] > 1) {
            name = f.shown_name;
            std::replace(name.begin(), name.end(), '/', '_');
        }
        std::size_t const before = taken[fold(name)]++;
        out.push_back(name + (before == 0 ? "" : '-' + std::to_string(before + 1)) + ending);
    }
    return out;
}

// A file of its own beside the copy, as long as this lives.
struct scratch_file {
    explicit scratch_file(std::string const& beside) : path(beside + ".XXXXXX") {
        if (int const file = ::mkstemp(path.data()); file >= 0) ::close(file);
    }
    ~scratch_file() {
        std::error_code status;
        fs::remove(path, status);
    }
    scratch_file(scratch_file const&) = delete;
    scratch_file& operator=(scratch_file const&) = delete;
    std::string path;
};

class copy_writer {
public:
    copy_writer(reports::run_report const& report, dsl::data_model const& model, std::size_t findings_per_rule,
                std::ostream& err)
        : report_(report), model_(model), findings_per_rule_(findings_per_rule), say_(*report.lang), err_(err) {}

    bool write(planned_copy const& copy, reports::filing_outcome const& filing) {
        std::string original;
        if (auto error = load_file(copy.input.path, limits::max_xml_bytes, original))
            return refuse(copy, std::move(*error));
        read_result read = read_filing_bytes(original, copy.input.shown_name, model_);
        if (!read.filing) return refuse(copy, std::move(read.errors.front()));
        if (read.filing->sha256 != filing.sha256) {
            complain(say_("no annotated copy of `{}`: the file was changed during the check", copy.input.shown_name),
                     err_);
            return false;
        }
        annotate_options options;
        options.findings_per_rule = findings_per_rule_;
        zip_part made = read.filing->format == input_format::workbook
                            ? annotated(original, *read.filing, filing, options)
                            : from_other(copy, *read.filing, filing, options);
        if (made.error) return refuse(copy, std::move(*made.error));
        // What a link in the folder points to is somebody else's.
        if (std::error_code status; fs::is_symlink(copy.output, status)) fs::remove(copy.output, status);
        whole_file file(copy.output);
        file.stream().write(made.bytes->data(), static_cast<std::streamsize>(made.bytes->size()));
        bool const good = file.keep();
        if (!good) complain(say_("the annotated copy `{}` cannot be written: {}", copy.output, file.why()), err_);
        return good;
    }

private:
    bool refuse(planned_copy const& copy, read_error error) {
        error.file = copy.input.shown_name;
        complain(say_("no annotated copy of `{}`:", copy.input.shown_name), err_);
        tell(error, say_, err_);
        return false;
    }

    std::string list_sheet(workbook_parts const& parts) const {
        std::string const wanted = say_("Findings");
        std::string name = wanted;
        auto const taken = [&](auto const& s) { return fold(s.name) == fold(name); };
        for (std::size_t n = 2; std::any_of(parts.sheets().begin(), parts.sheets().end(), taken); ++n)
            name = wanted + ' ' + std::to_string(n);
        return name;
    }

    zip_part annotated(std::string const& workbook, raw_filing const& cells, reports::filing_outcome const& filing,
                       annotate_options options) {
        auto opened = workbook_parts::open(workbook);
        if (opened.error) return {std::nullopt, std::move(opened.error)};
        options.list_sheet = list_sheet(*opened.parts);
        annotation what = annotate(report_, filing, cell_places(cells, model_), options);
        return write_annotated(std::move(*opened.parts), std::move(what), say_);
    }

    // XML and CSV become a workbook in the official layout first.
    zip_part from_other(planned_copy const& copy, raw_filing const& read, reports::filing_outcome const& filing,
                        annotate_options options) {
        workbook_view view = view_for_workbook(read, model_);
        options.masked = view.masked;
        options.left_out = std::move(view.left_out);
        options.shortened = view.shortened;
        scratch_file const scratch(copy.output);
        std::string workbook;
        std::optional<read_error> error = write_workbook(*view.filing, model_, scratch.path);
        if (!error) error = load_file(scratch.path, limits::max_xml_bytes, workbook);
        if (error) return {std::nullopt, std::move(error)};
        return annotated(workbook, *view.filing, filing, options);
    }

    reports::run_report const& report_;
    dsl::data_model const& model_;
    std::size_t findings_per_rule_;
    reports::language const& say_;
    std::ostream& err_;
};

bool has_workbook(reports::filing_outcome const& filing, dsl::data_model const& model) {
    return std::any_of(model.tables.begin(), model.tables.end(), [&](dsl::table const& t) {
        std::string const kind = report_kind(model.reports[t.report]);
        return t.in_workbooks() && std::find(filing.kind.begin(), filing.kind.end(), kind) != filing.kind.end();
    });
}

// nullptr: it was not judged under this name.
reports::filing_outcome const* filing_of(planned_copy const& copy, reports::run_report const& report) {
    auto const at = std::find_if(report.filings.begin(), report.filings.end(),
                                 [&](auto const& f) { return f.file == copy.input.shown_name; });
    return at == report.filings.end() ? nullptr : &*at;
}

bool was_refused(planned_copy const& copy, reports::run_report const& report) {
    return std::any_of(report.failures.begin(), report.failures.end(),
                       [&](auto const& f) { return f.file == copy.input.shown_name && !f.in_part; });
}

}  // namespace

bool plan_copies(command_line const& line, std::vector<input_file> const& inputs, std::vector<planned_copy>& out,
                 std::ostream& err) {
    auto const& say = language_of(line);
    for (std::string const& path : line.paths) {
        if (!fs::is_directory(path) || !is_below(path, line.annotate_folder)) continue;
        complain(
            say("the annotated copies would be read as filings by the next run; choose a folder outside `{}`", path),
            err);
        return false;
    }
    std::vector<std::string> const names = names_of(inputs);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::string const output = (fs::path(line.annotate_folder) / names[i]).string();
        bool const there = fs::exists(output);
        for (input_file const& input : inputs) {
            if (!there || !same_file(output, input.path)) continue;
            complain(say("the annotated copy of `{}` would overwrite the filing `{}`; choose another folder",
                         inputs[i].shown_name, input.shown_name),
                     err);
            return false;
        }
        for (report_target const& target : line.reports) {
            if (target.file.empty() || !same_file(output, target.file)) continue;
            complain(say("the annotated copy of `{}` would overwrite the {} report; choose another folder",
                         inputs[i].shown_name, target.format),
                     err);
            return false;
        }
        out.push_back({inputs[i], output});
    }
    std::error_code status;
    fs::create_directories(line.annotate_folder, status);
    if (fs::is_directory(line.annotate_folder)) return true;
    complain(say("the folder `{}` for annotated copies cannot be made: {}", line.annotate_folder, status.message()),
             err);
    return false;
}

bool write_copies(std::vector<planned_copy> const& copies, reports::run_report const& report,
                  dsl::data_model const& model, std::size_t findings_per_rule, std::ostream& err) {
    auto const& say = *report.lang;
    std::string without;
    std::size_t without_copy = 0, written = 0;
    // Copies are independent of each other; what is said of them stands in their order.
    struct made_copy {
        bool good = true;
        std::string said;
    };
    std::vector<made_copy> made(copies.size());
    auto const make = [&](std::size_t n, std::size_t) {
        planned_copy const& copy = copies[n];
        std::ostringstream said;
        auto const* filing = filing_of(copy, report);
        if (filing != nullptr && has_workbook(*filing, model)) {
            made[n].good = copy_writer(report, model, findings_per_rule, said).write(copy, *filing);
        } else if (filing == nullptr && was_refused(copy, report)) {
            complain(say("no annotated copy of `{}`: it could not be read", copy.input.shown_name), said);
            made[n].good = false;
        } else if (filing == nullptr) {
            complain(
                say("no annotated copy of `{}`: the same file was given under another name", copy.input.shown_name),
                said);
        }
        made[n].said = said.str();
    };
    bool good = true;
    auto const take = [&](std::size_t n) {
        auto const* filing = filing_of(copies[n], report);
        if (filing != nullptr && !has_workbook(*filing, model) && ++without_copy <= names_told)
            without += (without.empty() ? "" : ", ") + copies[n].input.shown_name;
        if (filing != nullptr && has_workbook(*filing, model) && made[n].good) ++written;
        good = good && made[n].good;
        err << made[n].said;
    };
    work_in_order(copies.size(), threads_for(copies.size()), make, take);
    if (without_copy > names_told)
        complain(say("no annotated copies of {} filings without annual information: {} and {} more", without_copy,
                     without, without_copy - names_told),
                 err);
    else if (!without.empty())
        complain(say("no annotated copies of filings without annual information: {}", without), err);
    if (written != 0)
        complain(say.counted(written, "{} annotated copy is in {}", "{} annotated copies are in {}",
                             fs::path(copies.front().output).parent_path().string()),
                 err);
    return good;
}

}  // namespace a6::checker
