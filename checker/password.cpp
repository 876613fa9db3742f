#include "checker/password.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace a6::checker {

namespace {

// As minisign has it; what does not end is no password.
constexpr std::size_t longest_password = 1024;

class descriptor {
public:
    explicit descriptor(int fd) : fd_{fd} {}
    ~descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    descriptor(descriptor const&) = delete;
    descriptor& operator=(descriptor const&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

// While it lives the terminal shows nothing of what is typed, and hands over Ctrl-C as a character, so that nobody is
// left with a terminal that stays silent.
class silent_terminal {
public:
    explicit silent_terminal(int fd) : fd_{fd}, changed_{tcgetattr(fd, &before_) == 0} {
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
        changed_ = changed_ && tcsetattr(fd, TCSAFLUSH, &silent) == 0;
    }
    ~silent_terminal() {
        if (changed_) tcsetattr(fd_, TCSAFLUSH, &before_);
    }
    silent_terminal(silent_terminal const&) = delete;
    silent_terminal& operator=(silent_terminal const&) = delete;
    bool is_silent() const { return changed_; }

private:
    int fd_;
    termios before_{};
    bool changed_;
};

// Up to the line's end, byte by byte: what follows belongs to somebody else.
std::optional<std::string> line_from(int fd) {
    constexpr char give_up = 3;
    std::string line;
    line.reserve(longest_password + 1);  // so that no copy is left behind
    for (char c = 0;;) {
        auto const got = ::read(fd, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 || c == give_up || line.size() > longest_password) {
            sodium_memzero(line.data(), line.size());
            return std::nullopt;
        }
        if (got == 0 || c == '\n') break;
        line += c;
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.size() > longest_password) return std::nullopt;
    return line;
}

}  // namespace

std::optional<std::string> password_in(std::string const& path) {
    descriptor const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    return file.get() < 0 ? std::nullopt : line_from(file.get());
}

std::optional<std::string> ask_password(std::string const& prompt) {
    descriptor const terminal{::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)};
    if (terminal.get() < 0) return std::nullopt;
    silent_terminal const silent{terminal.get()};
    if (!silent.is_silent()) return std::nullopt;
    if (::write(terminal.get(), prompt.data(), prompt.size()) < 0) return std::nullopt;
    auto line = line_from(terminal.get());
    [[maybe_unused]] auto const written = ::write(terminal.get(), "\n", 1);
    return line;
}

}  // namespace a6::checker
