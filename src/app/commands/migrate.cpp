#include <ostream>

#include "app/commands.h"
#include "app/data_directory.h"
#include "app/data_keys.h"
#include "base/clock.h"
#include "store/database.h"
#include "store/migrations.h"

namespace expediter::app {

namespace {

constexpr std::int64_t kCacheBytes = 32L * 1024 * 1024;

int run_migrate(const Invocation& invocation) {
  const std::string& directory = invocation.data_directory();
  make_data_directory(directory);
  const DataLock lock{directory, "migrate"};
  const bool made = database_or_new(directory).made;
  const Keys keys = keys_of(directory, NewKeys::refuse);
  store::Database database{directory,
                           base::system_clock(),
                           {.writer_cache_bytes = kCacheBytes, .writer = {.audit_key = audit_key(keys)}}};
  settle_keys(database, keys);
  const std::int64_t version = store::migrations().back().version;
  const auto applied = made ? static_cast<int>(version) : database.applied_migrations();
  if (applied == 0)
    invocation.out() << "The database is up to date: its schema is version " << version << ".\n";
  else
    invocation.out() << "Applied " << applied << (applied == 1 ? " step" : " steps")
                     << ": the schema is now version " << version << ".\n";
  return kExitSuccess;
}

}  // namespace

Command migrate_command() {
  return {
      .name = "migrate",
      .summary = "Bring a data directory's database up to this program's schema, or make a new one.",
      .details =
          "`serve` does this by itself. Each step is a transaction: one that fails leaves the database as "
          "the step before left it. A database of a newer program is refused. The server must be stopped.",
      .settings = SettingFlags::data_only,
      .run = run_migrate};
}

}  // namespace expediter::app
