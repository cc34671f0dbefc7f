#pragma once
// A connection to the database, its prepared statements and its transactions. SQLite, and nothing above knows
// it.
//
// A Connection and all that came from it belong to one thread at a time. Failures of the database leave as
// base::Error: `storage_unavailable` where the cause lies outside the program (disk, permissions, locks, a
// damaged file; see sql/failure.h), `internal` otherwise. A unique or foreign key that would break
// leaves as ConstraintViolation, which the store turns into an answer.

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "schema/type.h"

struct sqlite3;
struct sqlite3_stmt;

namespace expediter::sql {

class ConstraintViolation : public std::exception {
 public:
  explicit ConstraintViolation(std::string what) : what_(std::move(what)) {}
  const char* what() const noexcept override {
    return what_.c_str();
  }  // Names the columns, not their values.

 private:
  std::string what_;
};

class Connection;

// A prepared statement in use. Parameters are numbered from 1, columns from 0. Ends (resets) with its scope,
// so that a forgotten one never holds a snapshot open. Texts that are bound must live until the statement
// ends.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind_null(int parameter);
  Statement& bind(int parameter, const schema::ScalarView& value);
  Statement& bind(int parameter, const schema::Scalar& value);

  bool step();   // Whether there is a row.
  void run();    // Steps to the end.
  void reset();  // To be bound and stepped anew.

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;  // Valid until the next step, reset or end.
  schema::ScalarView scalar(int column) const;

 private:
  friend class Connection;
  Statement(Connection& connection, sqlite3_stmt* statement)
      : connection_(&connection), statement_(statement) {}
  void check(int result) const;
  Connection* connection_;
  sqlite3_stmt* statement_;
};

enum class Mode : std::uint8_t { read_only, read_write };

struct ConnectionOptions {
  Mode mode = Mode::read_only;
  std::int64_t cache_bytes = 8 * 1024 * 1024;  // The engine's page cache of this connection.
  std::chrono::milliseconds busy_wait{5'000};  // How long to wait for another process's lock.
  bool unchanging = false;  // Nobody writes the file: it is read as it lies, and nothing is made beside it.
  bool gather_log = false;  // See sql/log_writer.h; the connection must then commit with synchronous = FULL.
};

class Connection {
 public:
  // Opens `path`, creating it in mode read_write. Throws base::Error.
  Connection(const std::string& path, const ConnectionOptions& options);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Prepares, or takes from this connection's cache. One statement may be in use once at a time: a second use
  // of the same text while the first is open prepares a fresh one.
  Statement prepare(std::string_view sql);
  // Runs one or more statements without parameters or rows.
  void execute(const std::string& sql);

  std::int64_t last_insert_id() const;
  std::int64_t changed_rows() const;
  // Rows inserted, changed or deleted since the connection was opened, those rolled back included.
  std::int64_t rows_written() const;
  bool in_transaction() const;

  // Copies the whole database into the file `path`, while others read and write: as of the moment of the
  // reading transaction, which must be open here. (Without one the engine begins anew at every commit of
  // another process, and may never end.) The copy needs no log beside it: it is left in the engine's mode of
  // a single file. `progress(done, total)` is called between steps, in pages.
  void backup_to(const std::string& path, const std::function<void(int done, int total)>& progress);

  // Moves the write-ahead log into the database as far as readers allow, without waiting for them. Returns
  // how many pages of the log are there now; -1 where it could do nothing. Only one that meets the log's end
  // also makes durable what it moved, and all that those before it did.
  std::int64_t checkpoint();
  // Begins that work sooner: makes durable what the database's file holds now. A failure has to be met by the
  // checkpoint that counts, and is.
  void sync_file();
  // From now on this connection's commits leave the log as it is: somebody else calls `checkpoint`.
  void keep_log();
  // The mark in the head of the file itself; see sql/file_mark.h.
  std::optional<std::int64_t> file_mark();
  // From now on this connection neither moves the log at its end nor removes it: the files are not its own
  // any more.
  void leave_log();
  // How long the log was after this connection's last commit, in pages; 0 without `keep_log`.
  std::int64_t log_pages() const { return log_pages_; }

  sqlite3* handle() const { return database_; }

 private:
  friend class Statement;
  explicit Connection(sqlite3* database) : database_(database) {}
  void give_back(sqlite3_stmt* statement);
  int why_not_writable() const;
  [[noreturn]] void fail(int result, std::string_view doing) const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Prepared {
    sqlite3_stmt* statement;
    bool in_use;
  };
  sqlite3* database_;
  std::int64_t log_pages_ = 0;
  std::unordered_map<std::string, Prepared, Hash, std::equal_to<>> statements_;
};

// A transaction that rolls back unless committed. `Begin::read` holds the moment at which it was made: what
// others commit from then on is not seen. `Begin::immediate` takes the write lock at once.
enum class Begin : std::uint8_t { read, immediate };
class Transaction {
 public:
  Transaction(Connection& connection, Begin begin);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  void roll_back();
  Connection& connection_;
  bool open_ = true;
};

// A part of a transaction that rolls back alone unless released.
class Savepoint {
 public:
  explicit Savepoint(Connection& connection);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  void release();

 private:
  Connection& connection_;
  bool open_ = true;
};

// The engine's name and version.
std::string engine_version();

}  // namespace expediter::sql
