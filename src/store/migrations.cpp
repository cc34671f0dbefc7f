#include "store/migrations.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/random.h"
#include "store/incarnation.h"
#include "store/search_index.h"
#include "store/text_refresh.h"

namespace expediter::store {

namespace {

void create_ledger(sql::Connection& connection) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS schema_migrations ("
      "  version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT "
      "NULL)");
}

std::string checksum(const Migration& migration) {
  return base::to_hex(base::digest(migration.sql));
}

// The applied steps must be a prefix of ours, letter by letter.
std::int64_t verify_applied(sql::Connection& connection) {
  std::int64_t version = 0;
  auto applied = connection.prepare("SELECT version, name, checksum FROM schema_migrations ORDER BY version");
  while (applied.step()) {
    version = applied.integer(0);
    const auto index = static_cast<std::size_t>(version - 1);
    if (index >= migrations().size())
      throw std::runtime_error(
          fmt::format("The database has schema version {} ({}), this program knows versions up to {}. It was "
                      "written by a newer "
                      "Expediter: use that one, or restore a backup from before the upgrade.",
                      version, applied.text(1), migrations().size()));
    if (checksum(migrations()[index]) != applied.text(2))
      throw std::runtime_error(
          fmt::format("Schema step {} ({}) of the database is not the one that this program knows. The "
                      "database was made by "
                      "another edition of Expediter.",
                      version, applied.text(1)));
  }
  return version;
}

void apply(sql::Connection& connection, const Migration& migration, const base::Clock& clock) {
  sql::Transaction transaction{connection, sql::Begin::immediate};
  connection.execute(std::string{migration.sql});
  connection
      .prepare("INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)")
      .bind(1, migration.version)
      .bind(2, migration.name)
      .bind(3, std::string_view{checksum(migration)})
      .bind(4, clock.now().seconds)
      .run();
  transaction.commit();
}

}  // namespace

std::int64_t schema_version(sql::Connection& connection) {
  auto exists =
      connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'");
  if (!exists.step()) return 0;
  auto version = connection.prepare("SELECT COALESCE(MAX(version), 0) FROM schema_migrations");
  version.step();
  return version.integer(0);
}

int migrate(sql::Connection& connection, const base::Clock& clock) {
  create_ledger(connection);
  int applied = 0;
  for (auto next = static_cast<std::size_t>(verify_applied(connection)); next < migrations().size(); ++next) {
    apply(connection, migrations()[next], clock);
    ++applied;
  }
  const bool brought = refresh_texts(connection);
  const bool renewed = refresh_search_index(connection);
  if (applied > 0 || brought || renewed) renew_incarnation(connection);
  return applied;
}

}  // namespace expediter::store
