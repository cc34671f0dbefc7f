#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <ostream>
#include <system_error>

#include "app/commands.h"
#include "app/data_directory.h"
#include "app/progress.h"
#include "sql/connection.h"

namespace expediter::app {

namespace {

constexpr std::int64_t kCacheBytes = 8L * 1024 * 1024;

[[noreturn]] void fail_to_make(const std::string& path, int code) {
  throw CommandError{code == EEXIST
                         ? "\"" + path + "\" is there already; a backup overwrites nothing"
                         : "\"" + path + "\" cannot be made: " + std::generic_category().message(code)};
}

// Makes the file before the engine opens it: for its owner alone, and never one that was there.
void create_target(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) fail_to_make(path, errno);
  ::close(descriptor);
}

int run_backup(const Invocation& invocation) {
  const std::string source = existing_database(invocation.data_directory());
  const std::string& target = invocation.value("FILE");
  if (std::filesystem::exists(target)) fail_to_make(target, EEXIST);
  // Until it is whole the copy has another name: what has the right one is a backup, whatever happened.
  const std::string unfinished = target + ".unfinished";
  create_target(unfinished);
  try {
    sql::Connection connection{source, {.mode = sql::Mode::read_only, .cache_bytes = kCacheBytes}};
    // Held to the end, it keeps the copy at one moment whatever is committed meanwhile.
    const sql::Transaction moment{connection, sql::Begin::read};
    Progress progress{invocation.terminal(), "Copying", "pages", 0};
    connection.backup_to(unfinished, [&](int done, int total) { progress.at(done, total); });
    if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) != 0)
      fail_to_make(target, errno);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    throw;
  }
  invocation.out() << "Wrote " << target << " ("
                   << group_digits(static_cast<std::int64_t>(std::filesystem::file_size(target)))
                   << " bytes).\n";
  return kExitSuccess;
}

}  // namespace

Command backup_command() {
  return {
      .name = "backup",
      .summary = "Copy the database, as of one moment, into a new file; works while the server runs.",
      .details =
          "The copy is a complete database. To restore it, stop the server, put the copy in the place of "
          "expediter.db in the data directory, and remove expediter.db-wal and expediter.db-shm. The secret "
          "keys (keys.toml) are not in it: without them everyone signs in anew. While the copy is being made "
          "its "
          "name ends in .unfinished.",
      .arguments = {{.name = "FILE", .summary = "Where to; must not be there yet.", .required = true}},
      .settings = SettingFlags::data_only,
      .run = run_backup};
}

}  // namespace expediter::app
