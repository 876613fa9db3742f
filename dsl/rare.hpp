#pragma once
// A part that few of many values have.

#include <memory>
#include <utility>

namespace a6::dsl {

// Kept apart from its owner, so that the many without it are small; copied with its owner. Reads as an empty T where it
// was never made.
template <class T>
class rare {
public:
    rare() = default;
    rare(rare const& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
    rare(rare&&) noexcept = default;
    rare& operator=(rare const& other) {
        rare copy(other);
        value_.swap(copy.value_);
        return *this;
    }
    rare& operator=(rare&&) noexcept = default;
    ~rare() = default;

    T const& operator*() const {
        static T const none{};
        return value_ ? *value_ : none;
    }
    T const* operator->() const { return &**this; }
    T& make() {
        if (!value_) value_ = std::make_unique<T>();
        return *value_;
    }

private:
    std::unique_ptr<T> value_;
};

}  // namespace a6::dsl
