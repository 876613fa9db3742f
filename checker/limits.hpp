#pragma once
// Every limit on input files, with what sets it.

#include <cstddef>
#include <cstdint>

namespace a6::checker::limits {

// XML. A filing with 1,000,000 rows is about 1.5 GB; offsets are 32 bits; the text is in memory.
inline constexpr std::size_t max_xml_bytes = std::size_t{2} << 30;
// CSV, and translations, which are taken apart as a whole.
inline constexpr std::size_t max_whole_text_bytes = std::size_t{256} << 20;
// Compressed workbook. The official layout with 100,000 rows stays below 20 MB.
inline constexpr std::size_t max_workbook_bytes = std::size_t{64} << 20;
// A filing nests five levels, a worksheet eight; deeper is an attack on recursive readers.
inline constexpr std::size_t max_xml_depth = 64;
// Elements, attributes and texts that are parsed at once: those outside of the rows of tables, or of one row. A parsed
// node takes 64 bytes, so this is about 1 GB.
inline constexpr std::size_t max_xml_nodes = std::size_t{16} << 20;
// Attributes of one element are compared with one another.
inline constexpr std::size_t max_xml_attributes = 64;
// An official workbook has about 20 parts; pictures and printer settings add some.
inline constexpr std::size_t max_archive_entries = 4096;
// One part, inflated: a sheet with 100,000 rows of 27 fields is about 150 MB.
inline constexpr std::uint64_t max_part_bytes = std::uint64_t{256} << 20;
// All parts that are read, together: what stops many parts just below the limit for one.
inline constexpr std::uint64_t max_archive_bytes = std::uint64_t{512} << 20;
// Things that a reader finds in one filing, each told at its place: some 500 bytes each.
inline constexpr std::size_t max_notices = 2'000'000;
// Reasons why one file cannot be read that are told.
inline constexpr std::size_t max_read_errors = 1000;
// What the workbook format itself allows; an address beyond it is damage or an attack. A table of an XML filing is held
// to it too: each row takes some kilobytes of memory, and a text of 2 GB could hold 200 million of them.
inline constexpr std::uint32_t max_sheet_rows = 1'048'576;
inline constexpr std::uint32_t max_sheet_columns = 16'384;
// Two dozen sheets are generous for a filing of seven.
inline constexpr std::size_t max_sheets = 256;
// Of an annotated copy, below what spreadsheet programs take: formats of cells in a workbook, links in a sheet, bytes
// of one text.
inline constexpr std::size_t max_cell_formats = 64'000;
inline constexpr std::size_t max_sheet_links = 60'000;
inline constexpr std::size_t max_cell_text_bytes = 32'000;
// A number with more digits than this is not a quantity of anything.
inline constexpr std::size_t max_number_digits = 400;

// A treaty or decision with its annexes is below 1 MB.
inline constexpr std::size_t max_official_text_bytes = std::size_t{4} << 20;

// A report of 300,000 findings of three places each, every one listed, is about 1 GB.
inline constexpr std::size_t max_report_bytes = std::size_t{2} << 30;

// A key or a signature with its comments; minisign reads 10 KB of them.
inline constexpr std::size_t max_key_bytes = std::size_t{64} << 10;

// A waiver with a long reason is 500 bytes: this is some thousands of them, more than anybody answers for.
inline constexpr std::size_t max_waiver_bytes = std::size_t{4} << 20;

}  // namespace a6::checker::limits
