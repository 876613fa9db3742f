#pragma once
// A file that is there whole or as it was before: written beside its place and moved there when it is done. A
// pipeline's next step never takes a part of it for all.

#include <fstream>
#include <string>

namespace a6::checker {

class whole_file {
public:
    // What is there and is no plain file (a pipe, /dev/stdout, a link) is written to directly: it cannot be replaced.
    explicit whole_file(std::string path);
    // Without `keep` nothing is left of what was written.
    ~whole_file();
    whole_file(whole_file const&) = delete;
    whole_file& operator=(whole_file const&) = delete;

    std::ostream& stream() { return stream_; }
    // Puts the file in its place. False: it could not be written, and why() says why.
    bool keep();
    std::string why() const;

private:
    std::string path_;
    std::string scratch_;  // empty: written to directly
    std::ofstream stream_;
    int error_ = 0;
};

// The file that a path leads to, however it is spelt and whether or not it is there yet: two paths with one identity
// are one file.
std::string file_identity(std::string const& path);

}  // namespace a6::checker
