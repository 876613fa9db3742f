#include "checker/copy_notes.hpp"

#include "checker/cell_value.hpp"
#include "checker/limits.hpp"
#include "checker/parse_unsigned.hpp"
#include "checker/sheet_order.hpp"
#include "checker/xml_escape.hpp"

#include <algorithm>
#include <array>

namespace a6::checker {
namespace {

constexpr std::string_view comments_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
constexpr std::string_view drawing_type = "application/vnd.openxmlformats-officedocument.vmlDrawing";
constexpr std::string_view author = "a6check";
// The author of a comment that stands for a conversation begins so.
constexpr std::string_view conversation = "tc=";

// Shapes are numbered in blocks, which a drawing names.
constexpr std::uint32_t block_size = 1024;

// Size of a comment, in pixels: about fifty characters to a line.
constexpr std::uint32_t comment_width = 340;
constexpr std::uint32_t longest_comment = 400;
constexpr std::uint32_t line_height = 15;
constexpr std::size_t line_characters = 50;
constexpr std::uint32_t row_height = 20;
constexpr std::uint32_t default_column = 64;

std::string text_element(std::string const& name, std::string_view text) {
    std::string out = '<' + name + " xml:space=\"preserve\">";
    append_xml_text(out, encode_escapes(text));
    return out + "</" + name + '>';
}

std::uint32_t height_of(cell_annotation const& cell) {
    std::size_t lines = 1;
    auto const count = [&](std::string_view text) {
        for (std::size_t begin = 0; begin <= text.size();) {
            std::size_t const end = std::min(text.find('\n', begin), text.size());
            lines += 1 + (end - begin) / line_characters;
            begin = end + 1;
        }
    };
    for (cell_note const& n : cell.notes) {
        count(n.head);
        count(n.body);
        if (lines * line_height > longest_comment) return longest_comment;
    }
    return static_cast<std::uint32_t>(lines) * line_height;
}

// Column, offset, row, offset of the upper left corner, then of the lower right one; from 0.
std::string anchor(cell_annotation const& cell, column_widths const& widths) {
    std::uint32_t const left = std::min<std::uint32_t>(cell.at.column, limits::max_sheet_columns - 16);
    std::uint32_t const top = cell.at.row < 2 ? 0 : cell.at.row - 2;
    std::uint32_t right = left;
    std::uint32_t rest = comment_width;
    while (right - left < 12 && widths.of(right + 1) < rest) rest -= widths.of(++right);
    rest = std::min(rest, widths.of(right + 1));
    std::uint32_t const height = height_of(cell);
    std::string out;
    for (std::uint32_t const n : {left, 15u, top, 2u, right, rest, top + height / row_height, height % row_height})
        out += (out.empty() ? "" : ", ") + std::to_string(n);
    return out;
}

std::string shape(std::uint32_t number, cell_annotation const& cell, column_widths const& widths) {
    return "<v:shape id=\"_x0000_s" + std::to_string(number) +
           "\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:255pt;height:" +
           std::to_string(height_of(cell) * 3 / 4) +
           "pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>"
           "<v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
           "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>"
           "<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>" +
           anchor(cell, widths) + "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>" + std::to_string(cell.at.row - 1) +
           "</x:Row><x:Column>" + std::to_string(cell.at.column - 1) + "</x:Column></x:ClientData></v:shape>";
}

constexpr char const* shape_type =
    "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"
    "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

// The highest number of a shape in the text of a drawing.
std::uint32_t highest_shape(std::string_view text) {
    constexpr std::string_view prefix = "_x0000_s";
    std::uint32_t highest = 0;
    for (std::size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at)) {
        at += prefix.size();
        std::size_t const end = std::min(text.find_first_not_of("0123456789", at), text.size());
        highest = std::max(highest, parse_unsigned<std::uint32_t>(text.substr(at, end - at)).value_or(0));
    }
    return highest;
}

// The prefixes that shapes are written with mean what they mean here.
bool is_drawing(open_part const& part) {
    std::size_t const begin = part.root().offset();
    std::string_view const tag = std::string_view(part.text).substr(begin, part.text.find('>', begin) - begin);
    return part.root().name() == "xml" && tag.find("xmlns:v=") != std::string_view::npos &&
           tag.find("xmlns:o=") != std::string_view::npos && tag.find("xmlns:x=") != std::string_view::npos;
}

std::string block_names(std::uint32_t first, std::size_t count) {
    std::string out;
    for (std::uint32_t b = first / block_size; b <= (first + count - 1) / block_size; ++b)
        out += (out.empty() ? "" : ",") + std::to_string(b);
    return out;
}

}  // namespace

std::string fitted(std::string_view text) {
    if (text.size() <= limits::max_cell_text_bytes) return std::string(text);
    std::size_t end = limits::max_cell_text_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "...";
}

void column_widths::set(std::uint32_t first, std::uint32_t last, std::uint32_t pixels) {
    ranges_.push_back({first, last, std::max(pixels, 1u)});
}

std::uint32_t column_widths::of(std::uint32_t column) const {
    for (range const& r : ranges_)
        if (r.first <= column && column <= r.last) return r.pixels;
    return default_column;
}

copy_notes::copy_notes(workbook_parts& parts, reports::language const& say, std::string list)
    : parts_(parts), say_(say), list_(std::move(list)) {}

bool copy_notes::find(open_part const& sheet, sheet_parts& out) {
    auto const links = parts_.relationships(sheet.name);
    if (!links) return false;
    xml_element const legacy = sheet.root().child("legacyDrawing");
    for (relationship const& r : *links) {
        if (r.external) continue;
        if (r.kind() == "comments") {
            out.comments = parts_.read(r.part);
            if (!out.comments || !out.comments->root().child("commentList")) return false;
        } else if (legacy && r.id == legacy.attribute("id")) {
            out.drawing = parts_.read(r.part);
        }
    }
    return !legacy || (out.drawing && is_drawing(*out.drawing));
}

std::map<cell_address, xml_element> copy_notes::comments_in(open_part const& comments) {
    std::map<cell_address, xml_element> all;
    for (xml_element c = comments.root().child("commentList").first_child(); c; c = c.next())
        if (auto const at = parse_address(c.attribute("ref").value_or(""))) all.try_emplace(*at, c);
    return all;
}

bool copy_notes::place(open_part& sheet, std::vector<cell_annotation const*> const& cells,
                       column_widths const& widths) {
    sheet_parts there;
    if (!find(sheet, there)) return false;
    std::vector<cell_annotation const*> fresh;
    if (there.comments) {
        std::vector<std::string_view> authors;
        if (xml_element const list = there.comments->root().child("authors"))
            for (xml_element a = list.first_child(); a; a = a.next()) authors.push_back(a.text());
        auto const commented = comments_in(*there.comments);
        for (cell_annotation const* cell : cells) {
            auto const old = commented.find(cell->at);
            if (old == commented.end()) {
                fresh.push_back(cell);
                continue;
            }
            auto const by = parse_unsigned<std::size_t>(old->second.attribute("authorId").value_or(""));
            bool const talk = by && *by < authors.size() && authors[*by].starts_with(conversation);
            if (talk || !old->second.child("text"))
                refused_.push_back(cell->at);
            else
                extend_comment(*there.comments, old->second, *cell);
        }
    } else {
        fresh = cells;
    }
    write_comments(sheet, there, fresh);
    if (!fresh.empty()) write_drawing(sheet, there, fresh, widths);
    return true;
}

std::string copy_notes::runs(cell_annotation const& cell, std::string const& prefix, bool behind_others) const {
    std::string out;
    auto const run = [&](std::string_view text, bool bold) {
        out += '<' + prefix + "r><" + prefix + "rPr>" + (bold ? '<' + prefix + "b/>" : std::string()) + '<' + prefix +
               "sz val=\"9\"/><" + prefix + "rFont val=\"Tahoma\"/></" + prefix + "rPr>" +
               text_element(prefix + "t", text) + "</" + prefix + "r>";
    };
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < cell.notes.size(); ++i) {
        cell_note const& n = cell.notes[i];
        std::string const before = i != 0 || behind_others ? "\n\n" : "";
        bytes += n.head.size() + n.body.size() + 3;
        if (i != 0 && bytes > limits::max_cell_text_bytes) {
            std::size_t const rest = cell.notes.size() - i;
            run(before + say_.counted(rest, "{} more finding on this cell is in the sheet {}",
                                      "{} more findings on this cell are in the sheet {}", list_),
                false);
            break;
        }
        run(before + fitted(n.head), true);
        if (!n.body.empty()) run('\n' + fitted(n.body), false);
    }
    return out;
}

void copy_notes::extend_comment(open_part& comments, xml_element comment, cell_annotation const& cell) {
    xml_element const text = comment.child("text");
    std::string const prefix = named_like(text, "");
    std::string added = runs(cell, prefix, true);
    xml_element plain, last;
    for (xml_element e = text.first_child(); e; e = e.next()) {
        if (e.name() == "t") plain = e;
        if (e.name() == "r") last = e;
    }
    if (last) {
        comments.edit->insert_behind(last, std::move(added));
    } else if (plain) {
        // A text is either one piece or runs.
        comments.edit->insert_before(plain, '<' + prefix + "r>");
        comments.edit->insert_behind(plain, "</" + prefix + "r>" + added);
    } else {
        comments.edit->append(text, std::move(added));
    }
}

void copy_notes::write_comments(open_part& sheet, sheet_parts& there,
                                std::vector<cell_annotation const*> const& cells) {
    if (there.comments) {
        open_part& part = *there.comments;
        xml_element const authors = part.root().child("authors");
        std::string const prefix = named_like(part.root(), "");
        std::size_t author_id = 0;
        if (authors)
            for (xml_element a = authors.first_child(); a; a = a.next()) ++author_id;
        std::string const named = '<' + prefix + "author>" + std::string(author) + "</" + prefix + "author>";
        if (!cells.empty() && authors) part.edit->append(authors, named);
        if (!cells.empty() && !authors)
            part.edit->insert_before(part.root().first_child(),
                                     '<' + prefix + "authors>" + named + "</" + prefix + "authors>");
        std::string text;
        for (cell_annotation const* c : cells)
            text += '<' + prefix + "comment ref=\"" + to_string(c->at) + "\" authorId=\"" + std::to_string(author_id) +
                    "\"><" + prefix + "text>" + runs(*c, prefix, false) + "</" + prefix + "text></" + prefix +
                    "comment>";
        if (!text.empty()) part.edit->append(part.root().child("commentList"), std::move(text));
        parts_.put(part);
        return;
    }
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"" +
                       parts_.sheet_space() + "\"><authors><author>" + std::string(author) +
                       "</author></authors><commentList>";
    for (cell_annotation const* c : cells)
        text += "<comment ref=\"" + to_string(c->at) + "\" authorId=\"0\"><text>" + runs(*c, "", false) +
                "</text></comment>";
    text += "</commentList></comments>";
    std::string const name = parts_.free_name(folder_of(parts_.part()) + "comments", ".xml");
    parts_.add(name, std::move(text), std::string(comments_type));
    parts_.relate(sheet.name, "comments", name);
}

std::uint32_t copy_notes::take_shape_ids(std::size_t count) {
    if (next_block_ == 0) {
        std::uint32_t highest = 0;
        for (std::string const& name : parts_.names())
            if (name.ends_with(".vml"))
                if (auto const part = parts_.read(name)) highest = std::max(highest, highest_shape(part->text));
        next_block_ = highest / block_size + 1;
    }
    std::uint32_t const first = next_block_ * block_size + 1;
    next_block_ += static_cast<std::uint32_t>(count / block_size) + 1;
    return first;
}

void copy_notes::write_drawing(open_part& sheet, sheet_parts& there, std::vector<cell_annotation const*> const& fresh,
                               column_widths const& widths) {
    std::uint32_t const first = take_shape_ids(fresh.size());
    std::string shapes;
    for (std::size_t i = 0; i < fresh.size(); ++i)
        shapes += shape(first + static_cast<std::uint32_t>(i), *fresh[i], widths);
    std::string const blocks = block_names(first, fresh.size());
    if (there.drawing) {
        open_part& part = *there.drawing;
        if (xml_element const layout = part.root().child("shapelayout"))
            if (xml_element const map = layout.child("idmap"))
                if (auto const named = map.attribute("data"))
                    part.edit->set(map, {{"data", std::string(*named) + ',' + blocks}});
        bool const typed = part.text.find("id=\"_x0000_t202\"") != std::string::npos;
        part.edit->append(part.root(), (typed ? "" : shape_type) + shapes);
        parts_.put(part);
        return;
    }
    std::string const name = parts_.free_name(folder_of(parts_.part()) + "drawings/vmlDrawing", ".vml");
    parts_.add(name,
               "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
               "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap "
               "v:ext=\"edit\" data=\"" +
                   blocks + "\"/></o:shapelayout>" + shape_type + shapes + "</xml>",
               std::string(drawing_type));
    insert_ordered(sheet, sheet.root(), sheet_order, "legacyDrawing",
                   '<' + named_like(sheet.root(), "legacyDrawing") + " xmlns:r=\"" + parts_.link_space() +
                       "\" r:id=\"" + parts_.relate(sheet.name, "vmlDrawing", name) + "\"/>");
}

}  // namespace a6::checker
