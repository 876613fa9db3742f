#include "dsl/syntax.hpp"

namespace a6::dsl::syntax {

std::string text::joined() const {
    std::string result;
    for (auto const& part : parts) result += part;
    return result;
}

}  // namespace a6::dsl::syntax
