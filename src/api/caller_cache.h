#pragma once
// Who a token belongs to, remembered: verifying one costs more than answering most requests.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "service/caller.h"
#include "store/database.h"

namespace expediter::api {

// What a request shows of who sent it.
struct Credentials {
  std::string_view bearer;         // Of Authorization: Bearer; "" where none.
  std::string_view access_cookie;  // access_token_cookie; "" where none. Counts only without a bearer.
  std::string_view token() const { return bearer.empty() ? access_cookie : bearer; }
};

// Verifies credentials against the database; throws base::Error with the code that says what is wrong.
using Identify = std::function<service::Caller(store::Reader& reader, const Credentials& credentials)>;

// The value of a cookie in a Cookie header; "" where it has none of that name.
std::string_view find_cookie(std::string_view header, std::string_view name);

// Belongs to one thread. A caller is believed until its token expires or any account changes (`epoch`), and
// only where the token comes in the way that it was verified in: an API token in a cookie is none.
class CallerCache {
 public:
  // Null where `credentials` are not known.
  const service::Caller* find(const Credentials& credentials, std::uint64_t epoch, base::Timestamp now);
  const service::Caller& keep(const Credentials& credentials, std::uint64_t epoch, service::Caller caller);

 private:
  // Bounds memory at a few hundred bytes each; past it the cache starts anew.
  static constexpr std::size_t kLimit = 16'384;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Callers = std::unordered_map<std::string, service::Caller, Hash, std::equal_to<>>;
  Callers& known_by(const Credentials& credentials) {
    return credentials.bearer.empty() ? by_cookie_ : by_bearer_;
  }
  void start_anew(std::uint64_t epoch);

  Callers by_bearer_;
  Callers by_cookie_;
  std::uint64_t epoch_ = 0;  // Of all that is here.
};

}  // namespace expediter::api
