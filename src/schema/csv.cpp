#include "schema/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace expediter::schema {

namespace {

// The signs that begin a formula; behind them their full-width forms, which East Asian spreadsheets take for
// the same.
constexpr std::array<std::string_view, 8> kFormulaSigns{"=", "+", "-", "@", "＝", "＋", "－", "＠"};

// What has to stand in quotes. A semicolon or a tab divides cells for spreadsheets of other countries, and
// white space at an end is dropped by some.
bool needs_quotes(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return true;
  return text.find_first_of("\",;\t\r\n") != std::string_view::npos;
}

}  // namespace

void append_csv_text(std::string& out, std::string_view text) {
  if (!needs_quotes(text)) {
    out += text;
    return;
  }
  out += '"';
  for (std::size_t quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
    out.append(text.substr(0, quote + 1)) += '"';
    text.remove_prefix(quote + 1);
  }
  out.append(text) += '"';
}

bool looks_like_formula(std::string_view text) {
  if (text.empty()) return false;
  const std::size_t apostrophes = std::min(text.find_first_not_of('\''), text.size());
  text.remove_prefix(apostrophes);
  if (!text.empty() && std::string_view{"\t\r\n"}.find(text.front()) != std::string_view::npos) return true;
  text = base::trim(text);
  return std::any_of(kFormulaSigns.begin(), kFormulaSigns.end(),
                     [&](std::string_view sign) { return text.starts_with(sign); });
}

void append_csv_guarded(std::string& out, std::string_view text) {
  if (!looks_like_formula(text)) return append_csv_text(out, text);
  append_csv_text(out, fmt::format("'{}", text));
}

std::string_view remove_csv_guard(std::string_view cell) {
  if (cell.starts_with('\'') && looks_like_formula(cell)) cell.remove_prefix(1);
  return cell;
}

CsvError::CsvError(std::int64_t line, std::int64_t column, const std::string& reason)
    : CsvError(column == 0 ? fmt::format("line {}", line) : fmt::format("line {}, column {}", line, column),
               reason) {}

CsvError::CsvError(std::string place, const std::string& reason)
    : std::runtime_error(place + ": " + reason), place_(std::move(place)), reason_(reason) {}

CsvReader::CsvReader(std::string_view document, char separator) : document_(document), separator_(separator) {
  if (document_.starts_with(kCsvMark)) document_.remove_prefix(kCsvMark.size());
}

bool CsvReader::next(std::vector<CsvCell>& record) {
  if (document_.starts_with("\xFF\xFE") || document_.starts_with("\xFE\xFF"))
    fail("this is UTF-16; save the file as CSV in UTF-8.");
  if (at_ == document_.size()) return false;
  record_line_ = line_;
  std::size_t cells = 0;
  while (true) {
    if (cells == kMaxCsvColumns) fail(fmt::format("a record has at most {} cells.", kMaxCsvColumns));
    if (record.size() == cells) record.emplace_back();
    read_cell(record[cells++]);
    if (at_ == document_.size() || document_[at_] != separator_) break;
    ++at_;
  }
  record.resize(cells);
  end_record();
  return true;
}

void CsvReader::read_cell(CsvCell& cell) {
  const std::size_t begin = at_;
  cell.quoted = at_ < document_.size() && document_[at_] == '"';
  if (cell.quoted) return read_quoted(cell);
  const std::array<char, 5> ends{separator_, '"', '\r', '\n', '\0'};
  at_ = std::min(document_.find_first_of(ends.data(), at_), document_.size());
  if (at_ < document_.size() && document_[at_] == '"')
    fail("a quote stands inside a cell; the whole cell must be in quotes, and the quote be doubled.");
  const std::string_view text = document_.substr(begin, at_ - begin);
  at_ = begin;  // What is wrong with the cell is told of its begin.
  if (text.size() > kMaxCsvCellBytes) fail(fmt::format("a cell has at most {} bytes.", kMaxCsvCellBytes));
  if (!base::is_utf8(text)) fail("the cell is not UTF-8; save the file as CSV in UTF-8.");
  at_ += text.size();
  cell.text = text;
}

void CsvReader::read_quoted(CsvCell& cell) {
  const CsvReader begin = *this;
  cell.text.clear();
  for (bool open = true; open;) {
    const std::size_t quote = document_.find('"', ++at_);
    if (quote == std::string_view::npos) begin.fail("the quote that begins here is never closed.");
    cell.text += document_.substr(at_, quote - at_);
    if (cell.text.size() > kMaxCsvCellBytes)
      begin.fail(fmt::format("a cell has at most {} bytes.", kMaxCsvCellBytes));
    for (; at_ < quote; ++at_) {
      if (document_[at_] != '\n') continue;
      ++line_;
      line_begin_ = at_ + 1;
    }
    ++at_;
    open = at_ < document_.size() && document_[at_] == '"';
    if (open) cell.text += '"';
  }
  if (!base::is_utf8(cell.text)) begin.fail("the cell is not UTF-8; save the file as CSV in UTF-8.");
  const std::string_view rest = document_.substr(at_);
  if (!rest.empty() && rest[0] != separator_ && rest[0] != '\r' && rest[0] != '\n')
    fail("the cell ends before this; a quote inside a cell must be doubled.");
}

void CsvReader::end_record() {
  if (at_ == document_.size()) return;
  if (document_[at_] == '\r' && document_.substr(at_, 2) != kCsvLineEnd)
    fail("a carriage return must be followed by a line feed, or stand in quotes.");
  at_ += document_[at_] == '\r' ? 2 : 1;
  ++line_;
  line_begin_ = at_;
}

void CsvReader::fail(const std::string& message) const {
  const std::size_t before = base::count_characters(document_.substr(line_begin_, at_ - line_begin_));
  throw CsvError{line_, static_cast<std::int64_t>(before) + 1, message};
}

}  // namespace expediter::schema
