#include "store/bulk_load.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/file.h"
#include "domain/history.h"
#include "store/addresses.h"
#include "store/rows.h"
#include "store/ticket_counts.h"
#include "store/ticket_text.h"
#include "store/writer.h"

namespace expediter::store {

namespace {

using domain::Ticket;

constexpr std::int64_t kCacheBytes = 128L * 1024 * 1024;
// What the search index gathers in memory before it writes a piece.
constexpr std::int64_t kSearchBytes = 64L * 1024 * 1024;
constexpr std::int64_t kSearchBytesUsually = 1024L * 1024;

struct Index {
  std::string name;
  std::string sql;
};

std::vector<Index> secondary_indexes(sql::Connection& connection) {
  std::vector<Index> indexes;
  auto rows = connection.prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('tickets', 'notes') "
      "AND sql IS NOT NULL ORDER BY name");
  while (rows.step()) indexes.push_back({std::string{rows.text(0)}, std::string{rows.text(1)}});
  return indexes;
}

void set_search_memory(sql::Connection& connection, std::int64_t bytes) {
  connection.prepare("INSERT INTO ticket_search (ticket_search, rank) VALUES ('hashsize', ?)")
      .bind(1, bytes)
      .run();
}

void flush_to_disk(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int code = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!flushed) throw std::system_error{code, std::generic_category(), "cannot write " + path};
}

// Moves everything from the write-ahead log into the file: the log is removed before the file is replaced,
// and nothing may be lost by that should it end in between.
void empty_log(sql::Connection& connection) {
  auto row = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  if (row.step() && row.integer(0) != 0)
    throw base::Error{base::ErrorCode::storage_unavailable}.because("another process reads the database");
}

// The statements that run for every ticket, prepared once.
struct Inserts {
  explicit Inserts(sql::Connection& connection)
      : ticket(connection.prepare(insert_sql<Ticket>({"settled_at", "note_count", "note_bytes"}))),
        note(connection.prepare(insert_sql<domain::Note>({"ticket_id"}))),
        history(connection.prepare(insert_sql<domain::HistoryEntry>({"ticket_id"}))),
        search(connection.prepare("INSERT INTO ticket_search (rowid, text) VALUES (?, ?)")) {}
  sql::Statement ticket;
  sql::Statement note;
  sql::Statement history;
  sql::Statement search;
};

}  // namespace

struct BulkLoad::State {
  explicit State(const std::string& file_name) : file(file_name), beside(file_name + ".loading") {
    std::filesystem::remove(beside);
    sql::Connection source{file, {.mode = sql::Mode::read_write, .busy_wait = std::chrono::seconds{1}}};
    empty_log(source);
    if (const int made = base::open_private(beside); made >= 0) ::close(made);
    {
      const sql::Transaction moment{source, sql::Begin::read};
      source.backup_to(beside, {});
    }
    connection = std::make_unique<sql::Connection>(
        beside, sql::ConnectionOptions{.mode = sql::Mode::read_write, .cache_bytes = kCacheBytes});
    // References hold by construction, and a half-written copy is thrown away: no journal, no check, no
    // flush.
    connection->execute(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
        "PRAGMA foreign_keys = OFF");
    writer = read_writer_state(*connection);
    indexes = secondary_indexes(*connection);
    for (const Index& index : indexes) connection->execute("DROP INDEX " + index.name);
    set_search_memory(*connection, kSearchBytes);
    connection->execute("BEGIN");
    inserts = std::make_unique<Inserts>(*connection);
  }

  void add_row(const Ticket& ticket) {
    sql::Statement& insert = inserts->ticket;
    const int next = bind_row(insert, ticket, scratch);
    if (domain::is_settled(ticket.status))
      insert.bind(next, ticket.updated_at.seconds);
    else
      insert.bind_null(next);
    const domain::NoteTotals notes = domain::totals_of(ticket.notes);
    insert.bind(next + 1, notes.count).bind(next + 2, notes.bytes).run();
    insert.reset();
  }

  void add_history(const Ticket& ticket, domain::HistoryEntry entry, std::int64_t id) {
    entry.id = id;
    sql::Statement& insert = inserts->history;
    const int next = bind_row(insert, entry, scratch);
    insert.bind(next, ticket.id.number).run();
    insert.reset();
  }

  void add_note(const Ticket& ticket, const domain::Note& note) {
    sql::Statement& insert = inserts->note;
    const int next = bind_row(insert, note, scratch);
    insert.bind(next, ticket.id.number).run();
    insert.reset();
  }

  void add_to_search(const Ticket& ticket) {
    sql::Statement& insert = inserts->search;
    const std::string terms = terms_of(ticket);
    insert.bind(1, ticket.id.number).bind(2, std::string_view{terms}).run();
    insert.reset();
  }

  std::string file;
  std::string beside;
  std::unique_ptr<sql::Connection> connection;
  std::unique_ptr<Inserts> inserts;  // Ends before its connection.
  WriterState writer;
  std::vector<Index> indexes;
  CountDeltas counts;
  std::vector<domain::HistoryEntry> history;  // These two keep their memory from ticket to ticket.
  std::string scratch;
};

BulkLoad::BulkLoad(const std::string& file) : state_(std::make_unique<State>(file)) {}

BulkLoad::~BulkLoad() {
  state_->inserts.reset();
  state_->connection.reset();
  std::error_code ignored;
  std::filesystem::remove(state_->beside, ignored);
}

void BulkLoad::add(Ticket ticket, std::span<const domain::HistoryEntry> history) {
  State& state = *state_;
  ticket.id.number = ++state.writer.last_ticket_id;
  state.add_row(ticket);
  for (domain::Note& note : ticket.notes) {
    note.id = ++state.writer.last_note_id;
    state.add_note(ticket, note);
  }
  for (std::size_t i = 0; i < history.size(); ++i)
    state.add_history(ticket, history[i], static_cast<std::int64_t>(i) + 1);
  state.add_to_search(ticket);
  state.counts.add(ticket, 1);
  state.writer.last_change_at = std::max(state.writer.last_change_at, ticket.updated_at);
}

void BulkLoad::add(Ticket ticket) {
  std::vector<domain::HistoryEntry>& history = state_->history;
  history.resize(1 + ticket.notes.size());
  const auto write = [&](std::size_t at, base::Timestamp when, const std::string& by, domain::Action action,
                         const std::string& to) {
    history[at].changed_at = when;
    history[at].changed_by = by;
    history[at].action = action;
    history[at].to = to;
  };
  write(0, ticket.created_at, ticket.reporter_email, domain::Action::created, ticket.title);
  for (std::size_t i = 0; i < ticket.notes.size(); ++i) {
    const domain::Note& note = ticket.notes[i];
    write(i + 1, note.created_at, note.author_email, domain::Action::note_added, note.text);
  }
  add(std::move(ticket), history);
}

void BulkLoad::finish(const std::function<void(std::string_view)>& step) {
  State& state = *state_;
  sql::Connection& connection = *state.connection;
  step("totals");
  state.inserts.reset();
  state.counts.flush(connection);
  connection
      .prepare(
          "UPDATE state SET commit_seq = commit_seq + 1, last_ticket_id = ?, last_note_id = ?, "
          "last_change_at = ?")
      .bind(1, state.writer.last_ticket_id)
      .bind(2, state.writer.last_note_id)
      .bind(3, state.writer.last_change_at.seconds)
      .run();
  // What is loaded is of now: an address is that of the account that has it.
  connection.execute(
      "UPDATE notes SET author_id = users.id FROM users WHERE users.email_folded = "
      "fold_identity(notes.author_email)");
  connection.execute("COMMIT");
  step("the search index");
  connection.execute("INSERT INTO ticket_search (ticket_search) VALUES ('optimize')");
  set_search_memory(connection, kSearchBytesUsually);
  // Sorting in pieces that fit a processor's cache, in files, by two threads, takes half the time of sorting
  // all at once in memory. A piece is as large as the page cache.
  connection.execute("PRAGMA temp_store = FILE; PRAGMA threads = 2; PRAGMA cache_size = -4096");
  for (const Index& index : state.indexes) {
    step(index.name);
    connection.execute(index.sql);
  }
  note_all_spellings(connection);
  step("the disk");
  state.connection.reset();
  flush_to_disk(state.beside, O_RDWR);
  // Taken for the new file's, the old log would spoil it.
  std::error_code ignored;
  std::filesystem::remove(state.file + "-wal", ignored);
  std::filesystem::remove(state.file + "-shm", ignored);
  std::filesystem::rename(state.beside, state.file);
  flush_to_disk(std::filesystem::path{state.file}.parent_path().string(), O_RDONLY | O_DIRECTORY);
}

}  // namespace expediter::store
