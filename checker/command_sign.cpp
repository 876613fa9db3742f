// `keys new` and `sign`.

#include "checker/check_run.hpp"
#include "checker/commands.hpp"
#include "checker/file_bytes.hpp"
#include "checker/limits.hpp"
#include "checker/password.hpp"
#include "checker/secret_key.hpp"
#include "checker/signature.hpp"
#include "checker/whole_file.hpp"
#include "reports/escape.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace a6::checker {

namespace {

class password {
public:
    password() = default;
    explicit password(std::optional<std::string> text) : text_{std::move(text)} {}
    ~password() {
        if (!text_) return;
        text_->resize(text_->capacity());
        sodium_memzero(text_->data(), text_->size());
    }
    password(password&&) = default;
    password& operator=(password&&) = default;
    std::optional<std::string> const& get() const { return text_; }

private:
    std::optional<std::string> text_;
};

void fail(std::ostream& err, std::string const& message, std::string const& help) {
    err << "a6check: " << reports::printable(message) << '\n';
    if (!help.empty()) err << "  help: " << reports::printable(help) << '\n';
}

// From --password-file, else from the terminal. `twice`: a new one, which nobody must mistype.
std::optional<password> password_for(command_line const& line, bool twice, std::ostream& err) {
    auto const& say = language_of(line);
    if (!line.password_file.empty()) {
        password out{password_in(line.password_file)};
        if (out.get()) return out;
        fail(err, say("no password could be read from `{}`", line.password_file),
             say("it is the first line of the file, and not empty"));
        return std::nullopt;
    }
    password out{ask_password(say("Password: "))};
    if (!out.get()) {
        fail(err, say("no password was given"),
             say("type it at the terminal, or give a file that holds it with --password-file"));
        return std::nullopt;
    }
    if (twice && password{ask_password(say("The same again: "))}.get() != out.get()) {
        fail(err, say("the two passwords differ"), {});
        return std::nullopt;
    }
    return out;
}

// A new file that nobody else can read; an old one is never written over.
bool write_private(std::string const& path, std::string const& text) {
    int const fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0) return false;
    bool const good = ::fchmod(fd, S_IRUSR | S_IWUSR) == 0 &&
                      ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    return ::close(fd) == 0 && good;
}

bool write_new(std::string const& path, std::string const& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    return static_cast<bool>(file);
}

bool others_can_read(std::string const& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

std::optional<secret_key> secret_key_of(command_line const& line, std::ostream& err) {
    auto const& say = language_of(line);
    std::string text;
    if (auto error = load_file(line.key_file, limits::max_key_bytes, text)) {
        error->file = line.key_file;
        tell(*error, language_of(line), err);
        return std::nullopt;
    }
    auto read = parse_secret_key(text, std::nullopt);
    if (read.state == key_state::needs_password) {
        auto const given = password_for(line, false, err);
        if (!given) return std::nullopt;
        read = parse_secret_key(text, given->get());
    }
    sodium_memzero(text.data(), text.size());
    switch (read.state) {
        case key_state::good: return std::move(read.key);
        case key_state::wrong_password: fail(err, say("the password does not open `{}`", line.key_file), {}); break;
        case key_state::too_expensive:
            fail(err, say("`{}` asks for more memory or time than a key does", line.key_file), {});
            break;
        default:
            fail(err, say("`{}` is no secret key", line.key_file),
                 say("make one with `a6check keys new` or `minisign -G`"));
    }
    return std::nullopt;
}

// In minisign's format, of whatever file and key.
bool holds_signature(std::string const& path) {
    std::string text;
    if (load_file(path, limits::max_key_bytes, text)) return false;
    return check_signature({}, text, public_key{}).state != signature_state::unreadable;
}

// One line: what a comment says must not look like another part of the signature.
bool is_comment(std::string const& text) {
    constexpr std::size_t longest = 8000;  // minisign reads 8192 with the words before it
    return text.size() < longest && text.find_first_of("\r\n") == std::string::npos;
}

}  // namespace

int run_keys_new(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const& say = language_of(line);
    for (auto const& path : {line.key_file, line.public_key}) {
        std::error_code status;
        if (!std::filesystem::exists(path, status)) continue;
        fail(err, say("`{}` is there already and is not written over", path), say("give it another name"));
        return 2;
    }
    if (file_identity(line.key_file) == file_identity(line.public_key)) {
        fail(err, say("the secret and the public key would be one file, `{}`", line.key_file),
             say("give it another name"));
        return 2;
    }
    auto const pair = new_key_pair();
    std::optional<password> given;
    if (!line.no_password && !(given = password_for(line, true, err))) return 2;
    auto const text = secret_key_file(pair.secret, given ? given->get() : std::nullopt);
    for (auto const& [path, good] :
         {std::pair{line.key_file, write_private(line.key_file, text)},
          std::pair{line.public_key, write_new(line.public_key, public_key_file(pair.open))}})
        if (!good) {
            fail(err, say("`{}` cannot be written: {}", path, std::strerror(errno)), {});
            return 2;
        }
    out << say("key {}: the secret part is in {}, the public part in {}", to_string(pair.open.number),
               reports::printable(line.key_file), reports::printable(line.public_key))
        << '\n';
    return 0;
}

int run_sign(command_line const& line, std::ostream& out, std::ostream& err) {
    auto const& say = language_of(line);
    std::string const name = std::filesystem::path(line.input).filename().string();
    std::string const trusted = line.comment.empty() ? "file:" + reports::printable(name) : line.comment;
    if (!is_comment(trusted)) {
        fail(err, say("the comment is not one line, or too long"), {});
        return 2;
    }
    std::string bytes;
    if (auto error = load_file(line.input, limits::max_report_bytes, bytes)) {
        error->file = line.input;
        tell(*error, language_of(line), err);
        return 2;
    }
    auto const key = secret_key_of(line, err);
    if (!key) return 2;
    if (others_can_read(line.key_file))
        fail(err, say("others can read the secret key `{}`", line.key_file), say("chmod 600 takes that away"));
    std::string const target = line.output.empty() ? line.input + ".minisig" : line.output;
    std::error_code status;
    for (auto const& precious : {line.input, line.key_file})
        if (std::filesystem::equivalent(target, precious, status)) {
            fail(err, say("the signature would overwrite `{}`", precious), say("give it another name with -o"));
            return 2;
        }
    if (std::filesystem::exists(target, status) && !holds_signature(target)) {
        fail(err, say("`{}` is there and is no signature; it is not written over", target),
             say("give it another name with -o"));
        return 2;
    }
    if (!write_new(target, sign(bytes, *key, trusted))) {
        fail(err, say("`{}` cannot be written: {}", target, std::strerror(errno)), {});
        return 2;
    }
    out << say("signed with key {}: {}", to_string(key->number), reports::printable(target)) << '\n';
    return 0;
}

}  // namespace a6::checker
