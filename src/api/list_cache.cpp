#include "api/list_cache.h"

namespace expediter::api {

std::shared_ptr<const std::string> ListCache::find(std::string_view key, std::uint64_t seq) const {
  const std::scoped_lock lock{mutex_};
  const auto known = kept_.find(key);
  if (known == kept_.end() || known->second.seq != seq) return nullptr;
  return known->second.body;
}

void ListCache::keep(std::string_view key, std::uint64_t seq, std::shared_ptr<const std::string> body) {
  const std::size_t cost = key.size() + body->size();
  if (cost > limit_ / 4) return;
  const std::scoped_lock lock{mutex_};
  const auto known = kept_.find(key);
  if (known != kept_.end()) {
    if (known->second.seq > seq) return;
    bytes_ -= known->second.body->size();
    bytes_ += body->size();
    known->second = {seq, std::move(body)};
  } else {
    bytes_ += cost;
    kept_.emplace(key, Kept{seq, std::move(body)});
  }
  if (bytes_ <= limit_) return;
  // Entries of older commits are dead. Where even the live ones are too many, start anew: it is a cache of
  // minutes.
  std::erase_if(kept_, [&](const auto& entry) {
    if (entry.second.seq >= seq) return false;
    bytes_ -= entry.first.size() + entry.second.body->size();
    return true;
  });
  if (bytes_ > limit_) kept_.clear(), bytes_ = 0;
}

}  // namespace expediter::api
