// The program in trouble, which tests make by signal. Else it is the program that is released.
//   SIGUSR1                the disk fails from now on as the variable FAULT says: full, write or sync
//   SIGUSR2                the disk is mended
//   SIGRTMIN, SIGRTMIN+1   the clock steps back by an hour, or forth
// With SLOW_SYNC_MS every synchronisation of the database takes that long.

#include "app/program.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <thread>

#include "fault/fault_disk.h"

namespace {

using expediter::tests::Fault;
using expediter::tests::FaultDisk;

constexpr long kStepSeconds = 3600;
std::atomic<long> clock_offset{0};

std::string_view variable(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::string_view{} : text;
}

Fault chosen_fault() {
  if (variable("FAULT") == "full") return Fault::disk_full;
  return variable("FAULT") == "sync" ? Fault::sync_error : Fault::write_error;
}

void act(int number) {
  if (number == SIGUSR1) FaultDisk::instance().arm({.fault = chosen_fault(), .at = 0, .lasting = true});
  if (number == SIGUSR2) FaultDisk::instance().disarm();
  if (number == SIGRTMIN) clock_offset -= kStepSeconds;
  if (number == SIGRTMIN + 1) clock_offset += kStepSeconds;
}

}  // namespace

// In place of the C library's: the time of day with the steps that were made.
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const auto result = static_cast<int>(syscall(SYS_clock_gettime, clock, time));
  if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += clock_offset.load();
  return result;
}

int main(int argc, char** argv) {
  FaultDisk& disk = FaultDisk::instance();
  if (const auto slow = variable("SLOW_SYNC_MS"); !slow.empty())
    disk.slow_down(std::chrono::milliseconds{std::atoi(slow.data())});
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGUSR1, SIGUSR2, SIGRTMIN, SIGRTMIN + 1}) sigaddset(&signals, number);
  // Every thread inherits this: the one below waits for them.
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread{[signals] {
    for (int number = 0; sigwait(&signals, &number) == 0;) act(number);
  }}.detach();
  return expediter::app::run(argc, argv);
}
