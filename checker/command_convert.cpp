#include "checker/command_inputs.hpp"
#include "checker/commands.hpp"
#include "checker/read.hpp"
#include "checker/shipped_rules.hpp"
#include "checker/write.hpp"

#include <filesystem>
#include <fstream>

namespace a6::checker {

int run_convert(command_line const& line, std::ostream&, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    std::filesystem::path const output(line.output);
    std::string const ending = output.extension().string();
    if (ending != ".xml" && ending != ".xlsx") {
        err << "a6check: the output's ending chooses the format; write .xml or .xlsx, not `"
            << output.filename().string() << "`\n";
        return 2;
    }
    std::error_code status;
    if (std::filesystem::equivalent(line.input, output, status)) {
        err << "a6check: the output would overwrite the input; give it another name\n";
        return 2;
    }
    auto const read = read_filing(line.input, std::filesystem::path(line.input).filename().string(), book->model);
    for (auto const& e : read.errors) tell(e, err);
    if (!read.filing) return 2;
    if (ending == ".xml") {
        std::ofstream file(output, std::ios::binary);
        write_xml(*read.filing, book->model, file);
        file.close();
        if (!file) {
            err << "a6check: cannot write `" << line.output << "`\n";
            return 2;
        }
    } else if (auto const e = write_workbook(*read.filing, book->model, line.output)) {
        tell(*e, err);
        return 2;
    }
    // What the reader could not place is in no table and so not in the output: the user must know.
    bool whole = true;
    for (auto const& n : read.filing->notices) {
        if (n.kept) continue;
        whole = false;
        if (n.found.empty() && n.value.empty())
            err << "a6check: not in the input: " << n.expected << '\n';
        else
            err << "a6check: not carried over: " << n.found
                << (n.value.empty() ? "" : ": `" + std::string(n.value) + "`") << '\n';
    }
    for (auto const& remark : read.filing->remarks) err << "a6check: note: " << remark << '\n';
    return whole ? 0 : 1;
}

int run_schema(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const book = load_for(line, err);
    if (!book) return 2;
    write_schema(book->model, out);
    out.flush();
    return out ? 0 : 2;
}

}  // namespace a6::checker
