#include "checker/file_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace a6::checker {
namespace {

struct open_file {
    int fd = -1;
    ~open_file() {
        if (fd >= 0) ::close(fd);
    }
};

read_error load_error(char const* code, sentence message, sentence help) {
    return {{}, code, std::move(message), std::move(help), 0, 0};
}

read_error too_large(std::size_t limit) {
    sentence const give_less("give a smaller file");
    if (limit < (std::size_t{1} << 20))
        return load_error("X405", sentence("the file is larger than {} KB", limit >> 10), give_less);
    return load_error("X405", sentence("the file is larger than {} MB", limit >> 20), give_less);
}

}  // namespace

std::optional<read_error> load_file(std::string const& path, std::size_t limit, std::string& bytes) {
    open_file file;
    file.fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file.fd < 0) {
        if (errno == ENOENT)
            return load_error("X401", sentence("there is no such file"), sentence("check the spelling of the path"));
        return load_error("X402", sentence("the file cannot be opened: {}", std::strerror(errno)),
                          sentence("check its permissions"));
    }
    struct stat status {};
    if (::fstat(file.fd, &status) == 0) {
        if (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))
            return load_error("X407", sentence("this is a pipe, not a file"),
                              sentence("save what it delivers to a file"));
        if (S_ISDIR(status.st_mode))
            return load_error("X407", sentence("this is a folder, not a file"), sentence("give the files in it"));
        if (S_ISREG(status.st_mode)) {
            if (static_cast<std::uint64_t>(status.st_size) > limit) return too_large(limit);
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
            return load_error("X402", sentence("the file cannot be read: {}", std::strerror(errno)),
                              sentence("check the medium and its permissions"));
        if (got == 0) return std::nullopt;
        if (bytes.size() > limit) return too_large(limit);
    }
}

}  // namespace a6::checker
