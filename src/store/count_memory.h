#pragma once
// Totals that had to be counted, remembered until a commit could change them.

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace expediter::store {

// Safe for use by any number of threads at once. Bounded: past its limit it starts anew.
class CountMemory {
 public:
  // The total of the question as of commit `seq`, if it was counted then.
  std::optional<std::int64_t> recall(std::string_view question, std::uint64_t seq) const;
  void remember(std::string_view question, std::uint64_t seq, std::int64_t total);

 private:
  static constexpr std::size_t kLimit = 1024;
  struct Counted {
    std::uint64_t seq;
    std::int64_t total;
  };
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Counted> totals_;
};

}  // namespace expediter::store
