#pragma once
// Every text of a run once; equality of texts is equality of numbers.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace a6::checker {

using text_id = std::uint32_t;

class text_pool {
public:
    text_pool() { intern(""); }

    text_id intern(std::string_view text) {
        auto const found = ids_.find(text);
        if (found != ids_.end()) return found->second;
        texts_.emplace_back(text);
        auto const id = static_cast<text_id>(texts_.size() - 1);
        ids_.emplace(texts_.back(), id);
        return id;
    }
    std::string_view operator[](text_id id) const { return texts_[id]; }
    std::size_t size() const { return texts_.size(); }

private:
    std::deque<std::string> texts_;  // a deque never moves its elements, so the views in the map stay valid
    std::unordered_map<std::string_view, text_id> ids_;
};

}  // namespace a6::checker
