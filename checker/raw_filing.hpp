#pragma once
// What a reader hands over: the cells of one input file as they were written, each with its place, before any value is
// interpreted. The same shape for XML, workbook and CSV.

#include "dsl/model.hpp"
#include "reports/language.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace a6::checker {

// Readers know nothing of the language in which a report will speak.
using reports::sentence;

enum class input_format : std::uint8_t { xml, workbook, csv };

// Where a cell stands. XML and CSV: a = byte offset of the value in the file, b = its length in bytes.
// Workbook: a = row from 1, b = column from 1; the sheet is the table's.
struct raw_place {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
};

// How a workbook stored the cell; XML and CSV are always `text`.
enum class cell_form : std::uint8_t {
    text,      // as typed
    number,    // exact decimal digits, at most 15 significant ones, no exponent
    date,      // a date-formatted number, given here as ISO text (with T.. when it has a time of day)
    boolean,   // TRUE or FALSE
    no_value,  // a formula without a stored value
    error      // #REF! and its like
};

// A cell that nothing was written into has an empty `text` and form text.
struct raw_cell {
    std::string_view text;
    raw_place at;
    cell_form form = cell_form::text;
    bool confidential = false;  // the Party marked what is written here as confidential; never of an empty cell
};

// The cells of one field, one per row. A filing has millions of them, and nearly every one is a piece of the text as
// given: of such a one no more is kept than where it stands.
class raw_column {
public:
    // `text`: what places of plain cells are offsets in; it outlives the column. None: no cell is plain.
    explicit raw_column(std::string_view text = {}) : text_(text) {}

    std::size_t size() const { return cells_.size(); }
    bool empty() const { return cells_.empty(); }
    raw_cell operator[](std::size_t row) const {
        kept const k = cells_[row];
        if (k.length & other) return others_[k.begin];
        raw_cell out;
        out.at = {k.begin, k.length & ~without_text};
        if (!(k.length & without_text)) out.text = text_.substr(k.begin, k.length);
        return out;
    }
    raw_cell front() const { return (*this)[0]; }
    raw_cell back() const { return (*this)[size() - 1]; }
    void resize(std::size_t rows) { cells_.resize(rows); }
    void push_back(raw_cell const& cell) {
        cells_.emplace_back();
        set(size() - 1, cell);
    }
    // Whether setting it changes nothing but the row itself; several threads may then set cells of other rows.
    bool is_plain(raw_cell const& cell) const {
        // A workbook has no text, and so no place in it.
        bool const as_given = cell.text.empty() || (cell.at.a < text_.size() && cell.text.size() == cell.at.b &&
                                                    cell.text.data() == text_.data() + cell.at.a);
        return as_given && cell.at.b < without_text && cell.form == cell_form::text && !cell.confidential;
    }
    void set(std::size_t row, raw_cell const& cell) {
        kept& k = cells_[row];
        if (is_plain(cell)) {
            k = {cell.at.a, cell.at.b | (cell.text.empty() ? without_text : 0)};
        } else if (k.length & other) {
            others_[k.begin] = cell;
        } else {
            k = {static_cast<std::uint32_t>(others_.size()), other};
            others_.push_back(cell);
        }
    }
    void set_back(raw_cell const& cell) { set(size() - 1, cell); }
    // Rows move up to where others stood before.
    void move_up(std::size_t from, std::size_t count, std::size_t to) {
        auto const begin = cells_.begin() + static_cast<std::ptrdiff_t>(from);
        std::copy(begin, begin + static_cast<std::ptrdiff_t>(count), cells_.begin() + static_cast<std::ptrdiff_t>(to));
    }

private:
    static constexpr std::uint32_t other = 1u << 31;
    static constexpr std::uint32_t without_text = 1u << 30;
    // A place, and by its bits that there is no text; or an index in others_.
    struct kept {
        std::uint32_t begin = 0;
        std::uint32_t length = without_text;
    };

    std::string_view text_;
    std::vector<kept> cells_;
    std::deque<raw_cell> others_;
};

struct raw_table {
    std::uint16_t table = dsl::no_index;  // index in the data model
    std::string sheet;                    // workbook: the sheet's name as it is
    std::size_t rows = 0;
    std::vector<raw_place> row_at;    // one per row: the row element, or the row's number with column 0
    std::vector<raw_column> columns;  // one per field of the model's table, each `rows` long
    std::vector<raw_place>
        label_at;  // one per field: where the label stands (workbook, CSV); a = 0 if the label was not found
};

// Something the reader itself found. `rule` is the id of a rule declared `by reader` in the rulebook (IN-01 ...), which
// gives it title, severity, wording and remedy; `found` and `expected` fill the message's holes.
struct reader_notice {
    std::string rule;
    sentence found;
    std::string expected;
    std::uint16_t table = dsl::no_index;
    std::uint32_t row = 0;  // data row from 1; 0: none
    std::uint16_t field = dsl::no_index;
    std::string sheet;  // workbook
    raw_place at;
    std::string_view value;
    bool confidential = false;  // what is found here is marked as confidential; no text of the notice shows it
    bool kept = false;          // nothing was passed over: what it speaks of was read
};

// A mark of confidentiality, as it is written on an element. It holds for all that is below the element.
struct confidential_mark {
    std::uint16_t report = dsl::no_index;  // none: the filing as a whole
    std::uint16_t table = dsl::no_index;   // none: the report as a whole
    std::uint32_t row = 0;                 // data row from 1; 0: the table as a whole
    std::uint16_t field = dsl::no_index;   // none: the row as a whole
    std::string basis;                     // as written; may say nothing
};

struct byte_range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // behind the last byte
};

// One input file. Owns every text that cells point into.
struct raw_filing {
    std::string name;    // as shown to people; never an absolute path
    std::string sha256;  // lower-case hex of the bytes
    input_format format = input_format::xml;
    bool of_rulebook = false;            // facts that come with the rulebook: no input of the run
    std::vector<std::uint16_t> reports;  // kinds present, indexes in the data model
    std::vector<raw_table> tables;       // every table of the reports present, also empty ones, in the model's order
    std::vector<reader_notice> notices;
    std::vector<sentence> remarks;  // what was passed over on purpose: template rows, totals, footnotes, extra sheets
    std::vector<confidential_mark> marks;        // in the order of report, table, row, field; one for each element
    std::vector<byte_range> confidential_parts;  // XML: marked elements in `original`, in order, none inside another

    // The mark on this element, or nullptr.
    confidential_mark const* mark_of(std::uint16_t report, std::uint16_t table = dsl::no_index, std::uint32_t row = 0,
                                     std::uint16_t field = dsl::no_index) const;
    // Whether bytes of `original` from `begin` to before `end` belong to anything marked.
    bool touches_confidential(std::size_t begin, std::size_t end) const;

    // Another filing of the same file, with nothing read from it yet. The texts stay with this one, which must outlive
    // it.
    std::unique_ptr<raw_filing> empty_view() const;

    std::shared_ptr<std::string const> original;  // XML, CSV: the bytes as read, for excerpts
    std::vector<std::uint32_t> line_starts;       // XML, CSV: byte offset of each line
    mutable std::vector<std::uint32_t>
        point_marks;                   // code points before each 4 KB of `original`; filled when first needed
    std::deque<std::string> texts;     // owned texts (decoded, joined); addresses are stable
    std::shared_ptr<void> keep_alive;  // parsed buffer that cells may point into
};

// Why a file could not be read at all. code: stable, X1xx XML, X2xx workbook, X3xx CSV, X4xx file system, X5xx layout
// recognised but not supported. message: what is wrong; help: how to mend it. line and column are 0 when unknown.
struct read_error {
    std::string file;
    std::string code;
    sentence message;
    sentence help;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct read_result {
    std::unique_ptr<raw_filing> filing;  // empty if `errors` is not
    std::vector<read_error> errors;
    std::string sha256;  // of the bytes, also of a file that was refused; empty if it could not be opened
};

}  // namespace a6::checker
