#pragma once
// One input, within the time that a request may take of a loop.

#include <time.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/check.h"

namespace expediter::tests {

// The processor's time of this thread, so that a busy machine counts for nothing.
inline std::int64_t thread_nanoseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

// How much slower than a release build this one may be: EXPEDITER_TIME_SCALE, or `otherwise`.
inline double time_scale(double otherwise) {
  const char* const text = std::getenv("EXPEDITER_TIME_SCALE");
  return text == nullptr ? otherwise : std::max(1.0, std::strtod(text, nullptr));
}

// Breaks where the input takes more than 20 ms, the best of some runs.
inline void run_timed(void (*target)(std::string_view bytes), std::string_view bytes, double scale) {
  constexpr std::int64_t kMost = 20'000'000;
  constexpr int kRuns = 5;
  std::int64_t best = INT64_MAX;
  for (int run = 0; run<kRuns&& static_cast<double>(best)> static_cast<double>(kMost) * scale; ++run) {
    const std::int64_t began = thread_nanoseconds();
    target(bytes);
    best = std::min(best, thread_nanoseconds() - began);
  }
  CHECK(static_cast<double>(best) <= static_cast<double>(kMost) * scale);
}

}  // namespace expediter::tests
