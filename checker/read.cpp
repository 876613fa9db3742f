#include "checker/read.hpp"

#include "checker/file_bytes.hpp"
#include "checker/fold.hpp"
#include "checker/limits.hpp"
#include "checker/other_layouts.hpp"
#include "checker/readers.hpp"
#include "checker/sha256.hpp"

#include <algorithm>
#include <future>
#include <utility>

namespace a6::checker {
namespace {

// Below this the digest is faster than starting a thread.
constexpr std::size_t digest_in_parallel = std::size_t{4} << 20;

read_error refusal(char const* code, sentence message, sentence help) {
    return {{}, code, std::move(message), std::move(help), 0, 0};
}

read_error too_large_to_read(std::size_t limit) {
    return refusal("X405", sentence("the file is larger than {} MB", limit >> 20),
                   sentence("split the filing into several files"));
}

bool is_zip(std::string_view bytes) {
    using namespace std::string_view_literals;
    return bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv) || bytes.starts_with("PK\x07\x08"sv);
}

bool is_markup(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::size_t const first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes[first] == '<';
}

// Its name says so.
bool is_named_xml(std::string const& name) {
    return name.size() > 4 && fold(std::string_view(name).substr(name.size() - 4)) == ".xml";
}

read_result dispatch(reader_input const& input) {
    std::string_view const bytes = *input.bytes;
    if (bytes.empty()) return refuse(input, refusal("X403", sentence("the file is empty"), sentence("give a filing")));
    if (is_zip(bytes)) {
        if (bytes.size() > limits::max_workbook_bytes)
            return refuse(input, too_large_to_read(limits::max_workbook_bytes));
        return read_workbook(input);
    }
    if (bytes.size() > limits::max_xml_bytes) return refuse(input, too_large_to_read(limits::max_xml_bytes));
    if (auto other = name_other_bytes(bytes)) return refuse(input, std::move(*other));
    if (is_markup(bytes)) return read_xml(input);
    if (is_named_xml(input.shown_name))
        return refuse(input, refusal("X110", sentence("this is no XML: an XML file begins with `<`"),
                                     sentence("give the filing itself; a CSV filing is named .csv")));
    if (bytes.size() > limits::max_whole_text_bytes)
        return refuse(input, too_large_to_read(limits::max_whole_text_bytes));
    return read_csv(input);
}

}  // namespace

read_result read_filing_bytes(std::string bytes, std::string const& shown_name, dsl::data_model const& model) {
    reader_input const input{std::make_shared<std::string const>(std::move(bytes)), shown_name, model};
    std::future<std::string> digest =
        std::async(input.bytes->size() >= digest_in_parallel ? std::launch::async : std::launch::deferred,
                   [shared = input.bytes] { return sha256_hex(*shared); });
    read_result result = dispatch(input);
    result.sha256 = digest.get();
    if (result.filing) result.filing->sha256 = result.sha256;
    return result;
}

read_result read_filing(std::string const& path, std::string const& shown_name, dsl::data_model const& model) {
    std::string bytes;
    if (auto error = load_file(path, limits::max_xml_bytes, bytes)) {
        if (error->code == "X405") *error = too_large_to_read(limits::max_xml_bytes);
        read_result result;
        error->file = shown_name;
        result.errors.push_back(std::move(*error));
        return result;
    }
    return read_filing_bytes(std::move(bytes), shown_name, model);
}

}  // namespace a6::checker
