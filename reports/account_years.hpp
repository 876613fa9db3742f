#pragma once
// Which years of an account are worth a column.

#include "reports/account.hpp"

#include <cstddef>

namespace a6::reports {

// Every figure of every year is known, and is 0.
bool says_nothing(account_block const& b);

// Years to come say nothing: at the end every value is 0, not available, or that of the year before. At least 1 where
// there is a year.
std::size_t years_told(account_block const& b);

}  // namespace a6::reports
