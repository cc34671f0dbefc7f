#pragma once
// The mark of a database file: a number in the file's own head that SQLite leaves to its users
// (sqlite.org/fileformat2.html#user_version_number), read past any log.

#include <cstdint>
#include <optional>
#include <string>

struct sqlite3;

namespace expediter::sql {

// The file's mark; 0 where it was never given one; empty where the file does not begin as a database does.
// Reads nothing else, takes no lock, and leaves no file beside it. Throws base::Error where it cannot be
// opened.
std::optional<std::int64_t> read_mark(const std::string& path);

// The same of a database that is open.
std::optional<std::int64_t> read_mark(sqlite3* database);

}  // namespace expediter::sql
