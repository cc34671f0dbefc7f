#include "store/backup.h"

#include "sql/failure.h"
#include "store/incarnation.h"
#include "store/integrity.h"

namespace expediter::store {

namespace {

// The copy is a store of its own: other states come to be in it under the same commit numbers.
void make_independent(const std::string& path) {
  sql::Connection copy{path, {.mode = sql::Mode::read_write}};
  copy.execute("PRAGMA user_version = 0");
  // Of an older version there is nothing to renew yet; bringing it up to date does.
  auto row = copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'store'");
  if (row.step()) renew_incarnation(copy);
}

}  // namespace

void copy_database(sql::Connection& source, const std::string& path, CopyCheck check,
                   const std::function<void(int done, int total)>& progress,
                   const std::function<void(std::string_view)>& step) {
  try {
    const sql::Transaction moment{source, sql::Begin::read};
    source.backup_to(path, progress);
    make_independent(path);
  } catch (const base::Error& error) {
    if (!sql::tells_of_damage(error)) throw;
    throw DamagedCopy{"the database file is damaged: " + error.detail()};
  }
  sql::Connection copy{path, {.mode = sql::Mode::read_only}};
  const auto findings =
      check == CopyCheck::everything ? find_damage(copy, step) : find_broken_structures(copy, step);
  if (!findings.empty()) throw DamagedCopy{findings.front()};
}

}  // namespace expediter::store
