#pragma once
// How many exports are made at once: each keeps a worker busy and its file in memory.

#include <atomic>
#include <memory>

namespace expediter::api {

// What an export may be, and how many there may be at a time. Safe for use by any number of threads at once.
class ExportSlots {
 public:
  struct Limits {
    std::int64_t rows = 0;
    std::size_t bytes = 0;
    unsigned at_once = 1;
  };
  explicit ExportSlots(const Limits& limits) : limits_(limits) {}

  const Limits& limits() const { return limits_; }

  // A slot, taken until the last copy of it is gone; it must not outlive this. Throws Error{overloaded} where
  // all are taken.
  std::shared_ptr<const void> take();

 private:
  Limits limits_;
  std::atomic<unsigned> taken_ = 0;
};

}  // namespace expediter::api
