#include "api/caller_cache.h"

namespace expediter::api {

namespace {

// A value may stand in quotes, which are none of it (RFC 6265, 4.1.1: cookie-value).
std::string_view without_quotes(std::string_view value) {
  while (value.ends_with(' ')) value.remove_suffix(1);
  const bool is_quoted = value.size() >= 2 && value.starts_with('"') && value.ends_with('"');
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

}  // namespace

std::string_view find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return without_quotes(pair.substr(name.size() + 1));
  }
  return {};
}

void CallerCache::start_anew(std::uint64_t epoch) {
  by_bearer_.clear();
  by_cookie_.clear();
  epoch_ = epoch;
}

const service::Caller* CallerCache::find(const Credentials& credentials, std::uint64_t epoch,
                                         base::Timestamp now) {
  if (epoch != epoch_) start_anew(epoch);
  Callers& callers = known_by(credentials);
  const auto known = callers.find(credentials.token());
  if (known == callers.end()) return nullptr;
  if (known->second.expires_at > now) return &known->second;
  callers.erase(known);
  return nullptr;
}

const service::Caller& CallerCache::keep(const Credentials& credentials, std::uint64_t epoch,
                                         service::Caller caller) {
  if (epoch != epoch_ || by_bearer_.size() + by_cookie_.size() >= kLimit) start_anew(epoch);
  return known_by(credentials)
      .insert_or_assign(std::string{credentials.token()}, std::move(caller))
      .first->second;
}

}  // namespace expediter::api
