#include "api/caller_cache.h"

namespace expediter::api {

std::string_view find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
  }
  return {};
}

const service::Caller* CallerCache::find(std::string_view token, std::uint64_t epoch, base::Timestamp now) {
  if (epoch != epoch_) {
    callers_.clear();
    epoch_ = epoch;
    return nullptr;
  }
  const auto known = callers_.find(token);
  if (known == callers_.end()) return nullptr;
  if (known->second.expires_at > now) return &known->second;
  callers_.erase(known);
  return nullptr;
}

const service::Caller& CallerCache::keep(std::string_view token, std::uint64_t epoch,
                                         service::Caller caller) {
  if (callers_.size() >= kLimit) callers_.clear();
  if (epoch != epoch_) callers_.clear(), epoch_ = epoch;
  return callers_.insert_or_assign(std::string{token}, std::move(caller)).first->second;
}

}  // namespace expediter::api
