#pragma once
// The account of a register of requirements: what becomes of each, and whether the official words are still those it
// was written from. Plain data, every list in its final order; two writers, for people and for programs.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

enum class disposition : std::uint8_t { encoded, presence, question, definition, secretariat, pending, open_reading };
inline constexpr std::array all_dispositions = {
    disposition::encoded,     disposition::presence, disposition::question,    disposition::definition,
    disposition::secretariat, disposition::pending,  disposition::open_reading};

// Of a cited paragraph, against a collection of official texts. no_text: the collection does not have its instrument.
// not_recorded: it is there, but the register holds no digest of it.
enum class text_state : std::uint8_t { unchanged, changed, not_found, no_text, not_recorded };
inline constexpr std::array all_text_states = {text_state::unchanged, text_state::changed, text_state::not_found,
                                               text_state::not_recorded, text_state::no_text};

std::string_view word(disposition d);  // encoded, presence, ..., open_reading
std::string_view word(text_state s);   // unchanged, changed, not_found, no_text, not_recorded

struct cited_paragraph {
    std::string instrument;
    std::string paragraph;
    std::string digest;               // as recorded; may be empty
    std::optional<text_state> state;  // only where texts were given
    std::string found_digest;         // of the words as they are now: unchanged, changed, not_recorded
    std::string reason;               // not_found, no_text
};

struct covered_requirement {
    std::string id;
    std::string paraphrase;
    std::vector<cited_paragraph> sources;
    std::string part;
    std::vector<std::string> binds;
    std::string strength;
    std::string testable;
    reports::disposition disposition = reports::disposition::encoded;
    std::vector<std::string> rules;
    std::string question;
    std::string reason;
    std::string from;  // ISO days; may be empty
    std::string until;
};

struct covered_part {
    std::string name;
    std::string title;
};

struct covered_instrument {
    std::string name;
    std::string title;
    std::string adopted;
    struct entry {
        std::size_t requirement = 0;          // index in coverage::requirements
        std::vector<std::string> paragraphs;  // of this instrument
        std::string told_under;               // another instrument, where the requirement is described; or empty
    };
    std::vector<entry> entries;
};

struct coverage {
    std::string rulebook_name;
    std::string rulebook_version;
    std::string law_as_of;
    bool compared = false;  // with official texts
    std::vector<covered_part> parts;
    std::vector<covered_instrument> instruments;
    std::vector<covered_requirement> requirements;

    // Of cited paragraphs in this state; 0 where texts were not compared.
    std::size_t count(text_state state) const;
};

void write_coverage_text(coverage const& c, std::ostream& out);
// a6check-coverage/1; reports/FORMATS.md, "coverage".
void write_coverage_json(coverage const& c, std::ostream& out);

}  // namespace a6::reports
