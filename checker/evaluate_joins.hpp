#pragma once
// What the queries of one evaluator look rows up in. Internal to the evaluator.

#include "checker/block_index.hpp"
#include "checker/evaluate.hpp"
#include "checker/row_groups.hpp"
#include "dsl/hash.hpp"

#include <memory>
#include <mutex>

namespace a6::checker {

// Rows of a table whose keys, or whose block, are known: by scope and keys, or by scope and series. Queries that ask
// for the same share it.
struct evaluator::row_index {
    row_groups groups;   // by keys
    block_index blocks;  // by serials
};

// A row of the query is never the row of this variable, where this value of that one is known: what they have to differ
// in would be one and the same.
struct evaluator::unlike_row {
    dsl::node_id variable;
    dsl::node_id value;
    bool only_before = false;  // nor a row behind it: only rows before it in its filing are asked for
};

struct evaluator::join {
    std::shared_ptr<row_index> index;
    std::vector<vector_ptr> keys;          // one value per row of the table
    std::vector<std::uint8_t> plain_keys;  // parallel: every row has one, and it is a single number
    vector_ptr block;
    std::optional<unlike_row> unlike;
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
    bool keys_known = false;  // all of them, of every element
    vector_ptr block;
    std::shared_ptr<std::vector<block_range> const> ranges;  // by element, where `block` is of single blocks
    std::vector<std::uint32_t> filing;
    // By element: a row that cannot match, or no_row; may be empty.
    std::vector<std::int64_t> not_row;
    std::uint64_t scanned = 0;          // rows that were looked at, also those that turned out not to match
};

// Of the keys that the mask names; the others have no value.
std::uint64_t hash_known(std::uint64_t scope, std::uint64_t mask, std::vector<vector_ptr> const& keys, std::size_t n);

// Its values are numbers in vector_value::i.
inline bool is_plain(vector_value const& v) { return !v.i.empty() && !v.list_of; }
bool all_have_one_value(vector_value const& v);

}  // namespace a6::checker
