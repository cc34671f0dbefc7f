#include "app/private_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "app/command.h"

namespace expediter::app {

namespace {

[[noreturn]] void fail(const char* doing, const std::filesystem::path& path) {
  throw std::system_error{errno, std::generic_category(), std::string{doing} + " " + path.string()};
}

// A descriptor that is closed at the end of its scope.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags, const char* doing)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (number_ < 0) fail(doing, path);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number_); }
  int number() const { return number_; }

 private:
  int number_;
};

void write_all(int descriptor, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", path);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void write_private_file(const std::filesystem::path& path, std::string_view text) {
  auto beside = path;
  beside += ".new";
  {
    const Descriptor file{beside, O_WRONLY | O_CREAT | O_TRUNC, "cannot write"};
    write_all(file.number(), text, beside);
    if (::fsync(file.number()) != 0) fail("cannot write", beside);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) fail("cannot write", path);
  // The name is on disk only once its directory is.
  const Descriptor directory{path.has_parent_path() ? path.parent_path() : ".", O_RDONLY | O_DIRECTORY,
                             "cannot write"};
  if (::fsync(directory.number()) != 0) fail("cannot write", path);
}

std::optional<std::string> read_private_file(const std::filesystem::path& path, FileReaders readers) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return std::nullopt;
  const Descriptor file{path, O_RDONLY, "cannot read"};
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) fail("cannot read", path);
  const mode_t group = readers == FileReaders::owner ? S_IRWXG : S_IWGRP | S_IXGRP;
  if ((status.st_mode & (group | S_IRWXO)) != 0)
    throw CommandError{
        fmt::format("{} holds secrets, and others may read it (mode {:04o}): `chmod 600` it first",
                    path.string(), status.st_mode & 07777)};
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t got = ::read(file.number(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot read", path);
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace expediter::app
