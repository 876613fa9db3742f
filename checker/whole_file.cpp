#include "checker/whole_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace a6::checker {

namespace {

// Those of a file that is made in the usual way. Asked once: the mask can only be read by setting it, and copies are
// written by several threads.
mode_t usual_permissions() {
    static mode_t const usual = [] {
        mode_t const masked = ::umask(0);
        ::umask(masked);
        return static_cast<mode_t>(0666) & ~masked;
    }();
    return usual;
}

}  // namespace

whole_file::whole_file(std::string path) : path_(std::move(path)) {
    struct stat there {};
    bool const exists = ::lstat(path_.c_str(), &there) == 0;
    if (!exists || S_ISREG(there.st_mode)) {
        scratch_ = path_ + ".XXXXXX";
        int const fd = ::mkstemp(scratch_.data());
        if (fd >= 0)
            ::fchmod(fd, exists ? there.st_mode & 07777 : usual_permissions());
        else
            scratch_.clear();  // the folder takes no new file; the one that is there may be writable
        if (fd >= 0) ::close(fd);
    }
    errno = 0;
    stream_.open(scratch_.empty() ? path_ : scratch_, std::ios::binary);
    if (!stream_) error_ = errno;
}

whole_file::~whole_file() {
    if (!scratch_.empty()) ::unlink(scratch_.c_str());
}

bool whole_file::keep() {
    errno = 0;
    stream_.close();
    if (!stream_) {
        if (error_ == 0) error_ = errno;
        return false;
    }
    if (scratch_.empty()) return true;
    if (std::rename(scratch_.c_str(), path_.c_str()) != 0) {
        error_ = errno;
        return false;
    }
    scratch_.clear();
    return true;
}

std::string whole_file::why() const { return std::strerror(error_ == 0 ? EIO : error_); }

std::string file_identity(std::string const& path) {
    struct stat there {};
    if (::stat(path.c_str(), &there) == 0) return std::to_string(there.st_dev) + ':' + std::to_string(there.st_ino);
    std::error_code status;
    return std::filesystem::weakly_canonical(path, status).string();
}

}  // namespace a6::checker
