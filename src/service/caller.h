#pragma once
// Who is asking: a user under a session, or an API token acting for its owner.

#include <cstdint>
#include <string>

#include "domain/privilege.h"

namespace expediter::service {

struct Caller {
  std::int64_t user_id = 0;
  std::string email;
  domain::Privileges privileges;
  std::string session_id;     // "" under an API token.
  std::int64_t token_id = 0;  // Of the API token; 0 under a session.
  std::string csrf_access;    // What X-XSRF-TOKEN must be under a session.
  base::Timestamp expires_at{INT64_MAX};

  bool by_token() const { return session_id.empty(); }
  bool superuser() const { return privileges.superuser(); }
  bool may(domain::Area area, domain::Level level) const { return privileges.allows(area, level); }
};

}  // namespace expediter::service
