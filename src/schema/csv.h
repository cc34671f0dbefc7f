#pragma once
// CSV as RFC 4180 has it: records end with CRLF, cells are divided by commas, and a cell in which one of
// these or a quote stands is put in quotes. UTF-8.
//
// Written, nothing and an empty text are told apart: the one is an empty cell, the other `""`. A text that a
// spreadsheet would take for a formula is written behind an apostrophe; see `append_csv_guarded`.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace expediter::schema {

// Begins every file of ours: Excel takes UTF-8 for what it is only behind this, and a first cell that begins
// with the same character keeps it.
inline constexpr std::string_view kCsvMark = "\xEF\xBB\xBF";
inline constexpr std::string_view kCsvLineEnd = "\r\n";

inline constexpr std::size_t kMaxCsvColumns = 256;
inline constexpr std::size_t kMaxCsvCellBytes = std::size_t{1} << 20;

// Appends one cell, in quotes where it needs them.
void append_csv_text(std::string& out, std::string_view text);

// Whether a spreadsheet may take the text for a formula and run it: behind white space and apostrophes it
// begins with one of = + - @, or their full-width forms, or it begins with a tab or a line break.
bool looks_like_formula(std::string_view text);

// Appends a text that strangers wrote: with an apostrophe before it where it looks like a formula, so that it
// is shown and not run. `remove_csv_guard` gives back what was written, whatever it was.
void append_csv_guarded(std::string& out, std::string_view text);
std::string_view remove_csv_guard(std::string_view cell);

// Something in a file that is no CSV, or none of ours. what() is a sentence for people that begins with the
// place: "line 3, column 7: …".
class CsvError : public std::runtime_error {
 public:
  // `column` in characters; 0 where the whole line is meant. Both count from 1.
  CsvError(std::int64_t line, std::int64_t column, const std::string& reason);
  const std::string& place() const { return place_; }    // "line 3, column 7"
  const std::string& reason() const { return reason_; }  // What stands behind it.

 private:
  CsvError(std::string place, const std::string& reason);
  std::string place_;
  std::string reason_;
};

struct CsvCell {
  std::string text;
  bool quoted = false;  // It stood in quotes, which are not in `text`.
  friend bool operator==(const CsvCell&, const CsvCell&) = default;
};

// Takes a document apart. Lines may end with LF alone, the last one without either, and the mark of UTF-8 may
// stand before all; anything else that RFC 4180 does not know is an error. Belongs to one thread.
class CsvReader {
 public:
  // The document outlives it. `separator` is no quote and no line break.
  explicit CsvReader(std::string_view document, char separator = ',');

  // The next record, a blank line being one of one empty cell; false behind the last. Throws CsvError, also
  // past kMaxCsvColumns and kMaxCsvCellBytes; nothing can be read after that.
  bool next(std::vector<CsvCell>& record);
  // Where the last record begins.
  std::int64_t line() const { return record_line_; }

 private:
  void read_cell(CsvCell& cell);
  void read_quoted(CsvCell& cell);
  void end_record();
  [[noreturn]] void fail(const std::string& message) const;

  std::string_view document_;
  char separator_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;       // That of `at_`,
  std::size_t line_begin_ = 0;  // and where it begins.
  std::int64_t record_line_ = 0;
};

}  // namespace expediter::schema
