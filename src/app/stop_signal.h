#pragma once
// The signals that ask a server to stop or to reload, taken out of the hands of its threads.

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

namespace expediter::app {

// Make one on the main thread before any other thread: SIGTERM, SIGINT and SIGHUP are held back from then on,
// in this thread and in those it starts, and a closed connection no longer raises SIGPIPE. One thread at a
// time asks it.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Returns once the process is asked to stop, with the signal's name. Until then calls `reload` for every
  // SIGHUP, and `look` once an hour.
  const char* wait(const std::function<void()>& reload, const std::function<void()>& look);
  // Waits so long, or until the process is asked again; whether it was.
  bool is_repeated_within(std::chrono::milliseconds time);

  // While it lives, `hurry` is called, on a thread of its own, when the process is asked to stop again; the
  // next time the process ends at once.
  class Hurry {
   public:
    explicit Hurry(std::function<void()> hurry);
    ~Hurry();
    Hurry(const Hurry&) = delete;
    Hurry& operator=(const Hurry&) = delete;

   private:
    std::atomic<bool> ended_ = false;
    std::thread thread_;  // Last: starts when all else is there.
  };
};

}  // namespace expediter::app
