#pragma once
// An API token: lets a script act for its owner, within a scope. Its text is shown once and kept as a digest.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/privilege.h"

namespace expediter::domain {

// What every token's text begins with, so that a leaked one is known for what it is.
inline constexpr std::string_view kTokenPrefix = "exp_";

struct ApiToken {
  std::int64_t id = 0;
  std::string name;
  std::string owner_email;  // Joined.
  std::optional<std::vector<Privilege>> scope;
  base::Timestamp created_at;
  std::optional<base::Timestamp> expires_at;
  friend bool operator==(const ApiToken&, const ApiToken&) = default;
};

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct FieldTable<domain::ApiToken> {
  using Token = domain::ApiToken;
  static constexpr std::string_view noun = "token";
  static constexpr std::string_view sql_table = "api_tokens";
  static constexpr base::ErrorCode invalid = base::ErrorCode::token_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Token::id,
            .column = "id",
            .access = Access::server,
            .summary = "The token's id."},
      Field{.name = "Name",
            .member = &Token::name,
            .column = "name",
            .required = true,
            .form = Form::line,
            .limits = {1, 100},
            .summary = "What the token is for."},
      Field{.name = "Owner Email",
            .member = &Token::owner_email,
            .expression = "(SELECT email FROM users WHERE users.id = api_tokens.user_id)",
            .access = Access::server,
            .form = Form::email,
            .summary = "Whom it acts for."},
      Field{.name = "Scope",
            .member = &Token::scope,
            .column = "scope",
            .filterable = false,
            .sortable = false,
            .summary = "Access by area, within the owner's privileges; null for all of them."},
      Field{.name = "Created At",
            .member = &Token::created_at,
            .column = "created_at",
            .access = Access::server,
            .summary = "When it was created."},
      Field{.name = "Expires At",
            .member = &Token::expires_at,
            .column = "expires_at",
            .summary = "When it ends; null for never."},
  };
};
static_assert(field_names_are_unique<domain::ApiToken>() && fields_are_complete<domain::ApiToken>());
static_assert(every_member_is_listed<domain::ApiToken>());

}  // namespace expediter::schema
