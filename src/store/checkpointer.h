#pragma once
// Moves the write-ahead log into the database beside the writer, on a thread and a connection of its own.
//
// Left to the writer's connection, as SQLite does it by itself, copying thousands of pages and waiting for
// the disk hold up every change that comes meanwhile. A log that is written all the time is never moved to
// its end from beside, though, and starts anew only when it is. So several passes are made beside, each over
// what came during the one before; the last few pages are moved by the writer between two commits.
//
// Measured with changes of status all over 100,000 tickets: of 19 us a change the passes, each made durable,
// leave the writer 4, and its last pass takes 4 to 6 ms; where they are not, it took 8 to 19.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "sql/connection.h"

namespace expediter::store {

// In pages, of 4 KiB.
struct LogLimits {
  // From here on the log is moved: 64 MiB. The longer it is, the more of its pages are newer versions of
  // others and need not be moved; and the longer a start takes that has to read it after a crash.
  std::int64_t lengthy = 16'000;
  // From here on the writer does not wait for the passes to end.
  std::int64_t too_long = 64'000;
  // What the writer can move with little delay.
  std::int64_t few = 500;
};

// The writer calls; its thread is the only one that may. The destructor waits for a pass that is under way.
class Checkpointer {
 public:
  // `file`: the database, open for writing by `writer` in write-ahead mode. `writer` must outlive this.
  Checkpointer(const std::string& file, sql::Connection& writer, const LogLimits& limits);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // To be called after each commit, when everybody has been answered.
  void after_commit();
  // Nothing is moved any more, and at the end the log stays as it is.
  void leave_log();

 private:
  // How often it is tried to leave the writer few pages.
  static constexpr int kPasses = 5;
  enum class State : std::uint8_t { idle, wanted, done };

  void loop();
  void move_most();

  sql::Connection& writer_;
  sql::Connection beside_;
  const LogLimits limits_;
  std::atomic<State> state_{State::idle};
  std::mutex mutex_;
  std::condition_variable wanted_;
  bool stopping_ = false;
  bool leaving_ = false;
  std::thread thread_;  // Last: starts when all else is there.
};

}  // namespace expediter::store
