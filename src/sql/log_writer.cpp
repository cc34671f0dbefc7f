#include "sql/log_writer.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <new>
#include <string>

#include "base/check.h"

namespace expediter::sql {

namespace {

constexpr const char* kName = "expediter-gathering";
// Past this the gathered bytes leave early: bounds memory, and a large transaction's spilled pages.
constexpr std::size_t kGatherBytes = std::size_t{1} << 20;
// The system's file writes fewer than 128 KiB at once (os_unix.c masks the count with 0x1ffff).
constexpr std::size_t kWriteBytes = std::size_t{64} << 10;
// The log's own header, and that of each page in it (sqlite.org/fileformat2.html#walformat).
constexpr sqlite3_int64 kLogHeaderBytes = 32;
constexpr std::array<char, 24> kNoPageHeader{};
constexpr sqlite3_int64 kNone = -1;

sqlite3_vfs* system_vfs() {
  return sqlite3_vfs_find(nullptr);
}

// The log as an open file: SQLite's idea of it first, the system's own file right behind in the same block.
struct LogFile {
  sqlite3_file base;
  std::string* gathered;
  sqlite3_int64 start;     // Where in the file `gathered` belongs.
  sqlite3_int64 unsynced;  // The first place written to since the last synchronisation, or kNone.

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

LogFile& log_of(sqlite3_file* file) {
  return *reinterpret_cast<LogFile*>(file);
}

int flush(LogFile& log) {
  int result = SQLITE_OK;
  if (!log.gathered->empty() && (log.unsynced == kNone || log.start < log.unsynced)) log.unsynced = log.start;
  for (std::size_t at = 0; at < log.gathered->size() && result == SQLITE_OK; at += kWriteBytes) {
    const auto count = static_cast<int>(std::min(kWriteBytes, log.gathered->size() - at));
    result = log.real()->pMethods->xWrite(log.real(), log.gathered->data() + at, count,
                                          log.start + static_cast<sqlite3_int64>(at));
  }
  // After a failure SQLite rolls back and will write these frames anew: keeping them would write them twice.
  log.gathered->clear();
  return result;
}

int log_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  LogFile& log = log_of(file);
  const auto end = log.start + static_cast<sqlite3_int64>(log.gathered->size());
  if (offset != end || log.gathered->size() + static_cast<std::size_t>(count) > kGatherBytes) {
    const int result = flush(log);
    if (result != SQLITE_OK) return result;
    log.start = offset;
  }
  log.gathered->append(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
  return SQLITE_OK;
}

// Everything else acts on the file as it would be without gathering.
template <class Act>
int after_flush(sqlite3_file* file, Act&& act) {
  const int result = flush(log_of(file));
  return result != SQLITE_OK ? result : act(log_of(file).real());
}

int log_read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  return after_flush(file,
                     [&](sqlite3_file* real) { return real->pMethods->xRead(real, bytes, count, offset); });
}
int log_truncate(sqlite3_file* file, sqlite3_int64 size) {
  return after_flush(file, [&](sqlite3_file* real) { return real->pMethods->xTruncate(real, size); });
}

// The commit whose pages could not be made durable is refused, yet they lie in the file, whole: a recovery
// would find them and make the refused change. Without the first one's header they end nothing but the log.
void forget_unsynced(LogFile& log) {
  if (log.unsynced < kLogHeaderBytes) return;
  // Best effort: the disk is failing.
  log.real()->pMethods->xWrite(log.real(), kNoPageHeader.data(), static_cast<int>(kNoPageHeader.size()),
                               log.unsynced);
}

int log_sync(sqlite3_file* file, int flags) {
  LogFile& log = log_of(file);
  const int result =
      after_flush(file, [&](sqlite3_file* real) { return real->pMethods->xSync(real, flags); });
  if (result != SQLITE_OK) forget_unsynced(log);
  log.unsynced = kNone;
  return result;
}
int log_size(sqlite3_file* file, sqlite3_int64* size) {
  return after_flush(file, [&](sqlite3_file* real) { return real->pMethods->xFileSize(real, size); });
}
int log_close(sqlite3_file* file) {
  LogFile& log = log_of(file);
  const int flushed = flush(log);
  delete log.gathered;
  const int closed = log.real()->pMethods->xClose(log.real());
  return flushed != SQLITE_OK ? flushed : closed;
}

int log_lock(sqlite3_file* file, int level) {
  return log_of(file).real()->pMethods->xLock(log_of(file).real(), level);
}
int log_unlock(sqlite3_file* file, int level) {
  return log_of(file).real()->pMethods->xUnlock(log_of(file).real(), level);
}
int log_check_lock(sqlite3_file* file, int* reserved) {
  return log_of(file).real()->pMethods->xCheckReservedLock(log_of(file).real(), reserved);
}
int log_control(sqlite3_file* file, int operation, void* argument) {
  return log_of(file).real()->pMethods->xFileControl(log_of(file).real(), operation, argument);
}
int log_sector_size(sqlite3_file* file) {
  return log_of(file).real()->pMethods->xSectorSize(log_of(file).real());
}
int log_traits(sqlite3_file* file) {
  return log_of(file).real()->pMethods->xDeviceCharacteristics(log_of(file).real());
}

constexpr sqlite3_io_methods make_log_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = log_close;
  methods.xRead = log_read;
  methods.xWrite = log_write;
  methods.xTruncate = log_truncate;
  methods.xSync = log_sync;
  methods.xFileSize = log_size;
  methods.xLock = log_lock;
  methods.xUnlock = log_unlock;
  methods.xCheckReservedLock = log_check_lock;
  methods.xFileControl = log_control;
  methods.xSectorSize = log_sector_size;
  methods.xDeviceCharacteristics = log_traits;
  return methods;
}
constexpr sqlite3_io_methods kLogMethods = make_log_methods();

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  if ((flags & SQLITE_OPEN_WAL) == 0) return system_vfs()->xOpen(system_vfs(), name, file, flags, out_flags);
  LogFile& log = log_of(file);
  log.base.pMethods = nullptr;  // Nothing to close where opening fails.
  const int result = system_vfs()->xOpen(system_vfs(), name, log.real(), flags, out_flags);
  if (result != SQLITE_OK) return result;
  log.gathered = new (std::nothrow) std::string;
  if (log.gathered == nullptr) {
    log.real()->pMethods->xClose(log.real());
    return SQLITE_NOMEM;
  }
  log.start = 0;
  log.unsynced = kNone;
  log.base.pMethods = &kLogMethods;
  return SQLITE_OK;
}

}  // namespace

const char* gathering_vfs() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made = *system_vfs();
    made.pNext = nullptr;
    made.zName = kName;
    made.szOsFile += static_cast<int>(sizeof(LogFile));
    made.xOpen = open_file;
    return made;
  }();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  CHECK(registered == SQLITE_OK);
  return kName;
}

}  // namespace expediter::sql
