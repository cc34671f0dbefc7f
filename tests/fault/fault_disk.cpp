#include "fault/fault_disk.h"

#include <sqlite3.h>

#include <thread>
#include <utility>

#include "base/check.h"

namespace expediter::tests {

namespace {

using Operation = FaultDisk::Operation;

sqlite3_vfs* real_vfs = nullptr;

// SQLite's idea of the file first, the system's own right behind in the same block.
struct FaultFile {
  sqlite3_file base;
  const char* name;  // SQLite keeps it as long as the file is open.

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultFile& fault_file(sqlite3_file* file) {
  return *reinterpret_cast<FaultFile*>(file);
}
sqlite3_file* real_file(sqlite3_file* file) {
  return fault_file(file).real();
}
const sqlite3_io_methods& real_methods(sqlite3_file* file) {
  return *real_file(file)->pMethods;
}
std::string name_of(sqlite3_file* file) {
  return fault_file(file).name == nullptr ? "" : fault_file(file).name;
}

int do_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  const auto fault = FaultDisk::instance().strike(Operation::write);
  if (fault == Fault::disk_full) return SQLITE_FULL;
  if (fault == Fault::short_write && count > 1) {
    real_methods(file).xWrite(real_file(file), bytes, count / 2, offset);
    return SQLITE_IOERR_WRITE;
  }
  if (fault) return SQLITE_IOERR_WRITE;
  FaultDisk::instance().note({.kind = DiskEvent::Kind::write,
                              .file = name_of(file),
                              .offset = offset,
                              .bytes = {static_cast<const char*>(bytes), static_cast<std::size_t>(count)}});
  return real_methods(file).xWrite(real_file(file), bytes, count, offset);
}

int do_truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (FaultDisk::instance().strike(Operation::other)) return SQLITE_IOERR_TRUNCATE;
  FaultDisk::instance().note(
      {.kind = DiskEvent::Kind::truncate, .file = name_of(file), .offset = size, .bytes = {}});
  return real_methods(file).xTruncate(real_file(file), size);
}

int do_sync(sqlite3_file* file, int) {
  if (FaultDisk::instance().strike(Operation::sync)) return SQLITE_IOERR_FSYNC;
  std::this_thread::sleep_for(FaultDisk::instance().sync_takes());
  FaultDisk::instance().note({.kind = DiskEvent::Kind::sync, .file = name_of(file), .bytes = {}});
  return SQLITE_OK;  // What is durable is told from the record: the real disk need not be waited for.
}

int do_close(sqlite3_file* file) {
  return real_methods(file).xClose(real_file(file));
}
int do_read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  return real_methods(file).xRead(real_file(file), bytes, count, offset);
}
int do_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_methods(file).xFileSize(real_file(file), size);
}
int do_lock(sqlite3_file* file, int level) {
  return real_methods(file).xLock(real_file(file), level);
}
int do_unlock(sqlite3_file* file, int level) {
  return real_methods(file).xUnlock(real_file(file), level);
}
int do_check_lock(sqlite3_file* file, int* reserved) {
  return real_methods(file).xCheckReservedLock(real_file(file), reserved);
}
int do_control(sqlite3_file* file, int operation, void* argument) {
  return real_methods(file).xFileControl(real_file(file), operation, argument);
}
int do_sector_size(sqlite3_file* file) {
  return real_methods(file).xSectorSize(real_file(file));
}
int do_traits(sqlite3_file* file) {
  return real_methods(file).xDeviceCharacteristics(real_file(file));
}
int do_shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  if (extend != 0 && FaultDisk::instance().strike(Operation::other)) return SQLITE_IOERR_SHMMAP;
  return real_methods(file).xShmMap(real_file(file), region, size, extend, memory);
}
int do_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real_methods(file).xShmLock(real_file(file), offset, count, flags);
}
void do_shm_barrier(sqlite3_file* file) {
  real_methods(file).xShmBarrier(real_file(file));
}
int do_shm_unmap(sqlite3_file* file, int remove) {
  return real_methods(file).xShmUnmap(real_file(file), remove);
}

constexpr sqlite3_io_methods make_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 2;
  methods.xClose = do_close;
  methods.xRead = do_read;
  methods.xWrite = do_write;
  methods.xTruncate = do_truncate;
  methods.xSync = do_sync;
  methods.xFileSize = do_size;
  methods.xLock = do_lock;
  methods.xUnlock = do_unlock;
  methods.xCheckReservedLock = do_check_lock;
  methods.xFileControl = do_control;
  methods.xSectorSize = do_sector_size;
  methods.xDeviceCharacteristics = do_traits;
  methods.xShmMap = do_shm_map;
  methods.xShmLock = do_shm_lock;
  methods.xShmBarrier = do_shm_barrier;
  methods.xShmUnmap = do_shm_unmap;
  return methods;
}
constexpr sqlite3_io_methods kMethods = make_methods();

int do_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  FaultFile& opened = fault_file(file);
  opened.base.pMethods = nullptr;  // Nothing to close where opening fails.
  opened.name = name;
  const bool may_create = (flags & SQLITE_OPEN_CREATE) != 0;
  if (may_create && FaultDisk::instance().strike(Operation::other)) return SQLITE_CANTOPEN;
  const int result = real_vfs->xOpen(real_vfs, name, opened.real(), flags, out_flags);
  // The log comes without shared memory of its own, so the real file's version does not matter.
  if (opened.real()->pMethods != nullptr) opened.base.pMethods = &kMethods;
  return result;
}

int do_delete(sqlite3_vfs*, const char* name, int) {
  if (FaultDisk::instance().strike(Operation::other)) return SQLITE_IOERR_DELETE;
  FaultDisk::instance().note({.kind = DiskEvent::Kind::remove, .file = name, .bytes = {}});
  return real_vfs->xDelete(real_vfs, name, 0);
}

}  // namespace

FaultDisk::FaultDisk() {
  real_vfs = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs vfs = *real_vfs;
  vfs.pNext = nullptr;
  vfs.zName = "expediter-fault";
  vfs.szOsFile += static_cast<int>(sizeof(FaultFile));
  vfs.xOpen = do_open;
  vfs.xDelete = do_delete;
  CHECK(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
}

FaultDisk& FaultDisk::instance() {
  static FaultDisk disk;
  return disk;
}

void FaultDisk::arm(const FaultPlan& plan) {
  const std::scoped_lock lock{mutex_};
  plan_ = plan;
  operations_ = 0;
  struck_ = false;
}

std::int64_t FaultDisk::disarm() {
  const std::scoped_lock lock{mutex_};
  plan_.reset();
  recording_ = false;
  return operations_;
}

bool FaultDisk::has_struck() const {
  const std::scoped_lock lock{mutex_};
  return struck_;
}

void FaultDisk::record() {
  const std::scoped_lock lock{mutex_};
  recording_ = true;
  events_.clear();
}

void FaultDisk::say(const std::string& text) {
  note({.kind = DiskEvent::Kind::said, .file = text, .bytes = {}});
}

std::vector<DiskEvent> FaultDisk::take_events() {
  const std::scoped_lock lock{mutex_};
  return std::exchange(events_, {});
}

void FaultDisk::note(DiskEvent event) {
  const std::scoped_lock lock{mutex_};
  if (recording_) events_.push_back(std::move(event));
}

std::optional<Fault> FaultDisk::strike(Operation operation) {
  const std::scoped_lock lock{mutex_};
  const std::int64_t number = operations_++;
  if (!plan_ || number < plan_->at || (number > plan_->at && !plan_->lasting)) return std::nullopt;
  const Fault fault = plan_->fault;
  const bool is_write_fault = fault != Fault::sync_error && fault != Fault::any_error;
  if (is_write_fault && operation != Operation::write) return std::nullopt;
  if (fault == Fault::sync_error && operation != Operation::sync) return std::nullopt;
  struck_ = true;
  return fault;
}

}  // namespace expediter::tests
