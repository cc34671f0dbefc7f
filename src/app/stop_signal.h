#pragma once
// The signals that ask a server to stop or to reload, taken out of the hands of its threads.

#include <csignal>
#include <functional>

namespace expediter::app {

// Make one on the main thread before any other thread: SIGTERM, SIGINT and SIGHUP are held back from then on,
// in this thread and in those it starts, and a closed connection no longer raises SIGPIPE.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Returns once the process is asked to stop, with the signal's name; calls `reload` for every SIGHUP until
  // then. From then on a second SIGINT ends the process at once: whoever presses Ctrl-C twice means it.
  const char* wait(const std::function<void()>& reload);

 private:
  sigset_t set_;
};

}  // namespace expediter::app
