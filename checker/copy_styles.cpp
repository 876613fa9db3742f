#include "checker/copy_styles.hpp"

#include "checker/limits.hpp"
#include "checker/parse_unsigned.hpp"

#include <algorithm>
#include <array>

namespace a6::checker {
namespace {

constexpr std::array<std::string_view, 11> order{"numFmts",      "fonts",   "fills",      "borders",
                                                 "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
                                                 "tableStyles",  "colors",  "extLst"};

// Light enough for dark text; each also by the word in the list and in the comment.
std::string_view rgb(cell_tone tone) {
    switch (tone) {
        case cell_tone::error: return "FFFFC7CE";
        case cell_tone::warning: return "FFFFEB9C";
        case cell_tone::query: return "FFDDEBF7";
        case cell_tone::undecided: return "FFE7E6E6";
        case cell_tone::waived: return "FFE2EFDA";
        case cell_tone::other_side: return "FFE4DFEC";
        case cell_tone::none: break;
    }
    return "FFD9D9D9";
}

std::uint32_t number(xml_element e, std::string_view attribute) {
    return e ? parse_unsigned<std::uint32_t>(e.attribute(attribute).value_or("")).value_or(0) : 0;
}

bool is_dark(xml_element color) {
    if (!color) return true;
    if (auto const theme = color.attribute("theme")) return *theme == "1";
    if (auto const indexed = color.attribute("indexed")) return *indexed == "8" || *indexed == "64";
    if (auto const value = color.attribute("rgb")) return value->ends_with("000000");
    return true;
}

// What a workbook without styles is shown with.
std::string no_styles(std::string const& space) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"" + space +
           "\"><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
           "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
           "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
}

}  // namespace

std::uint32_t copy_styles::collection::next() const {
    return static_cast<std::uint32_t>(there.size() + added.size()) + default_count;
}

std::uint32_t copy_styles::collection::add(std::string const& text) {
    auto const [at, fresh] = index_of.try_emplace(text, next());
    if (fresh) added.push_back(text);
    return at->second;
}

copy_styles::copy_styles(workbook_parts& parts) {
    for (relationship const& r : parts.relationships(parts.part()).value_or(std::vector<relationship>())) {
        if (!part_ && !r.external && r.kind() == "styles") part_ = parts.read(r.part);
    }
    if (!part_) {
        new_part_ = true;
        std::string const name = parts.free_name(folder_of(parts.part()) + "styles", ".xml");
        parts.add(name, no_styles(parts.sheet_space()),
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml");
        parts.relate(parts.part(), "styles", name);
        part_ = parts.read(name);
    }
    has_style_formats_ = static_cast<bool>(part_->root().child("cellStyleXfs"));
    fonts_.name = "fonts";
    fonts_.defaults = own_font({});
    fonts_.default_count = 1;
    fills_.name = "fills";
    for (char const* pattern : {"none", "gray125"})
        fills_.defaults += '<' + named("fill") + "><" + named("patternFill") + " patternType=\"" + pattern + "\"/></" +
                           named("fill") + '>';
    fills_.default_count = 2;
    formats_.name = "cellXfs";
    formats_.defaults = '<' + named("xf") + " numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>";
    formats_.default_count = 1;
    for (collection* c : {&fonts_, &fills_, &formats_}) load(*c);
}

void copy_styles::load(collection& c) {
    xml_element const list = part_->root().child(c.name);
    if (!list) return;
    for (xml_element e = list.first_child(); e; e = e.next()) c.there.push_back(e);
    if (c.there.empty()) return;
    c.defaults.clear();
    c.default_count = 0;
}

std::string copy_styles::own_font(std::string_view properties) {
    auto const element = [&](std::string_view name, std::string_view value) {
        return '<' + named(name) + " val=\"" + std::string(value) + "\"/>";
    };
    return '<' + named("font") + '>' + std::string(properties) + element("name", "Calibri") + element("family", "2") +
           "</" + named("font") + '>';
}

std::uint32_t copy_styles::fill_of(cell_tone tone) {
    return fills_.add('<' + named("fill") + "><" + named("patternFill") + " patternType=\"solid\"><" +
                      named("fgColor") + " rgb=\"" + std::string(rgb(tone)) + "\"/><" + named("bgColor") +
                      " indexed=\"64\"/></" + named("patternFill") + "></" + named("fill") + '>');
}

// The font without its colour, if that may be a light one.
std::uint32_t copy_styles::dark_font(std::uint32_t font) {
    if (font >= fonts_.there.size()) return font;
    xml_element const e = fonts_.there[font];
    xml_element const color = e.child("color");
    if (is_dark(color)) return font;
    std::string_view const whole = part_->edit->text_of(e);
    std::size_t const begin = color.offset() - e.offset();
    std::size_t const length = part_->edit->text_of(color).size();
    return fonts_.add(std::string(whole.substr(0, begin)) + std::string(whole.substr(begin + length)));
}

std::uint32_t copy_styles::coloured(std::uint32_t base, cell_tone tone) {
    if (tone == cell_tone::none) return base;
    auto const [known, fresh] = coloured_.try_emplace({base, tone}, base);
    if (!fresh) return known->second;
    if (formats_.next() >= limits::max_cell_formats) {
        full_ = true;
        return base;
    }
    xml_values values{{"fillId", std::to_string(fill_of(tone))}, {"applyFill", "1"}};
    if (base >= formats_.there.size()) {
        known->second = formats_.add('<' + named("xf") + " numFmtId=\"0\" fontId=\"0\" fillId=\"" + values[0].second +
                                     "\" borderId=\"0\" applyFill=\"1\"/>");
        return known->second;
    }
    xml_element const format = formats_.there[base];
    std::uint32_t const font = number(format, "fontId");
    if (std::uint32_t const dark = dark_font(font); dark != font) {
        values.emplace_back("fontId", std::to_string(dark));
        values.emplace_back("applyFont", "1");
    }
    known->second = formats_.add(part_->edit->copy_with(format, values));
    return known->second;
}

std::uint32_t copy_styles::own_format(std::uint32_t font, std::uint32_t fill) {
    // What stands in the list is text, also after somebody edits it.
    return formats_.add('<' + named("xf") + " numFmtId=\"0\" fontId=\"" + std::to_string(font) + "\" fillId=\"" +
                        std::to_string(fill) + "\" borderId=\"0\"" + (has_style_formats_ ? " xfId=\"0\"" : "") +
                        " quotePrefix=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\"><" +
                        named("alignment") + " vertical=\"top\" wrapText=\"1\"/></" + named("xf") + '>');
}

std::uint32_t copy_styles::of(list_format format) {
    auto const value = [&](std::string_view name, std::string_view text) {
        return '<' + named(name) + " val=\"" + std::string(text) + "\"/>";
    };
    std::string const bold = '<' + named("b") + "/>";
    switch (format) {
        case list_format::title: return own_format(fonts_.add(own_font(bold + value("sz", "14"))), 0);
        case list_format::head:
            return own_format(fonts_.add(own_font(bold + value("sz", "11"))), fill_of(cell_tone::none));
        case list_format::link:
            return own_format(fonts_.add(own_font('<' + named("u") + "/>" + value("sz", "11") + '<' + named("color") +
                                                  " rgb=\"FF0563C1\"/>")),
                              0);
        case list_format::plain: break;
    }
    return own_format(fonts_.add(own_font(value("sz", "11"))), 0);
}

std::uint32_t copy_styles::of(cell_tone tone) {
    if (tone == cell_tone::none) return of(list_format::plain);
    return own_format(fonts_.add(own_font('<' + named("sz") + " val=\"11\"/>")), fill_of(tone));
}

void copy_styles::write(collection const& c, std::string& behind) {
    std::string text = c.defaults;
    for (std::string const& a : c.added) text += a;
    std::string const count = std::to_string(c.next());
    if (xml_element const list = part_->root().child(c.name)) {
        if (list.attribute("count")) part_->edit->set(list, {{"count", count}});
        part_->edit->append(list, std::move(text));
        return;
    }
    std::string whole = '<' + named(c.name) + " count=\"" + count + "\">" + text + "</" + named(c.name) + '>';
    auto const rank = [](std::string_view name) { return std::find(order.begin(), order.end(), name) - order.begin(); };
    for (xml_element e = part_->root().first_child(); e; e = e.next()) {
        if (rank(e.name()) <= rank(c.name)) continue;
        part_->edit->insert_before(e, std::move(whole));
        return;
    }
    behind += whole;
}

void copy_styles::write(workbook_parts& parts) {
    std::string behind;
    for (collection const* c : {&fonts_, &fills_, &formats_}) write(*c, behind);
    if (!behind.empty()) part_->edit->append(part_->root(), std::move(behind));
    parts.put(*part_);
}

}  // namespace a6::checker
