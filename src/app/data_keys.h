#pragma once
// The keys of a data directory, compared with what its database knows of them: other keys would void every
// session, second factor and entry of the audit log, and make the log look tampered with.

#include <string>

#include "app/keys.h"
#include "sql/connection.h"
#include "store/database.h"

namespace expediter::app {

// Whether a database whose keys are lost may go on with others.
enum class NewKeys : std::uint8_t { refuse, allow };

// The directory's keys, made where there are none yet and the database needs none. Throws CommandError where
// they are lost, or not this database's, unless `allow`. The caller holds the lock, and the database is
// there.
Keys keys_of(const std::string& directory, NewKeys new_keys);

// Notes the keys in the database that they were read for, by the time that it is open. Does nothing where
// they are noted. With others than before, the audit log begins anew.
void settle_keys(store::Database& database, const Keys& keys);

// For commands that read. Throws CommandError where the keys are not this database's.
void refuse_other_keys(sql::Connection& connection, const Keys& keys, const std::string& directory);

// `keys rotate`: see rotate_keys. Takes a copy from before an earlier rotation too, and then voids what it
// signed. Throws CommandError where the keys are not this database's.
Keys rotate_keys_of(const std::string& directory);

}  // namespace expediter::app
