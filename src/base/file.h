#pragma once
// Files as the system has them: made for their owner alone, replaced at one stroke, made durable.
//
// What root makes in somebody else's directory is given to the directory's owner and group: a service that
// runs as another user can go on with it.

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace expediter::base {

// Which file a name stands for, and where: two names are one file where these are equal.
struct FileId {
  dev_t device = 0;
  ino_t inode = 0;
  friend bool operator==(const FileId&, const FileId&) = default;
};

// The file of that name, links followed; empty where there is none or it cannot be asked for.
std::optional<FileId> find_file(const std::filesystem::path& path);

// Opens for reading and writing, making it with mode 0600 where it is missing; the caller closes. A symbolic
// link is refused. Returns -1 with errno where that fails.
int open_private(const std::filesystem::path& path);

// Where this process is root: gives the open file to whom `directory` belongs, group and all. Best effort.
void give_to_owner_of(const std::filesystem::path& directory, int descriptor);
// The same by name, for what cannot be opened; a link itself, not what it leads to.
void give_to_owner_of(const std::filesystem::path& directory, const std::filesystem::path& name);

// Replaces `path` with `text`: written beside it, flushed to disk, renamed into place; mode 0600. Throws
// std::system_error, and then the file is as it was.
void replace_file(const std::filesystem::path& path, std::string_view text);

// Makes durable what was written into the file, or which names are in the directory. Throw std::system_error.
void sync_file(const std::filesystem::path& path);
void sync_directory(const std::filesystem::path& path);

// The user's name; the number where it has none.
std::string user_name(uid_t user);

}  // namespace expediter::base
