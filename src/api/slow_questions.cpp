#include "api/slow_questions.h"

#include <functional>

namespace expediter::api {

namespace {

constexpr std::uint64_t kSecondsMask = 0xFF'FFFF;  // They come round in half a year.

std::uint64_t digest_of(std::string_view question) {
  // What a digest of 40 bits tells wrongly costs a question the way to a worker, and nothing else.
  return std::hash<std::string_view>{}(question) | (kSecondsMask + 1);
}

std::uint64_t seconds_of(SlowQuestions::Time now) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
}

}  // namespace

bool SlowQuestions::has(std::string_view question, Time now) const {
  const std::uint64_t digest = digest_of(question);
  const std::uint64_t noted = places_[(digest >> 32) % kPlaces].load(std::memory_order_relaxed);
  if (((noted ^ digest) & ~kSecondsMask) != 0) return false;
  return ((seconds_of(now) - noted) & kSecondsMask) < static_cast<std::uint64_t>(kRemembered.count());
}

void SlowQuestions::note(std::string_view question, Time now) {
  const std::uint64_t digest = digest_of(question);
  places_[(digest >> 32) % kPlaces].store((digest & ~kSecondsMask) | (seconds_of(now) & kSecondsMask),
                                          std::memory_order_relaxed);
}

}  // namespace expediter::api
