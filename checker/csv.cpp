#include "checker/csv.hpp"

#include "checker/text_position.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace a6::checker {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Enough for the labels of the first tables.
constexpr std::size_t separator_sample = std::size_t{64} << 10;

std::size_t skip_mark(std::string_view text) { return text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0; }

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

class csv_parser {
public:
    explicit csv_parser(std::string_view text) : text_(text), at_(skip_mark(text)) {
        document_.separator = find_separator(text);
    }

    csv_result run() {
        while (at_ < text_.size() && !error_) record();
        csv_result result;
        if (error_) {
            result.error = std::move(error_);
        } else {
            result.document = std::move(document_);
        }
        return result;
    }

private:
    void fail(std::size_t offset, char const* code, sentence message, sentence help) {
        text_position const at = position_in(text_, line_starts_of(text_), offset);
        error_ = read_error{{}, code, std::move(message), std::move(help), at.line, at.column};
    }

    bool at_field_end() const {
        return at_ == text_.size() || text_[at_] == document_.separator || is_line_end(text_[at_]);
    }

    void record() {
        csv_record record;
        std::size_t const begin = at_;
        for (;;) {
            record.fields.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted() : plain());
            if (error_) return;
            if (at_ < text_.size() && text_[at_] == document_.separator) {
                ++at_;
                continue;
            }
            break;
        }
        record.at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_ - begin)};
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        document_.records.push_back(std::move(record));
    }

    csv_field plain() {
        std::size_t const begin = at_;
        while (!at_field_end()) ++at_;
        return make_field(begin, at_);
    }

    csv_field quoted() {
        std::size_t const quote = at_;
        std::size_t const begin = quote + 1;
        bool doubled = false;
        std::size_t end = begin;
        for (;;) {
            end = text_.find('"', end);
            if (end == std::string_view::npos) {
                fail(quote, "X301", sentence("a quoted field is not closed"),
                     sentence("add the closing quote, and double the quotes inside the text"));
                return {};
            }
            if (end + 1 == text_.size() || text_[end + 1] != '"') break;
            doubled = true;
            end += 2;
        }
        at_ = end + 1;
        if (!at_field_end()) {
            fail(at_, "X302", sentence("text follows the closing quote of a field"),
                 sentence("double every quote that is part of the text"));
            return {};
        }
        csv_field field = make_field(begin, end);
        if (doubled) {
            std::string decoded;
            for (std::size_t i = begin; i < end; ++i) {
                decoded += text_[i];
                if (text_[i] == '"') ++i;
            }
            document_.texts.push_back(std::move(decoded));
            field.text = document_.texts.back();
        }
        return field;
    }

    csv_field make_field(std::size_t begin, std::size_t end) const {
        return {text_.substr(begin, end - begin),
                {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)}};
    }

    std::string_view text_;
    std::size_t at_;
    csv_document document_;
    std::optional<read_error> error_;
};

}  // namespace

char find_separator(std::string_view text) {
    constexpr std::array<char, 3> candidates{',', ';', '\t'};
    std::array<std::size_t, 3> counts{};
    bool in_quotes = false;
    for (char const c : text.substr(0, separator_sample)) {
        if (c == '"') in_quotes = !in_quotes;
        if (in_quotes) continue;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (c == candidates[i]) ++counts[i];
    }
    auto const most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? ',' : candidates[static_cast<std::size_t>(most - counts.begin())];
}

csv_result parse_csv(std::string_view text) { return csv_parser(text).run(); }

std::vector<std::string_view> first_record(std::string_view text) {
    text.remove_prefix(skip_mark(text));
    std::string_view const line = text.substr(0, text.find_first_of("\r\n"));
    char const separator = find_separator(line);
    std::vector<std::string_view> fields;
    for (std::size_t begin = 0; begin <= line.size();) {
        std::size_t const end = std::min(line.find(separator, begin), line.size());
        std::string_view field = line.substr(begin, end - begin);
        if (field.size() >= 2 && field.front() == '"' && field.back() == '"') field = field.substr(1, field.size() - 2);
        fields.push_back(field);
        begin = end + 1;
    }
    return fields;
}

}  // namespace a6::checker
