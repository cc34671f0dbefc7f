#include "app/stop_signal.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <initializer_list>
#include <system_error>
#include <utility>

namespace expediter::app {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kHour = std::chrono::hours{1};
constexpr milliseconds kForEver{-1};

sigset_t set_of(std::initializer_list<int> signals) {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

bool is_stop(int signal) {
  return signal == SIGTERM || signal == SIGINT;
}

Descriptor open_event() {
  Descriptor event{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  if (!event) throw std::system_error(errno, std::generic_category(), "cannot wait for signals");
  return event;
}

}  // namespace

StopSignal::StopSignal() {
  std::signal(SIGPIPE, SIG_IGN);
  const sigset_t set = set_of({SIGTERM, SIGINT, SIGHUP});
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  signals_ = Descriptor{::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC)};
  if (!signals_) throw std::system_error(errno, std::generic_category(), "cannot wait for signals");
}

int StopSignal::next(milliseconds time, int end) const {
  std::array<pollfd, 2> watched{{{signals_.number(), POLLIN, 0}, {end, POLLIN, 0}}};
  ::poll(watched.data(), watched.size(), static_cast<int>(time.count()));
  signalfd_siginfo told{};
  if (::read(signals_.number(), &told, sizeof told) != static_cast<ssize_t>(sizeof told)) return 0;
  return static_cast<int>(told.ssi_signo);
}

const char* StopSignal::wait(const std::function<void()>& reload, const std::function<void()>& look) {
  while (true) {
    const int signal = next(kHour);
    if (is_stop(signal)) return signal == SIGINT ? "SIGINT" : "SIGTERM";
    signal == SIGHUP ? reload() : look();
  }
}

bool StopSignal::is_repeated_within(milliseconds time) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point until = Clock::now() + time;
  for (auto left = time; left.count() > 0; left = std::chrono::ceil<milliseconds>(until - Clock::now()))
    if (is_stop(next(left))) return true;
  return false;
}

StopSignal::Hurry::Hurry(StopSignal& signals, std::function<void()> hurry) : end_(open_event()) {
  thread_ = std::thread{[&signals, hurry = std::move(hurry), end = end_.number()] {
    int signal = SIGHUP;
    while (signal == SIGHUP) signal = signals.next(kForEver, end);
    if (!is_stop(signal)) return;
    hurry();
    const sigset_t set = set_of({SIGTERM, SIGINT});
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    pollfd watched{end, POLLIN, 0};
    while (::poll(&watched, 1, -1) < 0 && errno == EINTR) {
    }
  }};
}

StopSignal::Hurry::~Hurry() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(end_.number(), &one, sizeof one);
  thread_.join();
}

}  // namespace expediter::app
