#pragma once
// Whole list answers, kept until the next commit: a page that many people look at is made once.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace expediter::api {

// Safe for use by any number of threads at once.
class ListCache {
 public:
  explicit ListCache(std::size_t bytes) : limit_(bytes) {}

  // The answer's body as of commit `seq`; null where it is not here.
  std::shared_ptr<const std::string> find(std::string_view key, std::uint64_t seq) const;
  void keep(std::string_view key, std::uint64_t seq, std::shared_ptr<const std::string> body);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Kept {
    std::uint64_t seq;
    std::shared_ptr<const std::string> body;
  };
  std::size_t limit_;
  mutable std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Kept, Hash, std::equal_to<>> kept_;
};

}  // namespace expediter::api
