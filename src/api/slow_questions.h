#pragma once
// Which questions lately took longer than a loop has for one request, so that they go to a worker at once.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace expediter::api {

// Safe from any thread; none waits for another. Memory is fixed: a question that is noted may take the place
// of another, which is then tried on a loop once more. So is each after a minute, since what it costs changes
// with the data.
class SlowQuestions {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds kRemembered{60};

  bool has(std::string_view question, Time now) const;
  void note(std::string_view question, Time now);

 private:
  static constexpr std::size_t kPlaces = 4'096;
  // A digest of the question above, and below it when it was noted, in seconds. 0 where there is none.
  std::array<std::atomic<std::uint64_t>, kPlaces> places_{};
};

}  // namespace expediter::api
