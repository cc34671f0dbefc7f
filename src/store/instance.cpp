#include "store/instance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/error.h"
#include "base/random.h"
#include "sql/failure.h"
#include "sql/file_mark.h"

namespace expediter::store {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 3> kCompanions{"", "-wal", "-shm"};
// A log of this many bytes has a head and no page.
constexpr std::uintmax_t kEmptyLog = 32;
constexpr std::string_view kNoteFile = "expediter.mark";

fs::path note_path(const std::string& file) {
  return fs::path{file}.parent_path() / kNoteFile;
}

std::uintmax_t size_of(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  return error ? 0 : size;
}

bool has_log(const std::string& file) {
  return size_of(file + "-wal") > kEmptyLog;
}

bool contains(const std::vector<std::int64_t>& marks, std::int64_t mark) {
  return std::find(marks.begin(), marks.end(), mark) != marks.end();
}

// The mark of the database; throws ForeignFiles where the file is none.
std::int64_t mark_of(const std::string& file) {
  if (size_of(file) == 0)
    throw ForeignFiles{fmt::format(
        "{0} is empty (0 bytes): what was in it is lost, and no new installation is made over it. "
        "Put a backup in its place with `expediter restore`; where there was nothing to lose, "
        "remove {0} and start again",
        file)};
  const auto mark = sql::read_mark(file);
  if (!mark)
    throw ForeignFiles{fmt::format(
        "{} is no database of Expediter: it does not begin as an SQLite file does. Put a backup in its place "
        "with `expediter restore`",
        file)};
  return *mark;
}

[[noreturn]] void refuse_log(const std::string& file) {
  throw ForeignFiles{fmt::format(
      "{0} lies beside a log ({0}-wal) that is not its own: another database was put in its place and the "
      "old log left there. Nothing was changed. If the database was restored by hand, move {0}-wal and "
      "{0}-shm away and start again; better, use `expediter restore FILE`",
      file)};
}

struct Found {
  std::int64_t mark = 0;
  std::optional<MarkNote> note;
  bool log = false;
  bool stale_log = false;  // Of the file that a restore has replaced.
};

Found look(const std::string& file) {
  Found found{.mark = mark_of(file), .note = read_mark_note(file), .log = has_log(file)};
  if (!found.note) return found;
  found.stale_log = found.note->restored == found.mark;
  if (found.log && !found.stale_log && !contains(found.note->marks, found.mark)) refuse_log(file);
  return found;
}

}  // namespace

std::int64_t new_mark() {
  std::uint32_t number = 0;
  const std::string bytes = base::random_bytes(sizeof number);
  std::memcpy(&number, bytes.data(), sizeof number);
  return static_cast<std::int64_t>((number & 0x7FFFFFFFU) | 1U);  // Positive, and never 0.
}

std::optional<MarkNote> read_mark_note(const std::string& file) {
  std::ifstream in{note_path(file)};
  if (!in) return std::nullopt;
  MarkNote note;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words{line};
    std::string key;
    std::int64_t mark = 0;
    words >> key;
    if (key == "mark")
      while (words >> mark) note.marks.push_back(mark);
    if (key == "restored" && words >> mark) note.restored = mark;
    if (key == "closed") note.closed = true;
  }
  return note;
}

void write_mark_note(const std::string& file, const MarkNote& note) {
  std::string text = "# Tells Expediter which log belongs to which database. Leave it where it is.\nmark";
  for (const std::int64_t mark : note.marks) text += fmt::format(" {}", mark);
  text += '\n';
  if (note.restored) text += fmt::format("restored {}\n", *note.restored);
  if (note.closed) text += "closed\n";
  try {
    base::replace_file(note_path(file), text);
  } catch (const std::system_error& error) {
    throw sql::storage_error(error.code().value(), error.what());
  }
}

void refuse_foreign_files(const std::string& file) {
  std::error_code error;
  if (fs::exists(file, error)) {
    const Found found = look(file);
    if (found.log && found.stale_log)
      throw ForeignFiles{
          fmt::format("{} was restored, and the restore was cut short: start the server, or run `expediter "
                      "restore` again",
                      file)};
  } else if (has_log(file)) {
    throw ForeignFiles{fmt::format(
        "{0} is not there, but its log is ({0}-wal): the database was removed or renamed. Put it back, or a "
        "backup with `expediter restore`",
        file)};
  }
}

void finish_restore(const std::string& file) {
  std::error_code error;
  if (!fs::exists(file, error)) return;
  const Found found = look(file);
  if (!found.stale_log) return;
  fs::remove(file + "-wal", error);
  fs::remove(file + "-shm", error);
  write_mark_note(file, {.marks = {found.mark}, .closed = true});
}

Opening::Opening(std::string file) : file_(std::move(file)) {
  finish_restore(file_);
  const Found found = look(file_);
  mark_ = found.mark;
  // With its log, or without one where none was left.
  same_ = found.note && contains(found.note->marks, found.mark) && found.log != found.note->closed;
}

Opening::~Opening() {
  // Where something else has its name by now, there is nothing to be said of it.
  if (mark_ == 0 || opened_.empty() || base::find_file(file_) != opened_.front().second || has_log(file_))
    return;
  try {
    write_mark_note(file_, {.marks = {mark_}, .closed = true});
  } catch (const std::exception&) {
    // The next start then takes it for another file than was here: dearer, and safe.
  }
}

void Opening::mark(sql::Connection& connection) {
  before_ = mark_;
  const std::int64_t mark = new_mark();
  write_mark_note(file_, {.marks = {mark, before_}});
  connection.execute(fmt::format("PRAGMA user_version = {}", mark));
  // Until it is in the file itself, the old one counts too.
  connection.checkpoint();
  mark_ = mark;
  if (sql::read_mark(file_) == mark) {
    write_mark_note(file_, {.marks = {mark}});
    before_ = mark;
  }
  for (const char* companion : kCompanions) {
    std::string name = file_ + companion;
    auto id = base::find_file(name);
    opened_.emplace_back(std::move(name), id);
  }
}

bool Opening::still_holds() const {
  return std::all_of(opened_.begin(), opened_.end(),
                     [](const auto& each) { return base::find_file(each.first) == each.second; });
}

bool Opening::still_marked(sql::Connection& connection) const {
  const auto found = connection.file_mark();
  return found == mark_ || found == before_;
}

}  // namespace expediter::store
