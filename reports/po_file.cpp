#include "reports/po_file.hpp"

#include <gettext-po.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string_view>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define A6_LEAKS_ARE_LOOKED_FOR
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define A6_LEAKS_ARE_LOOKED_FOR
#endif
#ifdef A6_LEAKS_ARE_LOOKED_FOR
// The library keeps the name of a file that it has read, some thirty bytes, for good.
extern "C" char const* __lsan_default_suppressions() { return "leak:libgettextpo"; }
#endif

namespace a6::reports {

namespace {

// A rulebook has some hundred kilobytes of texts.
constexpr std::uintmax_t max_po_bytes = std::uintmax_t{16} << 20;
constexpr std::size_t max_problems = 20;

// The library takes no word from its caller to its handlers, and is not made for several threads: one file at a time.
std::mutex one_at_a_time;
po_file* being_read = nullptr;

void tell(std::size_t line, std::string_view message) {
    if (being_read->problems.size() >= max_problems) return;
    bool const known = line != 0 && line != static_cast<std::size_t>(-1);
    being_read->problems.push_back(being_read->name + (known ? ':' + std::to_string(line) : std::string()) + ": " +
                                   std::string(message));
}

// Behind a fatal error the library must not go on.
void handle(int severity, po_message_t, char const*, std::size_t line, std::size_t, int, char const* message) {
    tell(line, message);
    if (severity == PO_SEVERITY_FATAL_ERROR) throw std::runtime_error(message);
}
void handle_pair(int severity, po_message_t first, char const* file, std::size_t line, std::size_t column, int several,
                 char const* message, po_message_t, char const*, std::size_t, std::size_t, int, char const*) {
    handle(severity, first, file, line, column, several, message);
}

struct file_closer {
    void operator()(po_file_t file) const { po_file_free(file); }
};
struct iterator_closer {
    void operator()(po_message_iterator_t it) const { po_message_iterator_free(it); }
};
using open_file = std::unique_ptr<std::remove_pointer_t<po_file_t>, file_closer>;
using message_list = std::unique_ptr<std::remove_pointer_t<po_message_iterator_t>, iterator_closer>;

// The lines on which entries begin, obsolete ones left out: the library does not tell them.
std::vector<std::uint32_t> lines_of_entries(std::string const& path) {
    std::vector<std::uint32_t> out;
    std::ifstream in(path, std::ios::binary);
    std::uint32_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        std::string_view rest = line;
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        constexpr std::string_view word = "msgid";
        if (!rest.starts_with(word)) continue;
        rest.remove_prefix(word.size());
        if (!rest.empty() && std::string_view(" \t\"").find(rest.front()) != std::string_view::npos)
            out.push_back(number);
    }
    return out;
}

std::string header_field(char const* header, char const* name) {
    char* const value = po_header_field(header, name);
    std::string const out = value ? value : "";
    std::free(value);
    return out;
}

po_entry entry_of(po_message_t message) {
    po_entry out;
    out.text = po_message_msgid(message);
    out.fuzzy = po_message_is_fuzzy(message) != 0;
    if (char const* many = po_message_msgid_plural(message)) {
        out.many = many;
        for (int form = 0; char const* said = po_message_msgstr_plural(message, form); ++form)
            out.said.emplace_back(said);
    } else {
        out.said.emplace_back(po_message_msgstr(message));
    }
    for (int i = 0; po_filepos_t at = po_message_filepos(message, i); ++i) {
        auto const line = po_filepos_start_line(at);
        bool const known = line != static_cast<std::size_t>(-1);
        out.used_at.push_back(po_filepos_file(at) + (known ? ':' + std::to_string(line) : std::string()));
    }
    return out;
}

void read_entries(po_file_t file, std::vector<std::uint32_t> const& lines, po_kind kind, po_file& out) {
    bool headed = false;
    std::size_t number = 0;
    message_list const all(po_message_iterator(file, nullptr));
    while (po_message_t const message = po_next_message(all.get())) {
        if (po_message_is_obsolete(message)) continue;
        std::uint32_t const line = number < lines.size() ? lines[number] : 0;
        ++number;
        if (po_message_msgctxt(message)) tell(line, "a context (msgctxt) is not known here");
        if (*po_message_msgid(message) != '\0') {
            out.entries.push_back(entry_of(message));
            out.entries.back().line = line;
            continue;
        }
        headed = true;
        char const* const header = po_message_msgstr(message);
        out.language = header_field(header, "Language");
        out.plural_forms = header_field(header, "Plural-Forms");
        auto const type = header_field(header, "Content-Type");
        bool const utf8 =
            type.find("charset=UTF-8") != std::string::npos || type.find("charset=utf-8") != std::string::npos;
        if (kind == po_kind::translation && !utf8) tell(line, "the file is not declared as UTF-8");
    }
    if (kind == po_kind::translation && !headed) tell(0, "the file has no header");
}

}  // namespace

po_file read_po(std::string const& path, std::string const& shown_name, po_kind kind) {
    po_file out;
    out.name = shown_name;
    std::lock_guard const alone(one_at_a_time);
    being_read = &out;
    std::error_code status;
    if (!std::filesystem::is_regular_file(path, status)) {
        tell(0, "there is no such file");
        return out;
    }
    if (std::filesystem::file_size(path, status) > max_po_bytes || status) {
        tell(0, "the file is larger than " + std::to_string(max_po_bytes) + " bytes");
        return out;
    }
    po_xerror_handler const handlers{handle, handle_pair};
    try {
        open_file const file(po_file_read(path.c_str(), &handlers));
        if (!file)
            tell(0, "the file cannot be read");
        else if (out.problems.empty())
            read_entries(file.get(), lines_of_entries(path), kind, out);
    } catch (std::runtime_error const&) {
        // It was told.
    }
    if (!out.problems.empty()) out.entries.clear();
    return out;
}

}  // namespace a6::reports
