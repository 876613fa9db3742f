#pragma once
// Counts ranges of serials, each serial for itself: how often it was added less how often it was taken away.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace a6::world_tests {

struct serial_range {
    std::string key;  // approach, Party and vintage
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t size() const { return last - first + 1; }
};

class serial_count {
public:
    void add(serial_range const& r, int times = 1) {
        auto& changes = changes_[r.key];
        changes[r.first] += times;
        changes[r.last + 1] -= times;
    }
    void add(serial_count const& other, int times = 1) {
        for (auto const& [key, changes] : other.changes_)
            for (auto const& [serial, change] : changes) changes_[key][serial] += times * change;
    }

    // How many serials count so often.
    std::int64_t counted(int times) const {
        std::int64_t out = 0;
        each([&](serial_range const& r, int n) { out += n == times ? r.size() : 0; });
        return out;
    }
    // Serials that count otherwise than 0 to `most`, for messages; empty if none do.
    std::string outside(int most) const {
        std::string out;
        each([&](serial_range const& r, int n) {
            if (n < 0 || n > most)
                out += r.key + ' ' + std::to_string(r.first) + ".." + std::to_string(r.last) + " counts " +
                       std::to_string(n) + "; ";
        });
        return out;
    }
    // Those that count at least so often, each once.
    serial_count at_least(int times) const {
        serial_count out;
        each([&](serial_range const& r, int n) {
            if (n >= times) out.add(r);
        });
        return out;
    }
    bool overlaps(serial_range const& r) const {
        bool out = false;
        each([&](serial_range const& have, int n) {
            out = out || (n != 0 && have.key == r.key && have.first <= r.last && r.first <= have.last);
        });
        return out;
    }

private:
    template <class Seen>
    void each(Seen seen) const {
        for (auto const& [key, changes] : changes_) {
            int n = 0;
            std::int64_t from = 0;
            for (auto const& [serial, change] : changes) {
                if (n != 0 && serial > from) seen(serial_range{key, from, serial - 1}, n);
                n += change;
                from = serial;
            }
        }
    }

    std::map<std::string, std::map<std::int64_t, int>> changes_;
};

}  // namespace a6::world_tests
