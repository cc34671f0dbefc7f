#include "app/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "app/command.h"
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
  throw CommandError{"the data directory \"" + path.string() + "\" cannot be made: " +
                     (code == EEXIST ? "it is there, and is no directory" : reason(code))};
}

DataLock::DataLock(const std::filesystem::path& directory, std::string_view purpose) {
  const auto file = directory / kLockFile;
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor_ < 0)
    throw CommandError{"the data directory \"" + directory.string() + "\" cannot be used: " + reason(errno)};
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
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    throw CommandError{"\"" + directory.string() + "\" is no data directory: there is no " + file +
                       ". `expediter migrate --data " + directory.string() + "` makes a new one"};
  return file;
}

}  // namespace expediter::app
