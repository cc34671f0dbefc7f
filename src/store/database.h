#pragma once
// A data directory's database, opened: its readers, its writer and its cache of rendered tickets.

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "sql/connection.h"
#include "store/instance.h"
#include "store/search_memory.h"
#include "store/ticket_cache.h"
#include "store/writer.h"

namespace expediter::store {

struct DatabaseOptions {
  std::size_t ticket_cache_bytes = 256UL * 1024 * 1024;
  std::int64_t reader_cache_bytes = 8L * 1024 * 1024;  // Of each reading connection.
  std::int64_t writer_cache_bytes = 64L * 1024 * 1024;
  WriterOptions writer = {};
};

// One moment of the database, for as long as it lives. Whoever answers from it may do so at once: the
// writer's cache has caught up with it.
class Snapshot {
 public:
  std::uint64_t seq() const { return seq_; }
  sql::Connection& db() const { return connection_; }
  SearchMemory& searches() const { return searches_; }

 private:
  friend class Reader;
  Snapshot(sql::Connection& connection, const TicketCache& cache, SearchMemory& searches);
  sql::Connection& connection_;
  SearchMemory& searches_;
  sql::Transaction transaction_;
  std::uint64_t seq_;
};

// A reading connection. Belongs to one thread.
class Reader {
 public:
  Reader(const std::string& path, std::int64_t cache_bytes, TicketCache& cache, SearchMemory& searches);
  // At most one at a time.
  Snapshot snapshot() { return {connection_, cache_, searches_}; }
  sql::Connection& connection() { return connection_; }

 private:
  sql::Connection connection_;
  TicketCache& cache_;
  SearchMemory& searches_;
};

// Opening migrates, and makes the database where there is none. All members are safe from any thread.
class Database {
 public:
  // Throws ForeignFiles for files that do not belong together, std::runtime_error for a database that cannot
  // be migrated, both in words for the operator; base::Error where it cannot be opened.
  Database(std::string directory, const base::Clock& clock, const DatabaseOptions& options);

  std::unique_ptr<Reader> open_reader();
  Writer& writer() { return *writer_; }
  TicketCache& tickets() { return *tickets_; }
  const std::string& directory() const { return directory_; }
  const std::string& file() const { return file_; }
  // What tells the states that are seen here from those of other times and copies; see store/incarnation.h.
  const std::string& incarnation() const { return incarnation_; }
  int applied_migrations() const { return applied_; }

 private:
  std::string directory_;
  std::string file_;
  DatabaseOptions options_;
  Opening opening_;  // Ends when all that is open is closed.
  int applied_ = 0;
  std::string incarnation_;
  std::unique_ptr<TicketCache> tickets_;
  std::unique_ptr<SearchMemory> searches_;
  std::unique_ptr<Writer> writer_;  // Ends first.
};

// Where a data directory keeps its database.
std::string database_file(const std::string& directory);

// Makes an empty database of the current schema where there is none, for its owner alone. Throws ForeignFiles
// where there is something else.
void create_unless_there(const std::string& file, const base::Clock& clock);

// Opens for writing with what every writing connection needs: write-ahead log, full durability. Whoever is
// not a Database sees to it that nobody else has the file open.
std::unique_ptr<sql::Connection> open_for_writing(const std::string& file, std::int64_t cache_bytes);

}  // namespace expediter::store
