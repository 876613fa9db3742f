#pragma once
// One input file of any supported format to raw cells.

#include "checker/raw_filing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace a6::checker {

// Reads `path`, recognises the format by content (not by name), and returns its cells. `shown_name` is what reports
// call it.
read_result read_filing(std::string const& path, std::string const& shown_name, dsl::data_model const& model);

// The same for bytes in memory.
read_result read_filing_bytes(std::string bytes, std::string const& shown_name, dsl::data_model const& model);

struct input_file {
    std::string path;
    std::string shown_name;
};
struct input_list {
    std::vector<input_file> files;   // sorted by shown name; folders expanded recursively to .xml .xlsx .csv
    std::vector<read_error> errors;  // paths that do not exist, unreadable folders, folders without a filing
};
// shown_name is the file's name, or its path below the folder that was given; a name shared by two inputs gets as many
// parent folders in front as it takes to tell them apart. Where `root` is given, what lies below that folder is named
// by its path from there.
input_list list_inputs(std::vector<std::string> const& paths, std::string const& root = {});

}  // namespace a6::checker
