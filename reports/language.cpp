#include "reports/language.hpp"

namespace a6::reports {

namespace {

class source_language : public language {
public:
    std::string_view code() const override { return "en"; }
    std::string_view text(std::string_view english) const override { return english; }
    std::string_view form(std::uint64_t count, std::string_view one, std::string_view many) const override {
        return count == 1 ? one : many;
    }
};

}  // namespace

language const& language::english() {
    static source_language const only;
    return only;
}

}  // namespace a6::reports
