#include "app/stop_signal.h"

#include <pthread.h>

#include <initializer_list>

namespace expediter::app {

StopSignal::StopSignal() {
  std::signal(SIGPIPE, SIG_IGN);
  sigemptyset(&set_);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set_, signal);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
}

const char* StopSignal::wait(const std::function<void()>& reload) {
  int signal = 0;
  for (sigwait(&set_, &signal); signal == SIGHUP; sigwait(&set_, &signal)) reload();
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);
  pthread_sigmask(SIG_UNBLOCK, &interrupt, nullptr);
  return signal == SIGINT ? "SIGINT" : "SIGTERM";
}

}  // namespace expediter::app
