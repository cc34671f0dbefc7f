#include "app/private_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "app/command.h"
#include "app/file_trouble.h"
#include "app/local_socket.h"
#include "base/file.h"

namespace expediter::app {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw CommandError{explain_file_error(path, "read", errno)};
}

}  // namespace

void write_private_file(const std::filesystem::path& path, std::string_view text) {
  base::replace_file(path, text);
}

std::optional<std::string> read_private_file(const std::filesystem::path& path, FileReaders readers) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  // Only what is not there is not there: a file that may not be read is none to make another of.
  if (!file && errno == ENOENT) return std::nullopt;
  if (!file) fail(path);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) fail(path);
  if (S_ISDIR(status.st_mode))
    throw CommandError{path.string() + " is a directory, where a file was expected"};
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
    if (got < 0) fail(path);
    if (got == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace expediter::app
