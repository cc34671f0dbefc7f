#include "sql/file_mark.h"

#include <sqlite3.h>

#include <array>
#include <memory>
#include <string_view>

#include "sql/engine.h"
#include "sql/failure.h"

namespace expediter::sql {

namespace {

constexpr int kHeadBytes = 100;
constexpr std::size_t kMarkAt = 60;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

}  // namespace

std::optional<std::int64_t> read_mark(sqlite3* database) {
  sqlite3_file* file = nullptr;
  if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)) !=
          SQLITE_OK ||
      file->pMethods == nullptr)
    return std::nullopt;
  std::array<char, kHeadBytes> head{};
  if (file->pMethods->xRead(file, head.data(), kHeadBytes, 0) != SQLITE_OK) return std::nullopt;
  if (std::string_view{head.data(), kMagic.size()} != kMagic) return std::nullopt;
  std::uint32_t mark = 0;
  for (std::size_t i = 0; i < 4; ++i) mark = mark << 8U | static_cast<unsigned char>(head[kMarkAt + i]);
  return mark;
}

// Through the engine, which keeps count of who has the file open here: closing it in any other way would take
// the locks of this process's other connections with it.
std::optional<std::int64_t> read_mark(const std::string& path) {
  configure_engine();
  sqlite3* opened = nullptr;
  const int result =
      sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database{opened, sqlite3_close};
  if (result != SQLITE_OK) throw error_of(result, sqlite3_system_errno(opened), "cannot open " + path);
  return read_mark(opened);
}

}  // namespace expediter::sql
