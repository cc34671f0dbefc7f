#include "api/rate_limiter.h"

#include <algorithm>
#include <cstring>

namespace expediter::api {

std::uint64_t rate_key(const http::Address& address) {
  std::uint64_t key = 0;
  // An IPv4 address lies at the end, the network of an IPv6 address at the beginning.
  std::memcpy(&key, address.bytes.data() + (address.is_v4() ? 8 : 0), sizeof key);
  return key;
}

std::uint64_t rate_key(std::int64_t user_id) {
  return static_cast<std::uint64_t>(user_id);
}

RateLimiter::RateLimiter(const Rate& rate, std::uint64_t seed) : seed_(seed) {
  if (!rate.limits()) return;
  room_ = rate.period;
  step_ = std::max(room_ / rate.times, Time{1});
  room_ = step_ * rate.times;
  sets_ = std::make_unique<Set[]>(kSets);
}

// SplitMix64's finish: every bit of the key and the seed tells on every bit of the result.
std::uint64_t RateLimiter::mixed(std::uint64_t key) const {
  std::uint64_t x = key ^ seed_;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return (x ^ (x >> 31)) | 1U;  // 0 is a slot that was never used.
}

RateLimiter::Slot* RateLimiter::find(Set& set, std::uint64_t mixed_key) {
  for (Slot& slot : set.slots) {
    if (slot.key.load(std::memory_order_relaxed) == mixed_key) return &slot;
  }
  return nullptr;
}

// Two threads that meet a new key at once may give it two slots, and one that loses its slot begins anew:
// both let somebody do a little more, and need no lock.
RateLimiter::Slot& RateLimiter::find_or_replace(Set& set, std::uint64_t mixed_key) {
  if (Slot* const known = find(set, mixed_key)) return *known;
  Slot& fullest = *std::ranges::min_element(
      set.slots, {}, [](const Slot& slot) { return slot.full_at.load(std::memory_order_relaxed); });
  fullest.full_at.store(0, std::memory_order_relaxed);
  fullest.key.store(mixed_key, std::memory_order_relaxed);
  return fullest;
}

std::optional<RateLimiter::Time> RateLimiter::take(std::uint64_t key, Time now) {
  const std::uint64_t mixed_key = mixed(key);
  Slot& slot = find_or_replace(set_of(mixed_key), mixed_key);
  std::int64_t full_at = slot.full_at.load(std::memory_order_relaxed);
  while (true) {
    const std::int64_t next = std::max(full_at, now.count()) + step_.count();
    if (next - now.count() > room_.count()) return Time{next - now.count() - room_.count()};
    if (slot.full_at.compare_exchange_weak(full_at, next, std::memory_order_relaxed)) return std::nullopt;
  }
}

void RateLimiter::give_back(std::uint64_t key) {
  const std::uint64_t mixed_key = mixed(key);
  if (Slot* const slot = find(set_of(mixed_key), mixed_key))
    slot->full_at.fetch_sub(step_.count(), std::memory_order_relaxed);
}

}  // namespace expediter::api
