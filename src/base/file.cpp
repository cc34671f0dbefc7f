#include "base/file.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace expediter::base {

namespace {

[[noreturn]] void fail(const char* doing, const std::filesystem::path& path) {
  throw std::system_error{errno, std::generic_category(), std::string{doing} + " " + path.string()};
}

// A descriptor that is closed at the end of its scope.
class File {
 public:
  File(int number, const std::filesystem::path& path) : number_(number) {
    if (number_ < 0) fail("cannot write", path);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(number_); }
  int number() const { return number_; }

 private:
  int number_;
};

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
}

void write_all(int descriptor, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void sync(const std::filesystem::path& path, int flags) {
  const File file{::open(path.c_str(), flags | O_CLOEXEC), path};
  if (::fsync(file.number()) != 0) fail("cannot write", path);
}

}  // namespace

std::optional<FileId> find_file(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileId{status.st_dev, status.st_ino};
}

int open_private(const std::filesystem::path& path) {
  constexpr int kFlags = O_RDWR | O_NOFOLLOW | O_CLOEXEC;
  const int made = ::open(path.c_str(), kFlags | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
  if (made >= 0) {
    give_to_owner_of(directory_of(path), made);
    return made;
  }
  return errno == EEXIST ? ::open(path.c_str(), kFlags) : -1;
}

void give_to_owner_of(const std::filesystem::path& directory, int descriptor) {
  struct stat status {};
  if (::geteuid() != 0 || ::stat(directory.c_str(), &status) != 0) return;
  [[maybe_unused]] const int given = ::fchown(descriptor, status.st_uid, status.st_gid);
}

void give_to_owner_of(const std::filesystem::path& directory, const std::filesystem::path& name) {
  struct stat status {};
  if (::geteuid() != 0 || ::stat(directory.c_str(), &status) != 0) return;
  [[maybe_unused]] const int given = ::lchown(name.c_str(), status.st_uid, status.st_gid);
}

void replace_file(const std::filesystem::path& path, std::string_view text) {
  auto beside = path;
  beside += ".new";
  // What a stop has left, or somebody has laid there, is not written to.
  ::unlink(beside.c_str());
  {
    const File file{open_private(beside), beside};
    write_all(file.number(), text, beside);
    if (::fsync(file.number()) != 0) fail("cannot write", beside);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) fail("cannot write", path);
  // The name is on disk only once its directory is.
  sync_directory(directory_of(path));
}

void sync_file(const std::filesystem::path& path) {
  sync(path, O_RDWR);
}

void sync_directory(const std::filesystem::path& path) {
  sync(path, O_RDONLY | O_DIRECTORY);
}

std::string user_name(uid_t user) {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return std::to_string(user);
}

}  // namespace expediter::base
