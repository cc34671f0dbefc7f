#include "app/text_table.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace expediter::app {

namespace {
constexpr std::size_t kGap = 2;
}  // namespace

void TextTable::add(std::vector<std::string> cells) {
  CHECK(cells.size() == rows_.front().size());
  for (std::string& cell : cells)
    if (cell.empty()) cell = "-";
  rows_.push_back(std::move(cells));
}

std::string TextTable::render() const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], base::count_characters(row[i]));
  std::string out;
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += row[i];
      if (i + 1 < row.size()) out.append(widths[i] - base::count_characters(row[i]) + kGap, ' ');
    }
    out += '\n';
  }
  return out;
}

}  // namespace expediter::app
