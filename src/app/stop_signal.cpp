#include "app/stop_signal.h"

#include <pthread.h>

#include <csignal>
#include <ctime>
#include <initializer_list>
#include <utility>

namespace expediter::app {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kHour = std::chrono::hours{1};

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

bool is_stop(int signal) {
  return signal == SIGTERM || signal == SIGINT;
}

// The next of the signals that are held back; -1 where none came within the time.
int next_signal(milliseconds time) {
  const sigset_t set = set_of({SIGTERM, SIGINT, SIGHUP});
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const timespec until{static_cast<std::time_t>(seconds.count()),
                       static_cast<long>(std::chrono::nanoseconds(time - seconds).count())};
  return sigtimedwait(&set, nullptr, &until);
}

}  // namespace

StopSignal::StopSignal() {
  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t set = set_of({SIGTERM, SIGINT, SIGHUP});
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

const char* StopSignal::wait(const std::function<void()>& reload, const std::function<void()>& look) {
  while (true) {
    const int signal = next_signal(kHour);
    if (is_stop(signal)) return signal == SIGINT ? "SIGINT" : "SIGTERM";
    signal == SIGHUP ? reload() : look();
  }
}

bool StopSignal::is_repeated_within(milliseconds time) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point until = Clock::now() + time;
  for (auto left = time; left.count() > 0; left = std::chrono::ceil<milliseconds>(until - Clock::now()))
    if (is_stop(next_signal(left))) return true;
  return false;
}

StopSignal::Hurry::Hurry(std::function<void()> hurry) {
  thread_ = std::thread{[this, hurry = std::move(hurry)] {
    while (!is_stop(next_signal(kHour)))
      if (ended_) return;
    hurry();
    const sigset_t stops = set_of({SIGTERM, SIGINT});
    pthread_sigmask(SIG_UNBLOCK, &stops, nullptr);
    const sigset_t end = set_of({SIGHUP});
    for (int signal = 0; !ended_;) sigwait(&end, &signal);
  }};
}

// SIGHUP is held back everywhere: sent to the thread, it does no more than to wake it.
StopSignal::Hurry::~Hurry() {
  ended_ = true;
  ::pthread_kill(thread_.native_handle(), SIGHUP);
  thread_.join();
}

}  // namespace expediter::app
