#pragma once
// Writes JSON piece by piece, so that a report never stands in memory a second time. Objects and lists of objects are
// indented, lists of plain values stay on one line.

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace a6::reports {

class json_writer {
public:
    explicit json_writer(std::ostream& out) : out_{out} {}
    json_writer(json_writer const&) = delete;
    json_writer& operator=(json_writer const&) = delete;
    // Hands over what is left. INVARIANT: every container begun is ended by then.
    ~json_writer() { flush(); }

    // Inside an object each of these takes a key; inside a list the key is empty.
    void begin_object(std::string_view key = {}) { begin(key, '{', false); }
    void end_object() { end('}'); }
    void begin_list(std::string_view key = {}) { begin(key, '[', false); }
    // A list of plain values or of such lists, on one line.
    void begin_flat_list(std::string_view key = {}) { begin(key, '[', true); }
    void end_list() { end(']'); }

    void text(std::string_view key, std::string_view value);
    void text(std::string_view value) { text({}, value); }
    void number(std::string_view key, std::uint64_t value);
    void number(std::uint64_t value) { number({}, value); }
    void boolean(std::string_view key, bool value);
    void null(std::string_view key);
    void texts(std::string_view key, std::vector<std::string> const& values);

private:
    struct level {
        bool flat = false;
        bool empty = true;
    };

    void begin(std::string_view key, char bracket, bool flat);
    void end(char bracket);
    void separate(std::string_view key);
    void new_line();
    void flush();

    std::ostream& out_;
    std::string buffer_;
    std::vector<level> levels_;
};

}  // namespace a6::reports
