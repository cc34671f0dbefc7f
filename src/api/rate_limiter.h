#pragma once
// How often somebody may do something: so many times at once, and then at a steady rate.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "http/address.h"

namespace expediter::api {

// `times` at once, regained evenly over `period`. No times: no limit.
struct Rate {
  std::uint32_t times = 0;
  std::chrono::milliseconds period{0};

  bool limits() const { return times > 0; }
  friend bool operator==(const Rate&, const Rate&) = default;
};

// Whom a limit counts by. An IPv6 client has a whole /64 to choose its address from, so that counts as one.
std::uint64_t rate_key(const http::Address& address);
std::uint64_t rate_key(std::int64_t user_id);

// Any thread may call; none waits for another. Memory is fixed at construction, 1 MiB where there is a limit:
// where more keys are active than it holds, those that have regained most are forgotten, in their favour.
class RateLimiter {
 public:
  using Time = std::chrono::nanoseconds;  // On the monotonic clock.

  // `seed` is random: whoever knows it could choose keys that push another out.
  RateLimiter(const Rate& rate, std::uint64_t seed);

  bool limits() const { return sets_ != nullptr; }
  // Takes one time from what `key` has at `now`. Where it has none left: how long until it has one.
  std::optional<Time> take(std::uint64_t key, Time now);
  // Gives back what was taken for something that does not count after all.
  void give_back(std::uint64_t key);

 private:
  // A bucket as one number: the time at which it will be full again. One in the past is full.
  struct Slot {
    std::atomic<std::uint64_t> key = 0;
    std::atomic<std::int64_t> full_at = 0;
  };
  // Where a key's slot is one of; a cache line.
  struct alignas(64) Set {
    std::array<Slot, 4> slots;
  };
  static constexpr std::size_t kSets = 16'384;

  std::uint64_t mixed(std::uint64_t key) const;
  static Slot* find(Set& set, std::uint64_t mixed_key);
  static Slot& find_or_replace(Set& set, std::uint64_t mixed_key);
  Set& set_of(std::uint64_t mixed_key) { return sets_[(mixed_key >> 32) % kSets]; }

  Time step_{0};  // In which one time is regained.
  Time room_{0};  // From empty to full.
  std::uint64_t seed_;
  std::unique_ptr<Set[]> sets_;  // Null where there is no limit.
};

}  // namespace expediter::api
