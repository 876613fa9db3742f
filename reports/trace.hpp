#pragma once
// The life of a block of ITMOs as plain data, and its writers: the steps of each piece of it, with where they were
// reported, what came of them, and what is not known.

#include "reports/run_report.hpp"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace a6::reports {

// What became of the serials of a piece by a step.
enum class step_outcome : std::uint8_t {
    happened,   // the move is allowed, or nothing is known that speaks against it
    refused,    // they were in a state that the move does not start from
    elsewhere,  // another Party held them
    unplaced    // when it happened, or what it is, cannot be told
};

// A finding on a row of the trace.
struct noted_finding {
    std::string id;
    reports::severity severity = reports::severity::error;
    std::string message;
};

// What else a row says.
struct shown_item {
    std::string name;   // English label, in every language
    std::string label;  // for people
    std::string value;
    friend bool operator==(shown_item const&, shown_item const&) = default;
};

// A row that speaks of the piece: something that happened, or somebody who held it on a day.
struct trace_step {
    std::string date;      // yyyy-mm-dd; empty: not known
    std::string what;      // name of the move, or what the row sees: "use towards an NDC"
    bool seen = false;     // it moves nothing: somebody holds them on the day
    std::string by;        // the Party that reports it
    std::string sentence;  // "used towards the NDC of CHE for 2024"
    step_outcome outcome = step_outcome::happened;
    std::string state_before, state_after;              // of the life cycle; empty: not known
    std::string state_before_words, state_after_words;  // for people; empty: they read like the states
    std::string holder_before, holder_after;            // empty: nobody, or not known
    std::vector<shown_item> shown;
    location at;
    std::vector<noted_finding> findings;  // on its row
};

// The greatest range of serials with one and the same history.
struct trace_piece {
    std::string block;  // CA0001-GHA01-GHA-1..600-2022
    std::uint64_t size = 0;
    std::vector<trace_step> steps;     // in order of time
    std::vector<std::string> unknown;  // what is not known of its life, in words
};

// A row that may speak of the block: a bare serial number of which the registry is not known.
struct trace_candidate {
    std::string block;
    std::string what;
    location at;
};

struct trace : report_head {
    std::string block;  // as asked for, in the form of reports
    std::uint64_t size = 0;
    std::vector<trace_piece> pieces;          // by serial; together the whole block
    std::vector<trace_candidate> candidates;  // by file and row
    std::vector<std::string> nearest;         // where nothing speaks of the block: blocks of the same series, else any
    std::vector<std::string> notes;           // what was left out
    std::vector<std::string> summary;         // sentences
};

// For people.
void write_trace_text(trace const& t, std::ostream& out);
// For programs: a6check-trace/1.
void write_trace_json(trace const& t, std::ostream& out);

}  // namespace a6::reports
