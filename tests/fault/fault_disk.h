#pragma once
// A disk that fails when told to, below SQLite: a virtual file system that passes everything to the system's
// own, counts the operations that change files, lets chosen ones fail, and keeps a record of what was written
// and what was made durable, from which the state after a loss of power follows.
//
// Test programs only. It becomes the default of the process when it is first asked for, so that connections
// opened from then on, with the gathered log or without, lie on it.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace expediter::tests {

enum class Fault : std::uint8_t {
  write_error,  // A write fails, nothing of it is done.
  short_write,  // Half of a write is done, then it fails.
  disk_full,    // A write fails for want of room.
  sync_error,   // What was written cannot be made durable.
  any_error,    // Whatever the operation is, it fails: truncating, opening, deleting, locking memory as well.
};

// Which operation fails, counted from the arming, and whether those after it do too.
struct FaultPlan {
  Fault fault = Fault::write_error;
  std::int64_t at = 0;
  bool lasting = false;
};

// One thing that happened to a file, or was said.
struct DiskEvent {
  enum class Kind : std::uint8_t { write, truncate, sync, remove, said };
  Kind kind = Kind::said;
  std::string file;
  std::int64_t offset = 0;  // Of a write; of a truncation, the new size.
  std::string bytes;
};

// Safe from any thread. The one instance lives as long as the process.
class FaultDisk {
 public:
  static FaultDisk& instance();

  // Counts from 0 again.
  void arm(const FaultPlan& plan);
  // Nothing fails any more. Returns how many operations there were since the arming, and ends recording.
  std::int64_t disarm();
  // Whether the plan has made anything fail.
  bool has_struck() const;

  // From now on every synchronisation takes at least this long.
  void slow_down(std::chrono::milliseconds each) { sync_takes_ = each; }
  std::chrono::milliseconds sync_takes() const { return sync_takes_; }

  // Keeps what happens from now on, until disarm().
  void record();
  // Puts a mark among the events: "so far, this was acknowledged".
  void say(const std::string& text);
  std::vector<DiskEvent> take_events();

  // For the functions that SQLite calls.
  enum class Operation : std::uint8_t { write, sync, other };
  std::optional<Fault> strike(Operation operation);
  void note(DiskEvent event);

 private:
  FaultDisk();
  mutable std::mutex mutex_;
  std::optional<FaultPlan> plan_;
  std::int64_t operations_ = 0;
  bool struck_ = false;
  bool recording_ = false;
  std::atomic<std::chrono::milliseconds> sync_takes_{};
  std::vector<DiskEvent> events_;
};

}  // namespace expediter::tests
