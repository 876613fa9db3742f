#include "checker/read.hpp"

#include "checker/limits.hpp"
#include "checker/other_layouts.hpp"
#include "checker/readers.hpp"
#include "checker/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <future>
#include <utility>

namespace a6::checker {
namespace {

// Below this the digest is faster than starting a thread.
constexpr std::size_t digest_in_parallel = std::size_t{4} << 20;

struct descriptor {
    int fd = -1;
    ~descriptor() {
        if (fd >= 0) ::close(fd);
    }
};

read_error error_of(char const* code, std::string message, std::string help) {
    return {{}, code, std::move(message), std::move(help), 0, 0};
}

read_error too_large(std::size_t limit) {
    return error_of("X405", "the file is larger than " + std::to_string(limit >> 20) + " MB",
                    "split the filing into several files");
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

read_result dispatch(reader_input const& input) {
    std::string_view const bytes = *input.bytes;
    if (bytes.empty()) return refuse(input, error_of("X403", "the file is empty", "give a filing"));
    if (is_zip(bytes)) {
        if (bytes.size() > limits::max_workbook_bytes) return refuse(input, too_large(limits::max_workbook_bytes));
        return read_workbook(input);
    }
    if (bytes.size() > limits::max_text_bytes) return refuse(input, too_large(limits::max_text_bytes));
    if (auto other = name_other_bytes(bytes)) return refuse(input, std::move(*other));
    return is_markup(bytes) ? read_xml(input) : read_csv(input);
}

}  // namespace

// Reads in pieces, so that pipes work and endless devices end at the limit.
std::optional<read_error> load_file(std::string const& path, std::string& bytes) {
    descriptor file;
    file.fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file.fd < 0) {
        if (errno == ENOENT) return error_of("X401", "there is no such file", "check the spelling of the path");
        return error_of("X402", std::string("the file cannot be opened: ") + std::strerror(errno),
                        "check its permissions");
    }
    struct stat status {};
    if (::fstat(file.fd, &status) == 0) {
        if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))
            return error_of("X407", "this is a pipe, not a file", "save what it delivers to a file");
        if (S_ISDIR(status.st_mode)) return error_of("X407", "this is a folder, not a file", "give the files in it");
        if (S_ISREG(status.st_mode)) {
            if (static_cast<std::uint64_t>(status.st_size) > limits::max_text_bytes)
                return too_large(limits::max_text_bytes);
            bytes.reserve(static_cast<std::size_t>(status.st_size) + 1);
        }
    }
    std::size_t constexpr piece = std::size_t{1} << 20;
    for (;;) {
        std::size_t const before = bytes.size();
        bytes.resize(std::max(std::min(bytes.capacity(), before + piece), before + 1));
        ssize_t const got = ::read(file.fd, bytes.data() + before, bytes.size() - before);
        bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return error_of("X402", std::string("the file cannot be read: ") + std::strerror(errno),
                            "check the medium and its permissions");
        if (got == 0) return std::nullopt;
        if (bytes.size() > limits::max_text_bytes) return too_large(limits::max_text_bytes);
    }
}

read_result read_filing_bytes(std::string bytes, std::string const& shown_name, dsl::data_model const& model) {
    reader_input const input{std::make_shared<std::string const>(std::move(bytes)), shown_name, model};
    std::future<std::string> digest =
        std::async(input.bytes->size() >= digest_in_parallel ? std::launch::async : std::launch::deferred,
                   [shared = input.bytes] { return sha256_hex(*shared); });
    read_result result = dispatch(input);
    if (result.filing) result.filing->sha256 = digest.get();
    return result;
}

read_result read_filing(std::string const& path, std::string const& shown_name, dsl::data_model const& model) {
    std::string bytes;
    if (auto error = load_file(path, bytes)) {
        read_result result;
        error->file = shown_name;
        result.errors.push_back(std::move(*error));
        return result;
    }
    return read_filing_bytes(std::move(bytes), shown_name, model);
}

}  // namespace a6::checker
