#pragma once
// Comma-, semicolon- or tab-separated text with quoted fields, and the place of every field.

#include "checker/raw_filing.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

struct csv_field {
    std::string_view text;  // decoded; into the input, or into csv_document::texts where quotes were doubled
    raw_place at;           // of what stands between the quotes
};

struct csv_record {
    std::vector<csv_field> fields;
    raw_place at;  // from the first byte to the line end
};

struct csv_document {
    char separator = ',';
    std::vector<csv_record> records;  // empty lines too, with one empty field
    std::deque<std::string> texts;
};

struct csv_result {
    std::optional<csv_document> document;
    std::optional<read_error> error;  // X301, X302; with line and column, without file name
};

// The separator that occurs most often outside quotes near the beginning; a comma if none does.
char find_separator(std::string_view text);

// A byte order mark, LF, CRLF and CR line ends are understood. A quote counts only at the beginning of a field.
// `text` has to outlive the document.
csv_result parse_csv(std::string_view text);

// The first record only, split without minding quotes that are not doubled: enough to recognise a header line.
std::vector<std::string_view> first_record(std::string_view text);

}  // namespace a6::checker
