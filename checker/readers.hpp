#pragma once
// The readers behind read_filing, one per format, and what they share.

#include "checker/raw_filing.hpp"

#include <memory>
#include <string>

namespace a6::checker {

struct reader_input {
    std::shared_ptr<std::string const> bytes;
    std::string shown_name;
    dsl::data_model const& model;
};

// Each fills everything but the digest. Errors carry the file's shown name.
read_result read_xml(reader_input const& input);       // X1xx
read_result read_workbook(reader_input const& input);  // X2xx, X5xx
read_result read_csv(reader_input const& input);       // X3xx, X5xx

read_result refuse(reader_input const& input, read_error error);

// A table of the model without rows.
raw_table empty_table(dsl::data_model const& model, std::uint16_t table);

// Adds the missing tables of the reports present, and brings tables and reports into the model's order.
void complete_tables(raw_filing& filing, dsl::data_model const& model);

}  // namespace a6::checker
