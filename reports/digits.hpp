#pragma once
// Numbers as people read them.

#include "reports/language.hpp"

#include <string>

namespace a6::reports {

// 1234567.5 -> 1 234 567.5; what is no number stays as it is.
std::string grouped(std::string const& digits);
// A figure of an account: a number, true or false, a code.
std::string figure(std::string const& value, language const& say);

}  // namespace a6::reports
