#pragma once
// Where time comes from. Everything that needs the time is given a Clock, so that tests own it.

#include <chrono>
#include <cstdint>

namespace expediter::base {

// Seconds since 1970-01-01T00:00:00Z; the resolution of every time that is stored or served.
struct Timestamp {
  std::int64_t seconds = 0;
  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

inline Timestamp operator+(Timestamp at, std::chrono::seconds by) {
  return {at.seconds + by.count()};
}
inline Timestamp operator-(Timestamp at, std::chrono::seconds by) {
  return {at.seconds - by.count()};
}

// Safe for use by any number of threads at once.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
};

// The machine's wall clock. It may jump, backwards too: nothing may rely on it being monotonic.
const Clock& system_clock();

}  // namespace expediter::base
