#pragma once
// The database's schema, as numbered steps that are applied once and never edited.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "sql/connection.h"

namespace expediter::store {

struct Migration {
  std::int64_t version;
  std::string_view name;
  std::string_view sql;
};

// Every step, oldest first: src/store/migrations/*.sql, compiled in.
std::span<const Migration> migrations();

// The version of the database, 0 of an empty one.
std::int64_t schema_version(sql::Connection& connection);

// Applies what is missing, each step in its own transaction: a step that fails leaves the database as the
// step before left it. Throws std::runtime_error, in words for the operator, for a database that is newer
// than this program or whose applied steps differ from ours. Returns how many steps were applied. Then makes
// anew what was derived by other rules than this program's. A database that was changed has a new
// incarnation.
int migrate(sql::Connection& connection, const base::Clock& clock);

}  // namespace expediter::store
