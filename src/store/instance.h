#pragma once
// Whether the files of a database belong together, and whether they are those that were here last.
//
// While a database is open for writing, the file and its write-ahead log are one. A file that somebody put in
// the place of another, beside the other's log, would be read through that log and be spoiled. So each
// opening for writing gives the file a new mark, a number in its head, and notes the mark beside it, in the
// file `expediter.mark`: a log goes with the file whose mark was noted, and with no other. A file without a
// log whose mark was not noted is another one than was here: its state may be an older one, and whatever was
// said of the newer (entity tags, say) must not be taken for it.

#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "sql/connection.h"

namespace expediter::store {

// The files do not belong together, or there is no database in them. In words for the operator.
class ForeignFiles : public std::exception {
 public:
  explicit ForeignFiles(std::string why) : why_(std::move(why)) {}
  const char* what() const noexcept override { return why_.c_str(); }

 private:
  std::string why_;
};

// Throws ForeignFiles where `file` is empty or no database, where it lies beside a log that is not its own,
// or where there is a log without it. Changes nothing. A file that is not there, and no log either, passes.
void refuse_foreign_files(const std::string& file);

// Takes the old log away where a restore was cut short after the database had its place. For whoever holds
// the directory's lock. Throws as refuse_foreign_files.
void finish_restore(const std::string& file);

// What stands in `expediter.mark`.
struct MarkNote {
  std::vector<std::int64_t> marks = {};       // Of the file while it is opened: the new one and the old.
  bool closed = false;                        // Whether the log was gone at the end.
  std::optional<std::int64_t> restored = {};  // A file of this mark takes the place of that of `marks`.
  friend bool operator==(const MarkNote&, const MarkNote&) = default;
};
std::optional<MarkNote> read_mark_note(const std::string& file);
void write_mark_note(const std::string& file, const MarkNote& note);  // Throws base::Error.
std::int64_t new_mark();

// One opening for writing, from before the connection is made until after it is gone.
class Opening {
 public:
  // Looks at the files, and finishes a restore that was cut short. Throws ForeignFiles.
  explicit Opening(std::string file);
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;
  ~Opening();  // Notes that the log is gone, where it is.

  // Gives the file its mark, through the one connection that is open by now. Throws base::Error.
  void mark(sql::Connection& connection);
  // Whether the file is the one that was here last, as it was left.
  bool is_same() const { return same_; }
  // Whether the names still stand for the files that were opened. Safe from any thread, once `mark` returned;
  // costs three questions to the system.
  bool still_holds() const;
  // Whether nobody wrote over the file since. Of the thread that has the connection.
  bool still_marked(sql::Connection& connection) const;

 private:
  std::string file_;
  bool same_ = false;
  std::int64_t mark_ = 0;
  std::int64_t before_ = 0;  // In the file until the log, with the new one, was moved into it.
  std::vector<std::pair<std::string, std::optional<base::FileId>>> opened_;
};

}  // namespace expediter::store
