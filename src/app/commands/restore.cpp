#include "store/restore.h"

#include <fcntl.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <ostream>

#include "app/commands.h"
#include "app/data_directory.h"
#include "app/data_keys.h"
#include "app/file_trouble.h"
#include "app/progress.h"
#include "base/clock.h"
#include "base/random.h"

namespace expediter::app {

namespace {

namespace fs = std::filesystem;

void refuse_unreadable(const fs::path& backup, const fs::path& database) {
  std::error_code error;
  if (fs::is_directory(backup, error))
    throw CommandError{"\"" + backup.string() + "\" is a directory; name the file of a backup"};
  if (::access(backup.c_str(), R_OK) != 0)
    throw CommandError{"the backup " + explain_file_error(backup, "read", errno)};
  if (fs::equivalent(backup, database, error))
    throw CommandError{"\"" + backup.string() + "\" is the database itself; name the file of a backup"};
}

// The keys that are there must be those of the backup: they cannot be asked for afterwards.
void refuse_keys_of_another(const std::string& directory, const std::string& copy) {
  const auto keys = find_keys(directory);
  if (!keys) return;
  sql::Connection connection{copy, {.mode = sql::Mode::read_only}};
  refuse_other_keys(connection, *keys, directory);
}

int run_restore(const Invocation& invocation) {
  const std::string& directory = invocation.data_directory();
  const fs::path backup = invocation.value("FILE");
  make_data_directory(directory);
  const std::string file = store::database_file(directory);
  refuse_unreadable(backup, file);
  base::init_crypto();
  const DataLock lock{directory, "restore"};
  std::ostream* terminal = invocation.terminal();
  Progress bar{terminal, "Copying", "pages", 0};
  ProgressLines lines{invocation.err(), "Copying", "pages"};
  const store::RestoreSteps steps{
      .progress =
          [&](int done, int total) {
            if (terminal != nullptr)
              bar.at(done, total);
            else
              lines.at(done, total);
          },
      .step =
          [&](std::string_view about) {
            if (terminal != nullptr) *terminal << "\r\x1b[KChecking " << about << " …" << std::flush;
          },
      .accept = [&](const std::string& copy) { refuse_keys_of_another(directory, copy); }};
  std::optional<std::string> aside;
  try {
    aside = store::restore_database(backup.string(), file, base::system_clock(), steps);
  } catch (const store::DamagedCopy& damage) {
    throw CommandError{"\"" + backup.string() +
                       "\" was not restored, and nothing was changed: " + damage.what()};
  }
  if (terminal != nullptr) *terminal << "\r\x1b[K" << std::flush;
  invocation.out() << "Restored " << file << " from " << backup.string() << ".\n";
  if (aside)
    invocation.out() << "The database that was there is now " << *aside
                     << "; remove it when nobody needs it any more.\n";
  if (!find_keys(directory))
    invocation.out() << "There is no keys.toml: put that of the backup back before the server starts.\n";
  return kExitSuccess;
}

}  // namespace

Command restore_command() {
  return {
      .name = "restore",
      .summary = "Put a backup in the place of the database; the server must be stopped.",
      .details =
          "The backup is copied into the data directory, brought up to this program's schema and checked as "
          "`expediter check` does, before anything is changed; then it takes the database's place at one "
          "stroke. Whatever stops the command, the old database or the restored one is there, whole. The old "
          "one stays beside it, as expediter.db.replaced-TIME. It needs room on the disk for both.\n\nThe "
          "keys "
          "(keys.toml) stay: they must be those that the backup was made with, or younger ones of the same "
          "directory.",
      .arguments = {{.name = "FILE", .summary = "The backup; stays as it is.", .required = true}},
      .settings = SettingFlags::data_only,
      .run = run_restore};
}

}  // namespace expediter::app
