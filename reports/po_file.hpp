#pragma once
// Translations as gettext keeps them: a PO file, read by gettext's own library.

#include <cstdint>
#include <string>
#include <vector>

namespace a6::reports {

struct po_entry {
    std::string text;                  // msgid
    std::string many;                  // msgid_plural; empty: there is one form
    std::vector<std::string> said;     // msgstr, or one for each plural form; as many as the file gives
    bool fuzzy = false;                // somebody has to look at it again; it does not count as a translation
    std::uint32_t line = 0;            // of its msgid
    std::vector<std::string> used_at;  // "text.cpp:12"
};

struct po_file {
    std::string name;  // as it is shown
    std::string language;
    std::string plural_forms;           // as the header has it
    std::vector<po_entry> entries;      // in the order of the file, without what is obsolete
    std::vector<std::string> problems;  // "fr/program.po:12: ..."; then nothing of the file is to be used

    std::string place(po_entry const& entry) const { return name + ':' + std::to_string(entry.line); }
};

// translation: in UTF-8, and its header says so. pot: a template of texts to translate; it needs no header.
enum class po_kind : std::uint8_t { translation, pot };

// Without contexts (msgctxt). A file that cannot be read is a problem too.
po_file read_po(std::string const& path, std::string const& shown_name, po_kind kind = po_kind::translation);

}  // namespace a6::reports
