#pragma once
// A forgotten password: a link by mail, and what it gives leave for. And a password that is taken away.
//
// A link's token is good for 48 hours and once; the database holds its digest. Using it opens no session:
// whoever has the mailbox alone still lacks the second factor.

#include <optional>
#include <string>
#include <string_view>

#include "service/caller.h"
#include "service/password_choice.h"

namespace expediter::service {

// Links that an account may be sent in an hour.
inline constexpr std::int64_t kResetLinksAnHour = 3;

// What a mail must say.
struct ResetLink {
  std::string email;
  std::string fullname;
  std::string token;
};

// A link for the active user with that address; none where there is no such user, or where they were sent
// enough. Links that they have already stay good.
std::optional<ResetLink> request_reset(store::WriteContext& context, const SessionSettings& settings,
                                       std::string_view email);

// Sets the password that a link gives leave for, and ends the user's sessions; returns whose it was. Throws
// password_link_invalid, or password_invalid with what is wrong with it.
domain::User reset_password(store::Writer& writer, sql::Connection& reader, const SessionSettings& settings,
                            const NewPassword& chosen, base::Timestamp now);

// The user's password opens nothing any more, their sessions end, and the link lets them choose another; none
// for who is not active. Throws user_not_found, user_superuser_only, user_not_privileged.
std::optional<ResetLink> force_reset(store::WriteContext& context, const SessionSettings& settings,
                                     const Caller& caller, std::int64_t user_id);

}  // namespace expediter::service
