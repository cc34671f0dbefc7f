#pragma once
// Small files that only their owner may read, written so that a crash leaves the old one or the new one.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace expediter::app {

// Who may read a file that holds a secret. A group may where programs share a key, and where an access list
// names this program's user: then the group's bits stand for the list.
enum class FileReaders : std::uint8_t { owner, owner_and_group };

// Replaces `path` with `text`: written beside it, flushed to disk, renamed into place; mode 0600. Throws
// std::system_error, and then the file is as it was. What root writes is the directory's owner's.
void write_private_file(const std::filesystem::path& path, std::string_view text);

// The file's text; empty where there is no such file. Throws CommandError where others than `readers` may
// read it, or others than the owner write it, and where it cannot be read.
std::optional<std::string> read_private_file(const std::filesystem::path& path,
                                             FileReaders readers = FileReaders::owner);

}  // namespace expediter::app
