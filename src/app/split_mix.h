#pragma once
// Numbers that look random and are the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014), with
// its own ways to draw from ranges, because those of the standard library differ between libraries.

#include <cstddef>
#include <cstdint>
#include <span>

namespace expediter::app {

class SplitMix {
 public:
  explicit constexpr SplitMix(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  // 0 … bound-1; `bound` is at least 1 and at most 2^32. The bias is below 2^-32.
  constexpr std::uint64_t below(std::uint64_t bound) { return ((next() >> 32) * bound) >> 32; }
  // first … last.
  constexpr std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first + 1)));
  }
  // True `parts` times in `of`.
  constexpr bool chance(std::uint64_t parts, std::uint64_t of) { return below(of) < parts; }
  template <class T, std::size_t N>
  constexpr T& pick(std::span<T, N> from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace expediter::app
