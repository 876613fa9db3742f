#include "checker/zip_archive.hpp"

#include "checker/limits.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace a6::checker {

struct zip_archive::handle {
    zip_t* archive = nullptr;
    ~handle() {
        if (archive != nullptr) zip_discard(archive);
    }
};

namespace {

read_error zip_error(char const* code, sentence message, sentence help) {
    return {{}, code, std::move(message), std::move(help), 0, 0};
}

read_error damaged(sentence why) {
    return zip_error("X202", sentence("the workbook is damaged: {}", std::move(why)),
                     sentence("open it in a spreadsheet program and save it again, or ask for it again"));
}

read_error encrypted(std::string const& name) {
    return zip_error("X205", sentence("the part `{}` is encrypted", name),
                     sentence("remove the password and save the workbook again"));
}

read_error too_large(std::string const& name) {
    return zip_error("X207", sentence("the part `{}` inflates to more than {} MB", name, limits::max_part_bytes >> 20),
                     sentence("a filing is far smaller; save it again without unused rows, or split it"));
}

struct entry {
    zip_file_t* file = nullptr;
    ~entry() {
        if (file != nullptr) zip_fclose(file);
    }
};

}  // namespace

namespace {

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

// An archive is one only if its directory ends where its last record begins, that record ends the file, and nothing
// stands before the first entry. Two archives behind each other would be read differently by different programs.
bool is_one_archive(std::string_view bytes) {
    constexpr std::size_t end_record = 22;
    if (bytes.size() < end_record) return false;
    std::size_t const lowest = bytes.size() > 0xffff + end_record ? bytes.size() - 0xffff - end_record : 0;
    for (std::size_t at = bytes.size() - end_record + 1; at-- > lowest;) {
        if (bytes.compare(at, 4, "PK\x05\x06") != 0) continue;
        if (at + end_record + little_endian(bytes, at + 20, 2) != bytes.size()) return false;
        std::uint64_t size = little_endian(bytes, at + 12, 4);
        std::uint64_t offset = little_endian(bytes, at + 16, 4);
        std::uint64_t ends_at = at;
        constexpr std::size_t locator = 20;
        if (at >= locator && bytes.compare(at - locator, 4, "PK\x06\x07") == 0) {
            ends_at = little_endian(bytes, at - locator + 8, 8);
            if (ends_at > bytes.size() || bytes.size() - ends_at < 56) return false;
            size = little_endian(bytes, static_cast<std::size_t>(ends_at) + 40, 8);
            offset = little_endian(bytes, static_cast<std::size_t>(ends_at) + 48, 8);
        }
        return offset <= ends_at && size == ends_at - offset;
    }
    return false;
}

}  // namespace

zip_archive::zip_archive() : handle_(std::make_unique<handle>()) {}
zip_archive::~zip_archive() = default;

zip_open_result zip_archive::open(std::string_view bytes) {
    zip_open_result result;
    zip_error_t error;
    zip_error_init(&error);
    auto const fail = [&](read_error e) {
        result.error = std::move(e);
        zip_error_fini(&error);
        return std::move(result);
    };
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source == nullptr) return fail(damaged(sentence::verbatim(zip_error_strerror(&error))));
    std::unique_ptr<zip_archive> archive(new zip_archive);
    archive->handle_->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive->handle_->archive == nullptr) {
        auto const why = sentence::verbatim(zip_error_strerror(&error));
        zip_source_free(source);
        return fail(damaged(why));
    }
    if (!is_one_archive(bytes))
        return fail(zip_error(
            "X215", sentence("the archive has bytes before, between or after its parts that belong to no part"),
            sentence("save the workbook anew from a spreadsheet program")));
    zip_t* const handle = archive->handle_->archive;
    zip_int64_t const count = zip_get_num_entries(handle, 0);
    if (count < 0 || static_cast<std::size_t>(count) > limits::max_archive_entries) {
        return fail(zip_error("X206", sentence("the archive has more than {} parts", limits::max_archive_entries),
                              sentence("a workbook has about twenty; this is not a filing")));
    }
    std::set<std::string> seen;
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat_index(handle, static_cast<zip_uint64_t>(i), 0, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) {
            return fail(damaged(sentence("a part has no name")));
        }
        std::string name = stat.name;
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
            return fail(encrypted(name));
        if (!seen.insert(name).second) {
            return fail(zip_error("X209", sentence("the archive has two parts called `{}`", name),
                                  sentence("programs would disagree on which one counts; save the workbook again")));
        }
        archive->names_.push_back(std::move(name));
    }
    zip_error_fini(&error);
    result.archive = std::move(archive);
    return result;
}

bool zip_archive::contains(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
}

zip_part zip_archive::read(std::string_view wanted) {
    zip_part result;
    std::string const name(wanted);
    auto const at = std::find(names_.begin(), names_.end(), name);
    if (at == names_.end()) {
        result.error = zip_error("X210", sentence("the workbook has no part `{}`", name),
                                 sentence("open it in a spreadsheet program and save it again"));
        return result;
    }
    auto const index = static_cast<zip_uint64_t>(at - names_.begin());
    zip_t* const archive = handle_->archive;
    zip_stat_t stat;
    zip_stat_init(&stat);
    bool const sized = zip_stat_index(archive, index, 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0;
    if (sized && stat.size > limits::max_part_bytes) {
        result.error = too_large(name);
        return result;
    }
    entry part;
    part.file = zip_fopen_index(archive, index, 0);
    if (part.file == nullptr) {
        result.error = zip_error("X212", sentence("the part `{}` cannot be inflated: {}", name, zip_strerror(archive)),
                                 sentence("open the workbook in a spreadsheet program and save it again"));
        return result;
    }
    std::string bytes;
    std::array<char, 65536> piece{};
    for (;;) {
        zip_int64_t const got = zip_fread(part.file, piece.data(), piece.size());
        if (got < 0) {
            result.error = zip_error(
                "X212", sentence("the part `{}` is damaged: {}", name, zip_file_strerror(part.file)),
                sentence("open the workbook in a spreadsheet program and save it again, or ask for it again"));
            return result;
        }
        if (got == 0) break;
        bytes.append(piece.data(), static_cast<std::size_t>(got));
        if (bytes.size() > limits::max_part_bytes || (sized && bytes.size() > stat.size)) {
            result.error = too_large(name);
            return result;
        }
        if (total_ + bytes.size() > limits::max_archive_bytes) {
            result.error = zip_error(
                "X208",
                sentence("the parts of the workbook inflate to more than {} MB", limits::max_archive_bytes >> 20),
                sentence("a filing is far smaller; split it"));
            return result;
        }
    }
    total_ += bytes.size();
    result.bytes = std::move(bytes);
    return result;
}

namespace {

struct written_archive {
    zip_source_t* target = nullptr;
    ~written_archive() {
        if (target != nullptr) zip_source_free(target);
    }
};

// True if the part is in the archive that zip_close() will write.
bool put(zip_t* archive, zip_change const& change) {
    // The first day of this format's calendar, in DOS notation.
    constexpr zip_uint16_t no_time = 0, first_day = 1 << 5 | 1;
    // A sheet of 100,000 rows takes a fraction of the time of the library's default, and a tenth more room.
    constexpr zip_uint32_t level = 2;
    // The library compresses what it replaces as hard as it can; what that would take long goes behind the other parts.
    constexpr std::size_t large = std::size_t{1} << 20;
    zip_source_t* const content = zip_source_buffer(archive, change.bytes.data(), change.bytes.size(), 0);
    if (content == nullptr) return false;
    zip_int64_t index = zip_name_locate(archive, change.name.c_str(), 0);
    if (index >= 0 && change.bytes.size() > large) {
        if (zip_delete(archive, static_cast<zip_uint64_t>(index)) != 0) return false;
        index = -1;
    }
    bool const replaced = index >= 0 && zip_file_replace(archive, static_cast<zip_uint64_t>(index), content, 0) == 0;
    if (!replaced) index = zip_file_add(archive, change.name.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(content);
        return false;
    }
    auto const at = static_cast<zip_uint64_t>(index);
    return zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, level) == 0 &&
           zip_file_set_dostime(archive, at, no_time, first_day, 0) == 0;
}

// What stands in the source after the archive was written to it.
std::optional<std::string> written_bytes(zip_source_t* source) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(source, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0) return std::nullopt;
    std::string bytes(static_cast<std::size_t>(stat.size), '\0');
    if (zip_source_open(source) != 0) return std::nullopt;
    zip_int64_t const got = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (got != static_cast<zip_int64_t>(bytes.size())) return std::nullopt;
    return bytes;
}

}  // namespace

zip_part rewrite_archive(std::string_view bytes, std::vector<zip_change> const& changes) {
    zip_part result;
    zip_error_t error;
    zip_error_init(&error);
    auto const fail = [&](std::string const& why) {
        result.error = zip_error("X220", sentence("the workbook could not be written: {}", why),
                                 sentence("give a workbook that is smaller"));
        zip_error_fini(&error);
        return std::move(result);
    };
    written_archive written;
    written.target = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (written.target == nullptr) return fail(zip_error_strerror(&error));
    zip_source_keep(written.target);
    zip_t* const archive = zip_open_from_source(written.target, 0, &error);
    if (archive == nullptr) {
        zip_source_free(written.target);
        return fail(zip_error_strerror(&error));
    }
    bool good = true;
    for (zip_change const& change : changes) good = good && put(archive, change);
    if (!good || zip_close(archive) != 0) {
        std::string const why = zip_strerror(archive);
        zip_discard(archive);
        return fail(why);
    }
    result.bytes = written_bytes(written.target);
    if (!result.bytes) return fail("its bytes cannot be read back");
    zip_error_fini(&error);
    return result;
}

}  // namespace a6::checker
