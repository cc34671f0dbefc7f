#include "store/database.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "store/migrations.h"

namespace expediter::store {

namespace {

std::uint64_t read_seq(sql::Connection& connection) {
  auto row = connection.prepare("SELECT commit_seq FROM state");
  row.step();
  return static_cast<std::uint64_t>(row.integer(0));
}

// SQLite gives its companion files (-wal, -shm) the permissions of the database.
void create_private(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

std::string database_file(const std::string& directory) {
  return (std::filesystem::path{directory} / "expediter.db").string();
}

std::unique_ptr<sql::Connection> open_for_writing(const std::string& file, std::int64_t cache_bytes) {
  create_private(file);
  auto connection = std::make_unique<sql::Connection>(
      file,
      sql::ConnectionOptions{.mode = sql::Mode::read_write, .cache_bytes = cache_bytes, .gather_log = true});
  connection->execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000");
  return connection;
}

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
    : directory_(std::move(directory)), file_(database_file(directory_)), options_(options) {
  auto connection = open_for_writing(file_, options_.writer_cache_bytes);
  migrate(*connection, clock);
  tickets_ = std::make_unique<TicketCache>(options_.ticket_cache_bytes, read_seq(*connection));
  searches_ = std::make_unique<SearchMemory>(tickets_->published());
  writer_ =
      std::make_unique<Writer>(file_, std::move(connection), *tickets_, *searches_, clock, options_.writer);
}

std::unique_ptr<Reader> Database::open_reader() {
  return std::make_unique<Reader>(file_, options_.reader_cache_bytes, *tickets_, *searches_);
}

}  // namespace expediter::store
