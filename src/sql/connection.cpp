#include "sql/connection.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/search_question.h"
#include "base/unicode.h"
#include "sql/budget.h"
#include "sql/engine.h"
#include "sql/failure.h"
#include "sql/file_mark.h"
#include "sql/log_writer.h"

namespace expediter::sql {

namespace {

// Statements kept per connection. List filters vary without end; past this many the cache starts anew.
constexpr std::size_t kMaxStatements = 256;

std::optional<std::string_view> text_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return std::nullopt;
  return std::string_view{text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// The engine counts a call as one step, whatever it takes.
bool is_over(std::string_view text) {
  constexpr std::size_t kLong = 1'024;
  return text.size() >= kLong && is_budget_spent();
}

// A function of one text that gives a text; null of null.
template <std::string (*Function)(std::string_view)>
void text_function(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto text = text_of(arguments[0]);
  if (!text) return sqlite3_result_null(context);
  if (is_over(*text)) return sqlite3_result_error_code(context, SQLITE_INTERRUPT);
  const std::string result = Function(*text);
  sqlite3_result_text(context, result.data(), static_cast<int>(result.size()), SQLITE_TRANSIENT);
}

// A question about a text and a pattern; null where either is.
template <bool (*Question)(std::string_view, std::string_view)>
void pattern_function(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto text = text_of(arguments[0]);
  const auto pattern = text_of(arguments[1]);
  if (!text || !pattern) return sqlite3_result_null(context);
  if (is_over(*text)) return sqlite3_result_error_code(context, SQLITE_INTERRUPT);
  sqlite3_result_int(context, Question(*text, *pattern) ? 1 : 0);
}

// What SQL needs of base/unicode.h and base/search_question.h, by its names there.
void add_text_functions(sqlite3* database) {
  const auto add = [&](const char* name, int arguments, auto* function) {
    sqlite3_create_function(database, name, arguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, function,
                            nullptr, nullptr);
  };
  add("fold", 1, text_function<base::fold>);
  add("fold_identity", 1, text_function<base::fold_identity>);
  add("skeleton", 1, text_function<base::skeleton>);
  add("fold_contains", 2, pattern_function<base::fold_contains>);
  add("fold_starts_with", 2, pattern_function<base::fold_starts_with>);
  add("has_phrase", 2, pattern_function<base::has_phrase>);
}

// As the engine writes file names that carry more than a name.
std::string uri_of(const std::string& path, std::string_view parameters) {
  std::string uri = "file:";
  for (const char each : path) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(each)) != 0 ||
                          std::string_view{"/._-~"}.find(each) != std::string_view::npos;
    if (is_plain)
      uri += each;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(each));
  }
  return uri.append("?").append(parameters);
}

sqlite3* open(const std::string& path, const ConnectionOptions& options) {
  configure_engine();
  const int flags =
      (options.mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
      SQLITE_OPEN_NOMUTEX | (options.unchanging ? SQLITE_OPEN_URI : 0);
  const std::string name = options.unchanging ? uri_of(path, "immutable=1") : path;
  sqlite3* database = nullptr;
  const int result =
      sqlite3_open_v2(name.c_str(), &database, flags, options.gather_log ? gathering_vfs() : nullptr);
  if (result == SQLITE_OK) return database;
  const int system = sqlite3_system_errno(database);
  sqlite3_close(database);
  throw error_of(result, system, fmt::format("cannot open {}: {}", path, sqlite3_errstr(result)));
}

}  // namespace

// Delegates, so that what fails from here on closes what was opened.
Connection::Connection(const std::string& path, const ConnectionOptions& options)
    : Connection(open(path, options)) {
  sqlite3_extended_result_codes(database_, 1);
  sqlite3_busy_timeout(database_, static_cast<int>(options.busy_wait.count()));
  add_text_functions(database_);
  execute(fmt::format("PRAGMA cache_size = -{}", options.cache_bytes / 1024));
  execute("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
}

Connection::~Connection() {
  for (auto& [sql, prepared] : statements_) sqlite3_finalize(prepared.statement);
  sqlite3_close(database_);
}

Statement Connection::prepare(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end() && !known->second.in_use) {
    known->second.in_use = true;
    return {*this, known->second.statement};
  }
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) fail(result, sql);
  if (known == statements_.end()) {
    if (statements_.size() >= kMaxStatements) {
      std::erase_if(statements_, [](const auto& entry) {
        if (entry.second.in_use) return false;
        sqlite3_finalize(entry.second.statement);
        return true;
      });
    }
    statements_.emplace(sql, Prepared{statement, true});
  }
  return {*this, statement};
}

void Connection::give_back(sqlite3_stmt* statement) {
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  const auto known = statements_.find(std::string_view{sqlite3_sql(statement)});
  if (known != statements_.end() && known->second.statement == statement)
    known->second.in_use = false;
  else
    sqlite3_finalize(statement);
}

void Connection::execute(const std::string& sql) {
  const int result = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(result, sql);
}

// What the system says of writing to the file, where the engine says no more than that it cannot.
int Connection::why_not_writable() const {
  const char* file = sqlite3_db_filename(database_, "main");
  return file == nullptr || *file == '\0' || ::access(file, W_OK) == 0 ? 0 : errno;
}

void Connection::fail(int result, std::string_view doing) const {
  if ((result & 0xFF) == SQLITE_INTERRUPT) throw OutOfTime{};  // Only a Budget interrupts.
  const char* words = database_ != nullptr ? sqlite3_errmsg(database_) : sqlite3_errstr(result);
  std::string detail = fmt::format("{} ({}) in: {}", words, result, doing.substr(0, 200));
  if ((result & 0xFF) == SQLITE_CONSTRAINT) throw ConstraintViolation{std::move(detail)};
  const int system =
      (result & 0xFF) == SQLITE_READONLY ? why_not_writable() : sqlite3_system_errno(database_);
  throw error_of(result, system, std::move(detail));
}

std::int64_t Connection::last_insert_id() const {
  return sqlite3_last_insert_rowid(database_);
}
std::int64_t Connection::changed_rows() const {
  return sqlite3_changes64(database_);
}
std::int64_t Connection::rows_written() const {
  return sqlite3_total_changes64(database_);
}
bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(database_) == 0;
}

void Connection::backup_to(const std::string& path,
                           const std::function<void(int done, int total)>& progress) {
  constexpr int kPagesPerStep = 512;
  CHECK(in_transaction());
  Connection target{path, {.mode = Mode::read_write}};
  sqlite3_backup* backup = sqlite3_backup_init(target.database_, "main", database_, "main");
  if (backup == nullptr) target.fail(sqlite3_errcode(target.database_), "backup");
  int result = SQLITE_OK;
  do {
    result = sqlite3_backup_step(backup, kPagesPerStep);
    const int total = sqlite3_backup_pagecount(backup);
    if (progress) progress(total - sqlite3_backup_remaining(backup), total);
  } while (result == SQLITE_OK);
  sqlite3_backup_finish(backup);
  if (result != SQLITE_DONE) target.fail(result, "backup");
  target.execute("PRAGMA journal_mode = DELETE");
}

std::int64_t Connection::checkpoint() {
  int moved = -1;
  sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &moved);
  return moved;
}

void Connection::sync_file() {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(database_, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) !=
      SQLITE_OK)
    return;
  if (file->pMethods != nullptr) file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

std::optional<std::int64_t> Connection::file_mark() {
  return read_mark(database_);
}

void Connection::leave_log() {
  sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Connection::keep_log() {
  const auto note_pages = [](void* pages, sqlite3*, const char*, int count) {
    *static_cast<std::int64_t*>(pages) = count;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(database_, note_pages, &log_pages_);
}

Statement::Statement(Statement&& other) noexcept
    : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() {
  if (statement_ != nullptr) connection_->give_back(statement_);
}

void Statement::check(int result) const {
  if (result != SQLITE_OK) connection_->fail(result, sqlite3_sql(statement_));
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  check(sqlite3_bind_text64(statement_, parameter, text.data() == nullptr ? "" : text.data(), text.size(),
                            SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_null(int parameter) {
  check(sqlite3_bind_null(statement_, parameter));
  return *this;
}

Statement& Statement::bind(int parameter, const schema::ScalarView& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return bind(parameter, *integer);
  if (const auto* text = std::get_if<std::string_view>(&value)) return bind(parameter, *text);
  return bind_null(parameter);
}

Statement& Statement::bind(int parameter, const schema::Scalar& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return bind(parameter, *integer);
  if (const auto* text = std::get_if<std::string>(&value)) return bind(parameter, std::string_view{*text});
  return bind_null(parameter);
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  // The cached statement must be usable again whoever catches this.
  const std::string sql = sqlite3_sql(statement_);
  sqlite3_reset(statement_);
  connection_->fail(result, sql);
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() {
  sqlite3_reset(statement_);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}
std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

schema::ScalarView Statement::scalar(int column) const {
  switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_NULL:
      return std::monostate{};
    case SQLITE_INTEGER:
      return integer(column);
    default:
      return text(column);
  }
}

Transaction::Transaction(Connection& connection, Begin begin) : connection_(connection) {
  connection_.prepare(begin == Begin::read ? "BEGIN" : "BEGIN IMMEDIATE").run();
  if (begin == Begin::immediate) return;
  try {
    // The engine takes its snapshot at the first read, not at the beginning.
    connection_.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").run();
  } catch (...) {
    roll_back();
    throw;
  }
}

Transaction::~Transaction() {
  if (open_) roll_back();
}

void Transaction::roll_back() {
  // An error such as a full disk may have rolled back already.
  if (connection_.in_transaction()) sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  connection_.prepare("COMMIT").run();
  open_ = false;
}

Savepoint::Savepoint(Connection& connection) : connection_(connection) {
  connection_.prepare("SAVEPOINT part").run();
}

Savepoint::~Savepoint() {
  if (!open_ || !connection_.in_transaction()) return;
  // What cannot be undone alone is undone with all that surrounds it.
  if (sqlite3_exec(connection_.handle(), "ROLLBACK TO part; RELEASE part", nullptr, nullptr, nullptr) !=
      SQLITE_OK)
    sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Savepoint::release() {
  connection_.prepare("RELEASE part").run();
  open_ = false;
}

std::string engine_version() {
  return fmt::format("SQLite {}", sqlite3_libversion());
}

}  // namespace expediter::sql
