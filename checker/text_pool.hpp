#pragma once
// Every text of a run once; equality of texts is equality of numbers.

#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace a6::checker {

using text_id = std::uint32_t;

// Several threads may use it. Which number a new text gets depends on who comes first, so that nothing that is shown
// may go by numbers.
class text_pool {
public:
    text_pool() { intern(""); }

    text_id intern(std::string_view text) {
        std::size_t const hash = std::hash<std::string_view>{}(text);
        shard& of = shards_[hash / 64 % shards_.size()];
        std::lock_guard const alone(of.access);
        if (auto const found = of.ids.find(text); found != of.ids.end()) return found->second;
        auto const [id, kept] = add(text);
        of.ids.emplace(kept, id);
        return id;
    }
    std::string_view operator[](text_id id) const {
        auto const [list, at] = place_of(id);
        return lists_[list][at];
    }
    std::size_t size() const { return size_; }

private:
    // List n holds 2^n texts, which never move: whoever has a number can read its text while others are added.
    struct place {
        std::size_t list;
        std::size_t at;
    };
    static place place_of(text_id id) {
        auto const n = std::uint64_t{id} + 1;
        auto const list = static_cast<std::size_t>(std::bit_width(n) - 1);
        return {list, static_cast<std::size_t>(n - (std::uint64_t{1} << list))};
    }

    struct added {
        text_id id;
        std::string_view kept;
    };
    added add(std::string_view text) {
        std::lock_guard const alone(adding_);
        auto const [list, at] = place_of(size_);
        if (at == 0) lists_[list] = std::make_unique<std::string[]>(std::size_t{1} << list);
        lists_[list][at] = text;
        return {size_++, lists_[list][at]};
    }

    // Texts are told apart by parts of their hash, so that threads seldom wait for each other.
    struct shard {
        std::mutex access;
        std::unordered_map<std::string_view, text_id> ids;
    };
    std::array<shard, 64> shards_;
    std::array<std::unique_ptr<std::string[]>, 33> lists_;
    std::mutex adding_;
    text_id size_ = 0;
};

}  // namespace a6::checker
