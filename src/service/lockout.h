#pragma once
// Lockout: from the third failed sign-in in a row, a name locks for a time that doubles with each further
// one. Names that nobody has lock in the same way, so that a lock tells nothing about who is here.

#include <optional>
#include <string>

#include "service/session_settings.h"
#include "store/users.h"

namespace expediter::service {

inline constexpr std::int64_t kFailuresBeforeLock = 3;

// Whose failures are counted: a user's, or those of a name that nobody has.
struct CountedName {
  std::optional<std::int64_t> user_id;
  std::string digest;  // Of the name, where there is no user.
};
CountedName counted_name(const SessionSettings& settings, const std::optional<store::Credentials>& found,
                         std::string_view login);

// Throws user_locked with the time to wait, where the name is locked at `now`.
void refuse_locked(sql::Connection& connection, const CountedName& name, base::Timestamp now);

// Counts one more failure, and locks where it is one too many. Inside a change.
void count_failure(store::WriteContext& context, const SessionSettings& settings, const CountedName& name);
// The user is in: the next failure is a first one again.
void forget_failures(store::WriteContext& context, std::int64_t user_id);

}  // namespace expediter::service
