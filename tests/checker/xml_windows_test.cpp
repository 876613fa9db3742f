// Rows that are parsed a window at a time are told from the whole tree by nothing: same elements, same places, same
// faults. The whole tree (xml_document::parse) is the oracle.

#include "checker/limits.hpp"
#include "checker/xml_document.hpp"

#include "tests/support/reading.hpp"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace a6::checker {
namespace {

using namespace test_support;

std::string const rows_of_a_to_c[] = {"A", "B", "C"};

xml_containers containers_of(std::size_t depth, std::size_t window_bytes) {
    return {depth, {rows_of_a_to_c[0], rows_of_a_to_c[1], rows_of_a_to_c[2]}, window_bytes};
}

// Everything that can be asked of an element and of those below it.
void tell(xml_document const& document, xml_element e, std::string const& text, std::ostream& out);

void tell_children(xml_document const& document, xml_element e, std::string const& text, std::ostream& out) {
    xml_window_reader reader(document);
    for (xml_element child = e.first_child(); child; child = child.next()) {
        auto const run = document.rows_at(child);
        if (!run) {
            tell(document, child, text, out);
            continue;
        }
        for (std::size_t w = run->first; w < run->end; ++w)
            for (xml_element row = reader.read(w); row; row = row.next()) tell(document, row, text, out);
    }
}

void tell(xml_document const& document, xml_element e, std::string const& text, std::ostream& out) {
    std::deque<std::string> decoded;
    out << '<' << e.qualified_name() << ' ' << e.name() << " {" << e.space() << "} at " << e.offset() << ' '
        << e.text_offset() << ' ' << e.end_in(text) << ' ' << e.has_text() << " '" << e.text() << "' '"
        << e.lasting_text(text, decoded) << "' " << decoded.size();
    for (xml_attribute const& a : e.attributes())
        out << ' ' << a.name << " {" << a.space << '}' << a.local << "='" << a.value << "' at " << a.offset;
    out << '\n';
    tell_children(document, e, text, out);
    out << ">\n";
}

std::string tell(xml_parse_result const& result, std::string const& text) {
    std::ostringstream out;
    auto error = result.error;
    if (result.document) {
        tell(*result.document, result.document->root(), text, out);
        error = result.document->check_rows(result.line_starts);
    }
    if (!error) return out.str();
    return error->code + ' ' + std::to_string(error->line) + ':' + std::to_string(error->column) + ' ' +
           error->message.english();
}

// Texts like those of filings, with everything that a window could get wrong, and now and then something illegal.
class random_text {
public:
    explicit random_text(unsigned seed) : dice_(seed) {}

    std::string make() {
        out_ = one_of({"", "\xEF\xBB\xBF", "<?xml version='1.0'?>\n", "<!-- c -->\n"});
        wrong_ = roll(3) == 0 ? 12 : 0;
        element("f", one_of({" xmlns='u:1'", " xmlns='u:1' xmlns:p='u:2'", " xmlns:p='u:2'"}), 0);
        out_ += one_of({"", "\n", "<?p q?>"});
        return out_;
    }

private:
    unsigned roll(unsigned sides) { return static_cast<unsigned>(dice_() % sides); }

    std::string one_of(std::initializer_list<char const*> choice) {
        return *(choice.begin() + roll(static_cast<unsigned>(choice.size())));
    }

    bool wrong() { return wrong_ != 0 && roll(wrong_) == 0; }

    std::string name(std::size_t depth) {
        if (depth == 2 && roll(4) != 0) return one_of({"A", "B", "C", "A", "p:A"});
        return one_of({"r", "rr", "s", "longer-name.1", "longer-name", "A", "p:r"});
    }

    std::string attribute() {
        if (wrong()) return one_of({" q:x='1'", " x='1' x='2'"});
        return one_of({"", "", "", " x='1'", " x = \"a&amp;b\"", " p:x='1'", " xmlns='u:3'", " xmlns:p=\"u:4\"",
                       " xml:lang='en'"});
    }

    std::string text() {
        if (wrong()) return one_of({"a<!-- c -->b", "<![CDATA[x]]>", "&nope;", "]]>", "a<?p q?>"});
        return one_of({"t", "12.5", "a &amp; b", "&lt;", " ", "two\r\nlines", "x &#65;", "\xC3\xA9", ""});
    }

    std::string between() {
        if (wrong()) return one_of({"stray", "&#32;", "<?a+b?>", "<![CDATA[]]>", "<?a?b?>"});
        return one_of({"", "\n", "\n  ", "<!-- < c -->", "<?p </A>?>", " <!---->\n"});
    }

    void element(std::string const& tag, std::string const& attributes, std::size_t depth) {
        out_ += '<' + tag + attributes;
        if (depth > 0 && roll(8) == 0) {
            out_ += "/>";
            return;
        }
        out_ += '>';
        if (depth < 5 && (depth < 2 || roll(3) != 0)) {
            unsigned const most = depth == 3 ? 12 : 4;
            for (unsigned n = depth < 2 ? 1 + roll(most) : roll(most); n > 0; --n) {
                out_ += between();
                element(name(depth + 1), attribute(), depth + 1);
            }
            out_ += between();
        } else {
            out_ += text();
        }
        out_ += "</" + tag + one_of({"", "", "", " "}) + '>';
    }

    std::mt19937 dice_;
    std::string out_;
    unsigned wrong_ = 0;
};

TEST(xml_windows, differ_in_nothing_from_the_whole_tree) {
    std::size_t accepted = 0, refused = 0, windows = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        std::string const text = random_text(seed).make();
        std::string const expected = tell(xml_document::parse(text), text);
        for (std::size_t const window_bytes : {1U, 60U, 4000U}) {
            auto const opened = xml_document::open(text, containers_of(1 + seed % 3, window_bytes));
            ASSERT_EQ(tell(opened, text), expected) << "seed " << seed << ", windows of " << window_bytes << '\n'
                                                    << text;
            if (opened.document) windows += opened.document->windows().size();
        }
        ++(expected.starts_with('X') ? refused : accepted);
    }
    // Both happen often enough to mean something.
    EXPECT_GT(accepted, 1000U);
    EXPECT_GT(refused, 300U);
    EXPECT_GT(windows, 5'000U);
}

TEST(xml_windows, differ_in_nothing_wherever_the_text_is_cut) {
    std::string const text =
        "<?xml version='1.0'?><f xmlns:p='u'><g><A>\n<r><x>1</x></r>\n<r p:a='&lt;'/><!-- c --><r><y>t &amp; u</y></r>"
        "</A>\n<B/></g></f>\n";
    for (std::size_t length = 0; length <= text.size(); ++length) {
        std::string const cut = text.substr(0, length);
        ASSERT_EQ(tell(xml_document::open(cut, containers_of(2, 10)), cut), tell(xml_document::parse(cut), cut)) << cut;
    }
}

TEST(xml_windows, have_faults_at_columns_of_the_text_as_given) {
    // Decoded, the reference before the fault is one character of two bytes.
    std::string const text = "<f><A><r>&#233;</r><r>t<x/></r></A></f>";
    EXPECT_EQ(tell(xml_document::open(text, containers_of(1, 1)), text).substr(0, 10), "X113 1:20 ");
    EXPECT_EQ(tell(xml_document::open(text, containers_of(1, 4000)), text).substr(0, 10), "X113 1:20 ");
}

std::vector<std::string> windows_in(std::string const& text, std::size_t window_bytes) {
    auto const result = check_xml_bytes(text, {}, containers_of(1, window_bytes));
    EXPECT_FALSE(result.error);
    std::vector<std::string> found;
    for (xml_window const& w : result.windows) found.push_back(text.substr(w.begin, w.end - w.begin));
    return found;
}

using texts = std::vector<std::string>;

TEST(xml_windows, hold_whole_rows_up_to_their_size) {
    std::string const text = "<f><A><r>1</r> <r>2</r>\n<r>3</r></A></f>";
    EXPECT_EQ(windows_in(text, 1), (texts{"<r>1</r>", "<r>2</r>", "<r>3</r>"}));
    EXPECT_EQ(windows_in(text, 9), (texts{"<r>1</r> <r>2</r>", "<r>3</r>"}));
    EXPECT_EQ(windows_in(text, 1000), (texts{"<r>1</r> <r>2</r>\n<r>3</r>"}));
}

TEST(xml_windows, end_at_whatever_is_no_row) {
    EXPECT_EQ(windows_in("<f><A><r/><!-- c --><r/>x<r/></A><A><r/></A></f>", 1000),
              (texts{"<r/>", "<r/>", "<r/>", "<r/>"}));
    EXPECT_EQ(windows_in("<f><A/><B></B><C> </C><D><r/></D><A><s><A><r/></A></s></A></f>", 1000),
              (texts{"<s><A><r/></A></s>"}));
}

TEST(xml_windows, hold_a_row_that_is_larger_than_a_window) {
    std::string const large = "<r>" + std::string(100'000, 'x') + "</r>";
    EXPECT_EQ(windows_in("<f><A><r/>" + large + "<r/></A></f>", 1000), (texts{"<r/>" + large, "<r/>"}));
}

TEST(xml_windows, are_told_of_by_the_fault_that_a_whole_tree_would_meet_first) {
    auto const fault = [](std::string const& text) {
        return tell(xml_document::open(text, containers_of(1, 1)), text);
    };
    // What the parser refuses comes before mixed contents, and these before prefixes, wherever they stand.
    EXPECT_EQ(fault("<f><A><r><q:x/></r><r>t<x/></r><r><?a+b?></r></A></f>").substr(0, 10), "X110 1:39 ");
    EXPECT_EQ(fault("<f><A><r><q:x/></r><r>t<x/></r><r/></A></f>").substr(0, 10), "X113 1:20 ");
    EXPECT_EQ(fault("<f><A><r><q:x/></r><r/></A><A/></f>").substr(0, 10), "X114 1:10 ");
    EXPECT_EQ(fault("<f><A><r>t<x/></r></A><B>t<x/></B></f>").substr(0, 9), "X113 1:7 ");
}

TEST(read_xml, counts_rows_over_windows_and_past_elements_that_are_none) {
    std::string rows;
    constexpr std::size_t pairs = 4000;
    for (std::size_t i = 0; i < pairs; ++i) {
        std::string const n = std::to_string(i);
        rows += "<Authorization><AuthorizationID>" + n + "</AuthorizationID></Authorization>\n<Holding><x>" + n +
                "</x></Holding>";
        rows += "<Authorization confidential='law " + n + "'><Sectors>A &amp; " + n +
                "</Sectors><Sectors>B</Sectors><Unit" + n + "/></Authorization>";
        if (i % 7 == 0) rows += "<!-- c -->";
    }
    std::string const text = "<filing xmlns=\"urn:a6check:filing:1\"><AnnualInformation><Authorizations>" + rows +
                             "</Authorizations></AnnualInformation></filing>";
    auto const result = read(text);
    ASSERT_EQ(code_of(result), "ok");
    raw_filing const& filing = *result.filing;
    raw_table const& table = table_of(filing, "Authorizations");
    ASSERT_EQ(table.rows, 2 * pairs);
    ASSERT_EQ(table.row_at.size(), 2 * pairs);
    auto const unknown = notices_of(filing, "IN-01");
    ASSERT_EQ(unknown.size(), 2 * pairs);
    ASSERT_EQ(filing.marks.size(), pairs);
    ASSERT_EQ(filing.confidential_parts.size(), pairs);
    for (std::size_t i = 0; i < pairs; ++i) {
        std::string const n = std::to_string(i);
        raw_cell const& id = cell_of(filing, "Authorizations", 2 * i + 1, "AuthorizationID");
        ASSERT_EQ(id.text, n);
        ASSERT_EQ(text.substr(id.at.a, id.at.b), n);
        ASSERT_EQ(id.text.data(), filing.original->data() + id.at.a);
        ASSERT_EQ(text_of(filing, "Authorizations", 2 * i + 2, "Sectors"), "A & " + n + ", B");
        ASSERT_EQ(text.substr(table.row_at[2 * i + 1].a, 28), "<Authorization confidential=");
        ASSERT_EQ(unknown[2 * i].found.english(), "Holding");
        ASSERT_EQ(unknown[2 * i].row, 0U);
        ASSERT_EQ(text.substr(unknown[2 * i].at.a, 12 + n.size()), "<Holding><x>" + n);
        ASSERT_EQ(unknown[2 * i + 1].row, 2 * i + 2);
        ASSERT_EQ(filing.marks[i].row, 2 * i + 2);
        ASSERT_EQ(filing.marks[i].basis, "law " + n);
    }
}

TEST(read_xml, refuses_a_fault_in_a_table_that_is_not_read) {
    std::string const report = "<AnnualInformation><Actions><Action/></Actions>";
    auto const code = [&](std::string const& rest) {
        return code_of(read("<filing xmlns=\"urn:a6check:filing:1\">" + rest + "</filing>"));
    };
    EXPECT_EQ(code(report + "<Actions><Action>t<x/></Action></Actions></AnnualInformation>"), "X113");
    EXPECT_EQ(code(report + "<Actions><Action/></Actions></AnnualInformation>"), "X122");
    EXPECT_EQ(code("<Other><Actions><Action><q:x/></Action></Actions></Other>"), "X114");
    EXPECT_EQ(code_of(read("<other><a><Actions><Action>t<x/></Action></Actions></a></other>")), "X113");
}

std::string many(std::string const& what, std::size_t times) {
    std::string out;
    out.reserve(what.size() * times);
    for (std::size_t n = 0; n < times; ++n) out += what;
    return out;
}

TEST(xml_windows, count_the_nodes_of_one_row_not_of_all) {
    gate_limits few;
    few.nodes = 12;
    auto const error = [&](std::string const& rows) {
        auto const result = check_xml_bytes("<f><A>" + rows + "</A></f>", few, containers_of(1, 4000));
        return result.error ? result.error->code : "ok";
    };
    std::string const row = "<r><x/><y>1</y></r>";
    EXPECT_EQ(error(many(row, 1000)), "ok");
    EXPECT_EQ(error("<r>" + many("<x/>", 12) + "</r>"), "X109");
    EXPECT_EQ(error(many(row, 1000) + "<r>" + many("<x/>", 12) + "</r>"), "X109");
}

TEST(read_xml, refuses_what_no_memory_would_hold) {
    auto const code = [&](std::string const& rows) {
        return code_of(read("<filing xmlns=\"urn:a6check:filing:1\"><AnnualInformation><Actions>" + rows +
                            "</Actions></AnnualInformation></filing>"));
    };
    EXPECT_EQ(code(many("<Action/>", limits::max_sheet_rows + 1)), "X126");
    EXPECT_EQ(code(many("<Action>" + many("<x/>", 1000) + "</Action>", limits::max_notices / 1000 + 1)), "X125");
}

}  // namespace
}  // namespace a6::checker
