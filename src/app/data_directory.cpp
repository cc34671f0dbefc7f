#include "app/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "app/command.h"
#include "app/file_trouble.h"
#include "base/clock.h"
#include "base/file.h"
#include "store/database.h"

namespace expediter::app {

namespace {

constexpr std::string_view kLockFile = "expediter.lock";
constexpr std::string_view kUnnamed = "another process";

std::string reason(int error) {
  return std::generic_category().message(error);
}

// What the holder wrote into the file: "1234 serve" becomes "process 1234 (expediter serve)".
std::string describe_holder(int descriptor) {
  std::array<char, 128> buffer{};
  const ssize_t got = ::pread(descriptor, buffer.data(), buffer.size(), 0);
  const std::string_view text{buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
  const std::size_t blank = text.find(' ');
  const std::size_t end = text.find('\n');
  // Between taking the lock and writing this line a holder has no name yet.
  if (blank == std::string_view::npos || end == std::string_view::npos || end < blank)
    return std::string{kUnnamed};
  return "process " + std::string{text.substr(0, blank)} + " (expediter " +
         std::string{text.substr(blank + 1, end - blank - 1)} + ")";
}

}  // namespace

void make_data_directory(const std::filesystem::path& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (::mkdir(path.c_str(), S_IRWXU) == 0) return;
  const int code = errno;
  if (code == EEXIST && std::filesystem::is_directory(path, error)) return;
  if (code == EEXIST)
    throw CommandError{"the data directory \"" + path.string() +
                       "\" cannot be made: it is there, and is no directory"};
  throw CommandError{"the data directory " + explain_file_error(path, "made", code)};
}

DataLock::DataLock(const std::filesystem::path& directory, std::string_view purpose) {
  const auto file = directory / kLockFile;
  descriptor_ = base::open_private(file);
  if (descriptor_ < 0) {
    const int code = errno;
    throw CommandError{
        "the data directory \"" + directory.string() + "\" cannot be used: " +
        (code == ELOOP ? file.string() + " is a link; remove it" : explain_file_error(file, "opened", code))};
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int code = errno;
    const std::string holder = describe_holder(descriptor_);
    ::close(descriptor_);
    if (code == EWOULDBLOCK)
      throw DirectoryInUse{
          "the data directory \"" + directory.string() + "\" is in use by " + holder + "; stop that first",
          holder.ends_with("(expediter serve)") || holder == kUnnamed};
    throw CommandError{"the data directory \"" + directory.string() + "\" cannot be locked: " + reason(code)};
  }
  // The line is for people and the message above; the lock holds without it, so a full disk does not matter
  // here.
  const std::string line = std::to_string(::getpid()) + " " + std::string{purpose} + "\n";
  if (::ftruncate(descriptor_, 0) == 0) [[maybe_unused]]
    const ssize_t written = ::pwrite(descriptor_, line.data(), line.size(), 0);
}

DataLock::~DataLock() {
  [[maybe_unused]] const int emptied = ::ftruncate(descriptor_, 0);
  ::close(descriptor_);
}

std::string existing_database(const std::filesystem::path& directory) {
  std::string file = store::database_file(directory.string());
  refuse_unusable(directory, file);
  store::refuse_foreign_files(file);
  return file;
}

MadeDatabase database_or_new(const std::filesystem::path& directory) {
  const std::string file = store::database_file(directory.string());
  std::error_code error;
  const bool is_new =
      std::filesystem::status(file, error).type() == std::filesystem::file_type::not_found &&
      std::filesystem::status(directory / "keys.toml", error).type() == std::filesystem::file_type::not_found;
  if (!is_new) {
    refuse_unusable(directory, file);
    store::finish_restore(file);
    return {.file = existing_database(directory), .made = false};
  }
  store::create_unless_there(file, base::system_clock());
  return {.file = file, .made = true};
}

}  // namespace expediter::app
