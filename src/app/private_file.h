#pragma once
// Small files that only their owner may read, written so that a crash leaves the old one or the new one.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace expediter::app {

// Replaces `path` with `text`: written beside it, flushed to disk, renamed into place; mode 0600. Throws
// std::system_error, and then the file is as it was.
void write_private_file(const std::filesystem::path& path, std::string_view text);

// The file's text; empty where there is no such file. Throws CommandError where others than the owner may
// read or write it, std::system_error where it cannot be read.
std::optional<std::string> read_private_file(const std::filesystem::path& path);

}  // namespace expediter::app
