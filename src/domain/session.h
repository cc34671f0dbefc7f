#pragma once
// A session: what a sign-in opens. Its row is the truth; tokens only name it.

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"

namespace expediter::domain {

struct Session {
  std::string id;  // What tokens call it by. Known to its own client alone.
  std::int64_t user_id = 0;
  std::string csrf_access;   // What X-XSRF-TOKEN of a write must be.
  std::string csrf_refresh;  // What it may also be when the session is refreshed.
  base::Timestamp created_at;
  base::Timestamp refreshed_at;
  base::Timestamp expires_at;  // Fixed at sign-in: refreshing does not move it.
  std::optional<base::Timestamp> ended_at;
  std::int64_t generation = 0;  // Of the refresh token that counts; older ones were used.
  std::string address;          // Whence the sign-in came.
  std::string user_agent;       // What the client said it was.
};

inline bool is_live(const Session& session, base::Timestamp now) {
  return !session.ended_at && now < session.expires_at;
}

}  // namespace expediter::domain
