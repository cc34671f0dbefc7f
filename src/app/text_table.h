#pragma once
// Rows of texts in columns that line up, for a terminal.

#include <string>
#include <vector>

namespace expediter::app {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> titles) : rows_{std::move(titles)} {}

  // As many cells as there are titles. An empty one is shown as `-`, so that columns can be told apart.
  void add(std::vector<std::string> cells);
  // The titles and the rows, a line each; columns are two blanks apart and nothing stands behind the last.
  std::string render() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace expediter::app
