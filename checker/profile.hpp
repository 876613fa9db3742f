#pragma once
// Where the time of a run goes: by stage and by rule. Printed beside a report, never into one: times are not the same
// twice.

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace a6::checker {

class profile {
public:
    using clock = std::chrono::steady_clock;

    void stage(std::string name, clock::duration spent) { stages_.push_back({std::move(name), spent, 0}); }
    // A rule or a derived value; `rows`: rows that it was asked of.
    void rule(std::string id, clock::duration spent, std::uint64_t rows) {
        rules_.push_back({std::move(id), spent, rows});
    }

    // Stages in their order; rules from the slowest on, with microseconds per thousand rows.
    void print(std::ostream& out) const;

private:
    struct line {
        std::string name;
        clock::duration spent;
        std::uint64_t rows;
    };
    std::vector<line> stages_;
    std::vector<line> rules_;
};

// The time from its making to its end goes to a stage; nothing is measured without a profile.
class stage_timer {
public:
    stage_timer(profile* to, std::string name) : to_(to), name_(std::move(name)), begun_(profile::clock::now()) {}
    ~stage_timer() {
        if (to_) to_->stage(std::move(name_), profile::clock::now() - begun_);
    }
    stage_timer(stage_timer const&) = delete;
    stage_timer& operator=(stage_timer const&) = delete;

private:
    profile* to_;
    std::string name_;
    profile::clock::time_point begun_;
};

}  // namespace a6::checker
