#pragma once
// What the queries of one evaluator look rows up in. Internal to the evaluator.

#include "checker/evaluate.hpp"
#include "checker/row_groups.hpp"

#include <memory>
#include <mutex>

namespace a6::checker {

// Rows of a table whose keys, or whose block, are known: by scope and keys, or by scope and series. Queries that ask
// for the same share it.
struct evaluator::row_index {
    row_groups groups;
    // Blocks: the rows of a group are in the order of their first serials; parallel to groups.rows(), the highest last
    // serial of the group so far.
    std::vector<std::int64_t> highest;
};

struct evaluator::join {
    std::shared_ptr<row_index> index;
    std::vector<vector_ptr> keys;  // one value per row of the table
    vector_ptr block;
    // Rows that are not in the index, by scope, by which keys are known (bit k), and by the values of those.
    row_groups unsure;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> unsure_masks;  // scope, keys that are known; sorted
};

// What evaluators of one run have in common.
struct evaluator::shared_state {
    std::vector<vector_ptr> derived;
    std::vector<vector_ptr> references;
    std::vector<std::uint8_t> costly;  // by node: a part of it costs far more than comparing two columns
    std::vector<std::uint8_t> uses;    // by node: expressions that have it as a part, 2 for more

    // Held while what follows is looked up or made; making one may need others.
    std::recursive_mutex making;
    std::vector<std::vector<vector_ptr>> lives;  // by life cycle and part; empty until asked for
    std::unordered_map<dsl::query const*, std::unique_ptr<join>> joins;
    std::unordered_map<std::string, std::shared_ptr<row_index>> indexes;  // by scope, table and what is looked up
    std::unordered_map<std::string, vector_ptr> columns;                  // by table and what is computed of a row
};

struct evaluator::probe {
    join* with = nullptr;
    std::vector<vector_ptr> keys;
    vector_ptr block;
    std::vector<std::uint32_t> filing;
    std::uint64_t scanned = 0;  // rows that were looked at, also those that turned out not to match
};

}  // namespace a6::checker
