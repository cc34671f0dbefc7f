#pragma once
// CHECK stops the process where one of our own assumptions does not hold: a defect, never a client's mistake.

namespace expediter::base {

// Prints where and what to standard error and aborts.
[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace expediter::base

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::expediter::base::check_failed(#condition, __FILE__, __LINE__))
