#include "reports/json_writer.hpp"

#include "reports/escape.hpp"

namespace a6::reports {

namespace {

// Big enough to make stream calls rare, small enough not to show in the memory of a run.
constexpr std::size_t json_buffer_size = 64 * 1024;

}  // namespace

void json_writer::flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
}

void json_writer::new_line() {
    if (buffer_.size() >= json_buffer_size) flush();
    buffer_ += '\n';
    buffer_.append(2 * levels_.size(), ' ');
}

void json_writer::separate(std::string_view key) {
    if (levels_.empty()) return;
    level& here = levels_.back();
    if (!here.empty) buffer_ += ',';
    if (!here.flat)
        new_line();
    else if (!here.empty)
        buffer_ += ' ';
    here.empty = false;
    if (key.empty()) return;
    append_json_string(buffer_, key);
    buffer_ += ": ";
}

void json_writer::begin(std::string_view key, char bracket, bool flat) {
    separate(key);
    buffer_ += bracket;
    levels_.push_back({flat, true});
}

void json_writer::end(char bracket) {
    level const ended = levels_.back();
    levels_.pop_back();
    if (!ended.flat && !ended.empty) new_line();
    buffer_ += bracket;
    if (levels_.empty()) buffer_ += '\n';
}

void json_writer::text(std::string_view key, std::string_view value) {
    separate(key);
    append_json_string(buffer_, value);
}

void json_writer::number(std::string_view key, std::uint64_t value) {
    separate(key);
    buffer_ += std::to_string(value);
}

void json_writer::boolean(std::string_view key, bool value) {
    separate(key);
    buffer_ += value ? "true" : "false";
}

void json_writer::null(std::string_view key) {
    separate(key);
    buffer_ += "null";
}

void json_writer::texts(std::string_view key, std::vector<std::string> const& values) {
    begin_flat_list(key);
    for (std::string const& value : values) text(value);
    end_list();
}

}  // namespace a6::reports
