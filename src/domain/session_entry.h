#pragma once
// A session as its user sees it in a list: whence, since when, and whether it is the one that asks.

#include <cstdint>
#include <string>

#include "schema/patch.h"

namespace expediter::domain {

struct SessionEntry {
  std::int64_t id = 0;  // Not what tokens call it by.
  std::string user_email;
  base::Timestamp created_at;
  base::Timestamp refreshed_at;
  base::Timestamp expires_at;
  std::string address;
  std::string user_agent;
  bool current = false;  // Known only together with who asks.
  friend bool operator==(const SessionEntry&, const SessionEntry&) = default;
};

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct FieldTable<domain::SessionEntry> {
  using Entry = domain::SessionEntry;
  static constexpr std::string_view noun = "session";
  static constexpr std::string_view sql_table = "sessions";
  static constexpr base::ErrorCode invalid = base::ErrorCode::session_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Entry::id,
            .column = "id",
            .access = Access::server,
            .summary = "The session's number."},
      Field{.name = "User Email",
            .member = &Entry::user_email,
            .expression = "(SELECT email FROM users WHERE users.id = sessions.user_id)",
            .access = Access::server,
            .form = Form::email,
            .summary = "Whose it is."},
      Field{.name = "Signed In At",
            .member = &Entry::created_at,
            .column = "created_at",
            .access = Access::server,
            .summary = "When it began."},
      Field{.name = "Refreshed At",
            .member = &Entry::refreshed_at,
            .column = "refreshed_at",
            .access = Access::server,
            .summary = "When its access token was last renewed."},
      Field{.name = "Expires At",
            .member = &Entry::expires_at,
            .column = "expires_at",
            .access = Access::server,
            .summary = "When it ends, however often it is renewed."},
      Field{.name = "Address",
            .member = &Entry::address,
            .column = "address",
            .access = Access::server,
            .summary = "The network address that it was opened from."},
      Field{.name = "User Agent",
            .member = &Entry::user_agent,
            .column = "user_agent",
            .access = Access::server,
            .summary = "What the client called itself when it was opened."},
      Field{.name = "Current",
            .member = &Entry::current,
            .access = Access::server,
            .filterable = false,
            .sortable = false,
            .summary = "Whether it is the one that asks."},
  };
};
static_assert(field_names_are_unique<domain::SessionEntry>() && fields_are_complete<domain::SessionEntry>());
static_assert(every_member_is_listed<domain::SessionEntry>());

}  // namespace expediter::schema
