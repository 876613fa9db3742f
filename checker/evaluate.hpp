#pragma once
// Evaluates the plan over typed columns, a batch of rows at a time.

#include "checker/block_index.hpp"
#include "checker/dataset.hpp"
#include "checker/row_chunks.hpp"
#include "checker/vector_value.hpp"
#include "dsl/plan.hpp"
#include "reports/language.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace re2 {
class RE2;
}

namespace a6::checker {

// Rows that are worked on together: enough to pay for a step's overhead, few enough to stay in the cache.
inline constexpr std::size_t batch_rows = 2048;
// Rows of a source whose key is unknown may match anything. So many of them are looked at one by one; if there are
// more, all of them count as undecided, which is what each could at most be. That keeps a broken table from costing
// rows times rows steps.
inline constexpr std::size_t max_rows_without_key = 256;

// Years that `each` counts for one row of the source.
inline constexpr std::int64_t max_generated_years = 100;

// Rows of one table that are made in a run. Lawful filings need some dozens for each Party and metric; beyond this none
// are made, and the run says so.
inline constexpr std::size_t max_generated_rows = 500'000;
// Combinations looked at for them, most of which are made already.
inline constexpr std::size_t max_generated_combinations = 10'000'000;

// The rows bound to one slot. Frames nest as queries do; `gather[n]` is the element of the outer frame that element n
// belongs to. Values that do not depend on this frame's row are computed in the outer one.
struct frame {
    frame* outer = nullptr;
    std::vector<std::uint32_t> gather;
    std::uint16_t slot = 0;
    std::uint16_t table = dsl::no_index;
    bool constants = false;  // the outermost frame: one element, no row
    std::vector<std::uint32_t> rows;
    bool in_a_row = false;              // the rows follow one another in the table
    std::vector<std::int64_t> counted;  // frames of needs that are told one by one: the year or item, per element
    std::size_t size = 0;
    std::unordered_map<dsl::node_id, vector_ptr> cache;
    // Only values that more than one expression asks for are kept: the frame outlives many rules.
    bool keeps_shared_only = false;
    // Where rows whose blocks may meet those of the elements stand in an index; many queries ask for the same.
    struct known_ranges {
        void const* index;  // which of all it is
        dsl::node_id block;
        std::shared_ptr<std::vector<block_range> const> ranges;
    };
    std::vector<known_ranges> ranges;
    // Some elements of another frame, which may have their values already.
    frame const* whole = nullptr;
    std::vector<std::uint32_t> picked;
};

// The elements of `f` that `picked` names, in a frame of their own: for what need not be known of the others. `f` must
// outlive it.
frame select(frame const& f, std::vector<std::uint32_t> picked);

// Pairs of rows that one source may compare for the rows of one filing: far more than lawful filings need, where a
// block meets a handful of others. A filing in which everything overlaps everything would cost rows times rows; beyond
// this the comparison is undecided, which is said, and never a pass.
constexpr std::uint64_t max_pairs(std::size_t rows_of_table) {
    return 1'000'000 + 32 * static_cast<std::uint64_t>(rows_of_table);
}

// Of a part of a filing, however small.
inline constexpr std::uint64_t least_pairs = 1'000'000;

class profile;

class evaluator {
public:
    evaluator(dsl::rulebook const& book, dataset& data, dsl::date as_of);
    ~evaluator();

    // Another one with the same columns and indexes, for another thread. Only `prepare` writes columns; what is
    // computed when first asked for is made by one thread while the others wait.
    std::unique_ptr<evaluator> sibling() const;

    // Rows of another chunk come: pairs of rows are counted anew (max_pairs). For a part of a filing that part of the
    // filing's pairs is allowed, so that what is given up does not depend on who has the other parts.
    void begin_chunk(row_chunk const& rows) {
        pairs_.clear();
        part_ = rows.filing_rows == 0
                    ? std::pair<std::uint64_t, std::uint64_t>{1, 1}
                    : std::pair<std::uint64_t, std::uint64_t>{rows.end - rows.begin, rows.filing_rows};
    }

    // Makes the rows that are generated, then computes derived values and references of all rows; call once before
    // anything else. The time of each goes to `times`.
    void prepare(profile* times = nullptr);

    // Follows the life of all serials, in several threads; call after `prepare`. Where it was not called, the first
    // expression that asks for a life has it followed by one thread while the others wait.
    void follow_lives(profile* times = nullptr);

    // What `flagged` asks: per table and row, whether an error that affects the balance was found there. Until it is
    // given, the answer is undecided.
    using row_flags = std::vector<std::vector<std::uint8_t>>;
    // `marked`: those of them that rest on something confidential.
    void know_flags(row_flags const& flags, row_flags const& marked) {
        flags_ = &flags;
        marked_flags_ = &marked;
    }

    // Call before `prepare`: tables that the rulebook has `shown by` something stay empty without its name.
    void make_for(std::set<std::string> shown) { shown_ = std::move(shown); }

    // The language of what is told and rendered; English if nothing is said. It outlives the evaluator.
    void speak(reports::language const& language) { say_ = &language; }
    reports::language const& language() const { return *say_; }

    // A frame for rows of a rule's table, at slot 0.
    frame rule_frame(std::uint16_t table, std::vector<std::uint32_t> rows);
    vector_ptr eval(dsl::node_id n, frame& f);
    // Of a node whose value is needed for some elements only: values parallel to `needed`.
    vector_ptr eval_for(dsl::node_id n, frame& f, std::vector<std::uint32_t> const& needed);

    dsl::rulebook const& book() const { return book_; }
    dsl::plan const& plan() const { return book_.plan; }
    dataset& data() { return data_; }
    dsl::date as_of() const { return as_of_; }

    // One value in a text for people; "?" if unknown; "[confidential]" if it depends on what is marked so. Units are
    // not added.
    std::string tell(dsl::node_id n, frame& f, std::size_t element) { return words_of(n, f, element, *say_); }
    // The same where programs read it too: in every language alike.
    std::string show(dsl::node_id n, frame& f, std::size_t element) {
        return words_of(n, f, element, reports::language::english());
    }
    std::string render(dsl::message_template const& m, frame& f, std::size_t element);

    // What the node gives for this element depends on something that is marked as confidential.
    bool is_confidential(dsl::node_id n, frame& f, std::size_t element);
    // It does so even if the marks on the row itself are left aside: then which rows have this value may tell what is
    // marked elsewhere.
    bool rests_on_other_rows(dsl::node_id n, frame& f, std::size_t element, std::uint16_t table, std::uint32_t row);

    // For one element of `f`: rows of the query that leave it undecided (a few), with the frame they are bound in.
    struct open_rows {
        frame inner;
        std::vector<dsl::node_id> nodes;  // per row of `inner`: the condition or value that is unknown there
    };
    std::unique_ptr<open_rows> undecided_rows(dsl::query const& q, frame& f, std::size_t element);
    // For one element of `f`: the rows of the query that satisfy its `where` for certain, with the frame they are bound
    // in. Empty where the query is undecided as a whole.
    std::unique_ptr<frame> matching_rows(dsl::query const& q, frame& f, std::size_t element);
    // The query gave up at max_pairs.
    bool gave_up(dsl::query const& q, frame& f, std::size_t element) const;

private:
    std::uint64_t allowed_pairs(dsl::query const& q) const;
    struct row_index;
    struct join;
    struct shared_state;
    evaluator(evaluator const& other);

    void begin();
    void count_uses();
    // A part of a life cycle, for every row of its table; the whole life is followed when the first part is asked for.
    vector_ptr life_column(std::uint32_t payload);
    void follow_life(std::uint32_t index, std::vector<evaluator*> const& workers);
    void generate();
    // False: too many.
    bool generate_rows(dsl::generated_rows const& g, std::vector<vector_ptr> const& values, std::size_t n,
                       std::uint32_t source_row);
    void not_made(unmade_rows what);
    // The day the row's filing was submitted; the day of the run if that is not known.
    dsl::date submitted_on(std::uint16_t table, std::uint32_t row) const;

    std::string words_of(dsl::node_id n, frame& f, std::size_t element, reports::language const& say);
    vector_ptr eval_here(dsl::node_id n, frame& f);
    // A field, derived value or reference.
    vector_value eval_member(dsl::node const& x, frame& f);
    vector_value eval_flag(dsl::node const& x, frame& f);
    vector_value eval_member(vector_value const& rows, dsl::type const& t, vector_value const& column);
    // `and`, `or`: what is costly is computed only for elements that are not decided without it.
    vector_value eval_junction(dsl::node const& x, frame& f);
    vector_value eval_conditional(dsl::node const& x, frame& f);
    bool is_costly(dsl::node_id n, frame const& f) const;
    std::optional<vector_value> eval_equal_to(dsl::node const& x, vector_value const& a, dsl::node_id constant);
    vector_value eval_compare(dsl::op code, vector_value const& a, vector_value const& b);
    vector_value eval_sets(dsl::node const& x, std::vector<vector_ptr> const& c, std::size_t n);
    vector_value eval_arithmetic(dsl::node const& x, std::vector<vector_ptr> const& c, std::size_t n);
    vector_value eval_call(dsl::node const& x, std::vector<vector_ptr> const& c, std::size_t n);
    vector_value eval_matches(dsl::node const& x, vector_value const& a);
    vector_value eval_query(dsl::query const& q, dsl::type const& t, frame& f);
    join& join_of(dsl::query const& q);
    std::uint64_t scope_hash(dsl::query_scope scope, std::uint32_t filing) const;
    std::string path_of(dsl::node_id n) const;
    vector_ptr column_of(dsl::query const& q, dsl::node_id n, std::string const& name);
    // The filing of the rule's row, per element; not meaningful without a rule row.
    std::vector<std::uint32_t> filings_of(frame& f) const;
    // Rows that may satisfy the keys for one element; `sure` false: a key of the row is unknown.
    struct candidate {
        std::uint32_t row;
        bool sure;
    };
    struct probe;
    struct unlike_row;
    std::optional<unlike_row> unlike_itself(dsl::query const& q) const;
    std::shared_ptr<std::vector<block_range> const> ranges_of(dsl::query const& q, probe const& p, frame& f) const;
    static truth has_keys(probe const& p, std::size_t element, std::uint32_t row);
    probe make_probe(dsl::query const& q, frame& f);
    std::vector<std::uint32_t> elements_with_same_answer(dsl::query const& q, probe const& p, frame& f) const;
    enum class reach : std::uint8_t { undecided, all, not_all, stopped };
    // Stops when `enough` rows are found.
    reach candidates(dsl::query const& q, probe& p, std::size_t element, std::size_t enough,
                     std::vector<candidate>& out);
    // Of the rows found for each element of `f`, keeps those that the lookup's refinements prefer.
    void refine(dsl::query const& q, frame& f, std::vector<several_rows::entry>& found);
    frame inner_frame(dsl::query const& q, frame& f, std::vector<std::uint32_t> gather,
                      std::vector<std::uint32_t> rows);

    bool may_be_confidential(dsl::node_id n);
    void forget_marks();
    // Whether something that the rows are made of, or that decides whether there are any, is marked.
    bool note_marked_source(dsl::generated_rows const& g, frame& f, std::size_t element);
    // Of the rows that were just made or met again, those from `first_new` on are new.
    void hide_generated(dsl::generated_rows const& g, bool marked, std::size_t first_new, frame& f,
                        std::size_t element);
    template <class Test>
    bool any_row(dsl::node_id row_node, frame& f, std::size_t element, Test const& holds);
    bool first_version_may_be_confidential(std::uint16_t table) const;
    bool first_version_is_confidential(std::uint16_t table, std::uint32_t row) const;
    bool member_is_confidential(bool reference, std::uint32_t index, std::uint32_t row);
    bool hides_party(std::uint32_t filing) const;
    bool is_marked(std::uint16_t table, std::size_t field, std::uint32_t row) const;
    bool junction_is_confidential(dsl::node_id n, frame& f, std::size_t element);
    bool first_id_tells_block(dsl::node_id n, frame& f, std::size_t element);
    // What a query or a life depends on: evaluate_marked_rows.cpp.
    struct query_marks;
    bool query_is_confidential(dsl::node_id n, frame& f, std::size_t element);
    query_marks const& marks_of(std::uint32_t index);
    void sort_part(dsl::node_id n, std::uint64_t own, query_marks& out);
    std::optional<std::vector<std::uint32_t>> rows_that_matter(std::uint32_t index, frame& f, std::size_t element);
    bool cannot_match(dsl::query const& q, frame& f, std::size_t element, frame& inner, std::size_t n);
    bool may_lack_rows(dsl::node_id n, frame& f, std::size_t element);
    bool decided_in_public(dsl::query const& q, frame& f, std::size_t element);
    std::optional<serial_block> widest_block(dsl::node_id n, frame& f, std::size_t element);
    bool life_is_confidential(dsl::node const& x, frame& f, std::size_t element);
    std::vector<std::uint32_t> const& marked_events(std::uint32_t index);
    bool event_is_confidential(dsl::lifecycle const& cycle, frame& f, std::size_t element);
    bool may_touch(dsl::lifecycle const& cycle, std::uint32_t event, serial_block const* block);

    dsl::rulebook const& book_;
    dataset& data_;
    dsl::date as_of_;
    std::shared_ptr<shared_state> shared_;
    frame root_;
    std::set<std::string> shown_;
    row_flags const* flags_ = nullptr;
    row_flags const* marked_flags_ = nullptr;
    reports::language const* say_ = &reports::language::english();
    std::map<std::vector<std::int64_t>, std::uint32_t> seen_rows_;  // while rows are generated: which they are
    std::vector<std::uint32_t> made_rows_;  // likewise: those of one row of the source, new or not
    std::size_t combinations_ = 0;          // likewise
    // Pairs of rows compared, by query and filing of the rule's row.
    std::unordered_map<dsl::query const*, std::vector<std::uint64_t>> pairs_;
    std::pair<std::uint64_t, std::uint64_t> part_{1, 1};  // of the filing: so many of so many rows
    std::vector<std::unique_ptr<re2::RE2>> patterns_;
    std::vector<std::unordered_map<text_id, bool>> pattern_memory_;
    std::unordered_map<text_id, text_id> folded_;
    static constexpr std::uint8_t unasked = 2;
    std::vector<std::uint8_t> reads_marked_;  // by node
    // By derived value (false) or reference, and row; the second while the marks of one row are left aside.
    using member_marks = std::map<std::tuple<bool, std::uint32_t, std::uint32_t>, bool>;
    member_marks member_confidential_;
    member_marks members_but_spared_;
    std::optional<std::pair<std::uint16_t, std::uint32_t>> spared_;  // table and row whose marks are left aside
    std::map<std::uint32_t, std::shared_ptr<query_marks const>> query_marks_;  // by query
    std::map<std::uint32_t, std::vector<std::uint32_t>> marked_events_;        // by life cycle
};

}  // namespace a6::checker
