#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace a6::checker {

// Adds what is not yet there, up to a number of values.
template <class T>
void push_new(std::vector<T>& to, T const& value, std::size_t limit) {
    if (to.size() < limit && std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
}

}  // namespace a6::checker
