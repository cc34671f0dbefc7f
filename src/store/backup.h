#pragma once
// A copy of a database as a file of its own, made while others read and write.

#include <functional>
#include <string>
#include <string_view>

#include "sql/connection.h"

namespace expediter::store {

// How much of a copy is compared with what it should be.
enum class CopyCheck : std::uint8_t {
  structures,  // The engine's own check of tables and indexes.
  everything,  // Besides, all that `find_damage` looks at.
};

// Copies the database of `source` into `path`, an empty file or none, as of one moment, and checks the copy.
// Holds the moment to the end: meanwhile the log of the original grows by what is written. Throws base::Error
// where that cannot be done, DamagedCopy where the copy, and so what it was made from, is not whole; the file
// is then of no use and is the caller's to remove. `progress(done, total)` is told of pages, `step` of what
// is looked at afterwards: "totals".
void copy_database(sql::Connection& source, const std::string& path, CopyCheck check,
                   const std::function<void(int done, int total)>& progress,
                   const std::function<void(std::string_view)>& step);

// The copy is not whole; tells what was found first.
class DamagedCopy : public std::exception {
 public:
  explicit DamagedCopy(std::string finding) : finding_(std::move(finding)) {}
  const char* what() const noexcept override { return finding_.c_str(); }

 private:
  std::string finding_;
};

}  // namespace expediter::store
