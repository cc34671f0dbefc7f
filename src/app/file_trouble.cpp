#include "app/file_trouble.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "app/command.h"
#include "base/file.h"
#include "sql/failure.h"

namespace expediter::app {

namespace {

namespace fs = std::filesystem;

std::string quote(const fs::path& path) {
  return "\"" + path.string() + "\"";
}

// The nearest of the path and those above it that can be asked for its owner.
std::optional<uid_t> owner_near(fs::path path) {
  while (!path.empty()) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) return status.st_uid;
    if (!path.has_relative_path()) break;
    path = path.parent_path();
  }
  return std::nullopt;
}

std::string say_as_whom(const fs::path& path) {
  const auto owner = owner_near(path);
  const uid_t me = ::geteuid();
  if (!owner || *owner == me) return "its mode does not allow it";
  const std::string name = base::user_name(*owner);
  return "it belongs to " + name + ", and you are " + base::user_name(me) + ": run this as " + name +
         " (`sudo -u " + name + " expediter …`) or as root";
}

struct Looked {
  int error = 0;  // Of asking; 0 where it was answered.
  mode_t mode = 0;
};

Looked look(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {.error = errno};
  return {.mode = status.st_mode};
}

}  // namespace

std::string explain_file_error(const fs::path& path, const std::string& doing, int error) {
  std::string text = quote(path) + " cannot be " + doing + ": " + std::generic_category().message(error);
  if (error == EACCES || error == EPERM) return text + "; " + say_as_whom(path);
  if (error == ENOENT || error == ENOTDIR || error == EISDIR) return text;
  const std::string_view advice = sql::advice_for(error);
  return advice.empty() ? text : text + "; " + std::string{advice};
}

void refuse_unusable(const fs::path& directory, const fs::path& database) {
  const Looked at_directory = look(directory);
  const std::string make_one = "`expediter migrate --data " + directory.string() + "` makes a new one";
  if (at_directory.error == ENOENT)
    throw CommandError{quote(directory) + " is no data directory: there is nothing of that name. " +
                       make_one};
  if (at_directory.error != 0)
    throw CommandError{"the data directory " + explain_file_error(directory, "used", at_directory.error)};
  if (!S_ISDIR(at_directory.mode))
    throw CommandError{quote(directory) + " is no data directory: it is a file"};
  const Looked at_database = look(database);
  if (at_database.error == ENOENT && fs::exists(directory / "keys.toml"))
    throw CommandError{quote(directory) + " holds keys, but no database: there is no " + database.string() +
                       ". Put it back, or a backup with `expediter restore FILE`; for a new installation "
                       "move keys.toml away"};
  if (at_database.error == ENOENT)
    throw CommandError{quote(directory) + " is no data directory: there is no " + database.string() + ". " +
                       make_one};
  if (at_database.error != 0)
    throw CommandError{"the data directory " + explain_file_error(directory, "used", at_database.error)};
  if (!S_ISREG(at_database.mode))
    throw CommandError{quote(database) + " is no file, so it cannot be the database; move it away"};
  if (::access(database.c_str(), R_OK) != 0)
    throw CommandError{"the database " + explain_file_error(database, "read", errno)};
}

}  // namespace expediter::app
