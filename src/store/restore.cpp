#include "store/restore.h"

#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "base/file.h"
#include "base/random.h"
#include "sql/failure.h"
#include "store/incarnation.h"
#include "store/instance.h"
#include "store/integrity.h"
#include "store/migrations.h"

namespace expediter::store {

namespace {

namespace fs = std::filesystem;

void remove_files(const std::string& file) {
  std::error_code ignored;
  for (const char* companion : {"", "-journal", "-wal", "-shm"}) fs::remove(file + companion, ignored);
}

// A file without a log is read as it lies: nothing is made beside it, wherever it is.
void copy_backup(const std::string& backup, const std::string& copy, const RestoreSteps& steps) {
  std::error_code error;
  const bool alone = !fs::exists(backup + "-wal", error);
  if (fs::file_size(backup) == 0) throw DamagedCopy{"it is empty"};
  try {
    sql::Connection source{backup, {.mode = sql::Mode::read_only, .unchanging = alone}};
    if (schema_version(source) == 0) throw DamagedCopy{"it is no database of Expediter"};
    copy_database(source, copy, CopyCheck::structures, steps.progress, steps.step);
  } catch (const base::Error& failure) {
    if (!sql::tells_of_damage(failure)) throw;
    throw DamagedCopy{"the file is damaged, or no database: " + failure.detail()};
  }
}

void make_ready(const std::string& copy, std::int64_t mark, const base::Clock& clock,
                const RestoreSteps& steps) {
  {
    sql::Connection connection{copy, {.mode = sql::Mode::read_write}};
    migrate(connection, clock);
    renew_incarnation(connection);
    connection.execute("PRAGMA user_version = " + std::to_string(mark));
    const auto findings = find_damage(connection, steps.step);
    if (!findings.empty()) throw DamagedCopy{findings.front()};
  }
  steps.accept(copy);
  base::sync_file(copy);
}

// A second name for the file; empty where it is not there.
bool keep_aside(const std::string& file, const std::string& aside) {
  if (::link(file.c_str(), aside.c_str()) == 0) return true;
  if (errno == ENOENT) return false;
  throw std::system_error{errno, std::generic_category(), "cannot keep the old database as " + aside};
}

std::string name_aside(const std::string& file, const base::Clock& clock) {
  const std::time_t now = clock.now().seconds;
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
  std::string name = file + ".replaced-" + text;
  for (int number = 2; fs::exists(name); ++number)
    name = file + ".replaced-" + text + "-" + std::to_string(number);
  return name;
}

void swap(const std::string& copy, const std::string& file, std::int64_t mark) {
  const std::string directory = fs::path{file}.parent_path().string();
  // From here on a file of that mark beside the old log is the restored one.
  MarkNote note = read_mark_note(file).value_or(MarkNote{});
  note.restored = mark;
  write_mark_note(file, note);
  fs::rename(copy, file);
  base::sync_directory(directory);
  std::error_code ignored;
  fs::remove(file + "-wal", ignored);
  fs::remove(file + "-shm", ignored);
  write_mark_note(file, {.marks = {mark}, .closed = true});
}

}  // namespace

std::optional<std::string> restore_database(const std::string& backup, const std::string& file,
                                            const base::Clock& clock, const RestoreSteps& steps) {
  const std::string copy = file + ".restoring";
  remove_files(copy);
  const int made = base::open_private(copy);
  if (made < 0) throw std::system_error{errno, std::generic_category(), "cannot write " + copy};
  ::close(made);
  const std::int64_t mark = new_mark();
  try {
    copy_backup(backup, copy, steps);
    make_ready(copy, mark, clock, steps);
    const std::string aside = name_aside(file, clock);
    const bool had = keep_aside(file, aside);
    if (had) keep_aside(file + "-wal", aside + "-wal");
    swap(copy, file, mark);
    return had ? std::optional{aside} : std::nullopt;
  } catch (...) {
    remove_files(copy);
    throw;
  }
}

}  // namespace expediter::store
