#include "store/database.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/file.h"
#include "sql/failure.h"
#include "store/incarnation.h"
#include "store/migrations.h"

namespace expediter::store {

namespace {

std::uint64_t read_seq(sql::Connection& connection) {
  auto row = connection.prepare("SELECT commit_seq FROM state");
  row.step();
  return static_cast<std::uint64_t>(row.integer(0));
}

// A database is made beside its place and then put there: whatever stops that, a file of the right name is
// one. It needs no journal meanwhile.
void create(const std::string& file, const base::Clock& clock) {
  const std::string beside = file + ".new";
  std::filesystem::remove(beside);
  const int made = base::open_private(beside);
  if (made < 0) throw sql::storage_error(errno, "cannot make " + beside);
  ::close(made);
  {
    sql::Connection connection{beside, {.mode = sql::Mode::read_write}};
    connection.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
    migrate(connection, clock);
  }
  base::sync_file(beside);
  std::filesystem::rename(beside, file);
  base::sync_directory(std::filesystem::path{file}.parent_path());
}

}  // namespace

std::string database_file(const std::string& directory) {
  return (std::filesystem::path{directory} / "expediter.db").string();
}

void create_unless_there(const std::string& file, const base::Clock& clock) {
  refuse_foreign_files(file);
  std::error_code error;
  if (!std::filesystem::exists(file, error)) create(file, clock);
}

std::unique_ptr<sql::Connection> open_for_writing(const std::string& file, std::int64_t cache_bytes) {
  auto connection = std::make_unique<sql::Connection>(
      file,
      sql::ConnectionOptions{.mode = sql::Mode::read_write, .cache_bytes = cache_bytes, .gather_log = true});
  connection->execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000");
  return connection;
}

namespace {

std::string there(const std::string& file, const base::Clock& clock) {
  create_unless_there(file, clock);
  return file;
}

}  // namespace

Snapshot::Snapshot(sql::Connection& connection, const TicketCache& cache, SearchMemory& searches)
    : connection_(connection),
      searches_(searches),
      transaction_(connection, sql::Begin::read),
      seq_(read_seq(connection)) {
  cache.await(seq_);
}

Reader::Reader(const std::string& path, std::int64_t cache_bytes, TicketCache& cache, SearchMemory& searches)
    : connection_(path, {.mode = sql::Mode::read_only, .cache_bytes = cache_bytes}),
      cache_(cache),
      searches_(searches) {
  SearchMemory::prepare(connection_);
}

Database::Database(std::string directory, const base::Clock& clock, const DatabaseOptions& options)
    : directory_(std::move(directory)),
      file_(there(database_file(directory_), clock)),
      options_(options),
      opening_(file_) {
  auto connection = open_for_writing(file_, options_.writer_cache_bytes);
  applied_ = migrate(*connection, clock);
  if (!opening_.is_same() && applied_ == 0) renew_incarnation(*connection);
  opening_.mark(*connection);
  incarnation_ = read_incarnation(*connection);
  tickets_ = std::make_unique<TicketCache>(options_.ticket_cache_bytes, read_seq(*connection));
  searches_ = std::make_unique<SearchMemory>(tickets_->published());
  writer_ = std::make_unique<Writer>(opening_, file_, std::move(connection), *tickets_, *searches_, clock,
                                     options_.writer);
}

std::unique_ptr<Reader> Database::open_reader() {
  return std::make_unique<Reader>(file_, options_.reader_cache_bytes, *tickets_, *searches_);
}

}  // namespace expediter::store
