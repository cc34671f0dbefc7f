#pragma once
// Moves the write-ahead log into the database beside the writer, on a thread and a connection of its own.
//
// Left to the writer's connection, as SQLite does it by itself, copying thousands of pages and waiting for
// the disk hold up every change that comes meanwhile. A log that is written all the time is never moved to
// its end from beside, though, and starts anew only when it is: so what was added during a pass, a small
// part, is moved by the writer between two commits.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "sql/connection.h"

namespace expediter::store {

// The writer calls; its thread is the only one that may. The destructor waits for a pass that is under way.
class Checkpointer {
 public:
  // `file`: the database, open for writing by `writer` in write-ahead mode. `writer` must outlive this.
  Checkpointer(const std::string& file, sql::Connection& writer);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // To be called after each commit, when everybody has been answered.
  void after_commit();

 private:
  // Pages in the log from which it is moved, and at which the writer does not wait for a pass to end.
  static constexpr std::int64_t kLong = 6'000;
  static constexpr std::int64_t kTooLong = 40'000;
  enum class State : std::uint8_t { idle, wanted, done };

  void loop();

  sql::Connection& writer_;
  sql::Connection beside_;
  std::atomic<State> state_{State::idle};
  std::mutex mutex_;
  std::condition_variable wanted_;
  bool stopping_ = false;
  std::thread thread_;  // Last: starts when all else is there.
};

}  // namespace expediter::store
