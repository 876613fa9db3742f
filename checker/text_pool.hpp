#pragma once
// Every text of a run once; equality of texts is equality of numbers.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace a6::checker {

using text_id = std::uint32_t;

// Several threads may use it. Which number a new text gets depends on who comes first, so that nothing that is shown
// may go by numbers.
class text_pool {
public:
    text_pool() { intern(""); }

    text_id intern(std::string_view text) {
        std::size_t const hash = std::hash<std::string_view>{}(text);
        auto const mark = static_cast<std::uint32_t>(hash >> 32);
        shard& of = shards_[hash % shards_.size()];
        std::lock_guard const alone(of.access);
        if ((of.used + 1) * 2 > of.slots.size()) of.grow();
        std::size_t const mask = of.slots.size() - 1;
        std::size_t at = mark & mask;
        for (; of.slots[at].number != 0; at = (at + 1) & mask)
            if (of.slots[at].mark == mark && (*this)[of.slots[at].number - 1] == text) return of.slots[at].number - 1;
        text_id const id = add(text);
        of.slots[at] = {mark, id + 1};
        ++of.used;
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

    text_id add(std::string_view text) {
        std::lock_guard const alone(adding_);
        auto const [list, at] = place_of(size_);
        if (at == 0) lists_[list] = std::make_unique<std::string_view[]>(std::size_t{1} << list);
        lists_[list][at] = keep(text);
        return size_++;
    }

    // A copy that stays where it is.
    std::string_view keep(std::string_view text) {
        if (text.size() > room_) {
            room_ = std::max(page_bytes, text.size());
            pages_.push_back(std::make_unique<char[]>(room_));
            next_ = pages_.back().get();
        }
        char* const begin = next_;
        std::copy(text.begin(), text.end(), begin);
        next_ += text.size();
        room_ -= text.size();
        return {begin, text.size()};
    }

    // Texts are told apart by parts of their hash, so that threads seldom wait for each other.
    struct shard {
        struct slot {
            std::uint32_t mark = 0;  // a part of the hash
            text_id number = 0;      // of the text, from 1; 0: free
        };

        void grow() {
            std::vector<slot> const before =
                std::exchange(slots, std::vector<slot>(std::max<std::size_t>(16, slots.size() * 2)));
            std::size_t const mask = slots.size() - 1;
            for (slot const& s : before) {
                if (s.number == 0) continue;
                std::size_t at = s.mark & mask;
                while (slots[at].number != 0) at = (at + 1) & mask;
                slots[at] = s;
            }
        }

        std::mutex access;
        std::vector<slot> slots;  // a power of two, at least twice as many as are used
        std::size_t used = 0;
    };

    static constexpr std::size_t page_bytes = std::size_t{64} << 10;

    std::array<shard, 64> shards_;
    std::array<std::unique_ptr<std::string_view[]>, 33> lists_;
    std::mutex adding_;  // what follows, and lists_
    text_id size_ = 0;
    std::vector<std::unique_ptr<char[]>> pages_;
    char* next_ = nullptr;  // in the last page
    std::size_t room_ = 0;  // left there
};

}  // namespace a6::checker
