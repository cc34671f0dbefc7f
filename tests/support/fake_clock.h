#pragma once
// A clock that tests set.

#include <atomic>

#include "base/clock.h"

namespace expediter::tests {

class FakeClock final : public base::Clock {
 public:
  base::Timestamp now() const override { return {seconds_.load()}; }
  void advance(std::chrono::seconds by) { seconds_ += by.count(); }

 private:
  std::atomic<std::int64_t> seconds_{1'710'061'200};  // 2024-03-10T09:00:00Z
};

}  // namespace expediter::tests
