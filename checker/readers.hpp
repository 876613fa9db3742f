#pragma once
// The readers behind read_filing, one per format, and what they share.

#include "checker/raw_filing.hpp"

#include <memory>
#include <string>
#include <string_view>

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
raw_table empty_table(dsl::data_model const& model, std::uint16_t table, std::string_view text = {});

// Adds the missing tables of the reports present, and brings tables and reports into the model's order.
void complete_tables(raw_filing& filing, dsl::data_model const& model);

// Whether the text of a mark of confidentiality says why: "true", "yes" and their like only say that.
bool gives_basis(std::string_view mark);

// Whether the text of an attribute takes the mark back: "false", "no".
bool denies_mark(std::string_view mark);

// Brings marks and marked parts into order; marks on one and the same field become one.
void order_marks(raw_filing& filing);

}  // namespace a6::checker
