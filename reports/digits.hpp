#pragma once
// Numbers as people read them.

#include <string>

namespace a6::reports {

// 1234567.5 -> 1 234 567.5; what is no number stays as it is.
std::string grouped(std::string const& digits);

}  // namespace a6::reports
