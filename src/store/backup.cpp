#include "store/backup.h"

#include "store/integrity.h"

namespace expediter::store {

void copy_database(sql::Connection& source, const std::string& path, CopyCheck check,
                   const std::function<void(int done, int total)>& progress,
                   const std::function<void(std::string_view)>& step) {
  {
    const sql::Transaction moment{source, sql::Begin::read};
    source.backup_to(path, progress);
  }
  sql::Connection copy{path, {.mode = sql::Mode::read_only}};
  const auto findings =
      check == CopyCheck::everything ? find_damage(copy, step) : find_broken_structures(copy, step);
  if (!findings.empty()) throw DamagedCopy{findings.front()};
}

}  // namespace expediter::store
