#include "store/backup.h"

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
#include "app/file_trouble.h"
#include "app/progress.h"
#include "base/file.h"
#include "sql/connection.h"

namespace expediter::app {

namespace {

constexpr std::int64_t kCacheBytes = 8L * 1024 * 1024;

[[noreturn]] void fail_to_make(const std::string& path, int code) {
  throw CommandError{code == EEXIST ? "\"" + path + "\" is there already; a backup overwrites nothing"
                                    : explain_file_error(path, "made", code)};
}

// Makes the file before the engine opens it: for its owner alone, and never one that was there.
void create_target(const std::string& path) {
  std::error_code error;
  if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found)
    fail_to_make(path, EEXIST);
  const int descriptor = base::open_private(path);
  if (descriptor < 0) fail_to_make(path, errno);
  ::close(descriptor);
}

void remove_unfinished(const std::string& path) {
  std::error_code ignored;
  for (const char* companion : {"", "-journal", "-wal", "-shm"})
    std::filesystem::remove(path + companion, ignored);
}

void copy(const Invocation& invocation, const std::string& source, const std::string& target) {
  std::ostream* terminal = invocation.terminal();
  Progress bar{terminal, "Copying", "pages", 0};
  ProgressLines lines{invocation.err(), "Copying", "pages"};
  const auto progress = [&](int done, int total) {
    if (terminal != nullptr)
      bar.at(done, total);
    else
      lines.at(done, total);
  };
  const auto step = [&](std::string_view about) {
    if (terminal != nullptr) *terminal << "\r\x1b[KChecking " << about << " …" << std::flush;
  };
  sql::Connection connection{source, {.mode = sql::Mode::read_only, .cache_bytes = kCacheBytes}};
  store::copy_database(
      connection, target,
      invocation.given("--check") ? store::CopyCheck::everything : store::CopyCheck::structures, progress,
      step);
  if (terminal != nullptr) *terminal << "\r\x1b[K" << std::flush;
}

int run_backup(const Invocation& invocation) {
  const std::string source = existing_database(invocation.data_directory());
  const std::string& target = invocation.value("FILE");
  if (std::filesystem::exists(target)) fail_to_make(target, EEXIST);
  // Until it is whole the copy has another name: what has the right one is a backup, whatever happened.
  const std::string unfinished = target + ".unfinished";
  create_target(unfinished);
  try {
    copy(invocation, source, unfinished);
    base::sync_file(unfinished);
    if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) != 0)
      fail_to_make(target, errno);
    base::sync_directory(std::filesystem::absolute(target).parent_path());
  } catch (const store::DamagedCopy& damage) {
    remove_unfinished(unfinished);
    throw CommandError{
        "no backup was made, because the database is not whole: " + std::string{damage.what()} +
        ". Restore an older backup; `expediter check` tells of all that is wrong"};
  } catch (...) {
    remove_unfinished(unfinished);
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
          "The copy is a complete database, checked before it gets its name: while it is being made that "
          "ends "
          "in .unfinished. `expediter restore FILE` puts it back. The secret keys (keys.toml) are not in it; "
          "keep a copy of them apart.\n\nShows at a terminal how far it is, and otherwise prints a line for "
          "every tenth part. A database that is not whole gives no backup, and exits with 1.",
      .arguments = {{.name = "FILE", .summary = "Where to; must not be there yet.", .required = true},
                    {.name = "--check",
                     .summary = "Check the copy as `expediter check` does, and not its structures alone."}},
      .settings = SettingFlags::data_only,
      .run = run_backup};
}

}  // namespace expediter::app
