#pragma once
// The bodies of requests about forgotten passwords, as field tables.

#include <cstdint>
#include <string>

#include "schema/patch.h"

namespace expediter::api {

struct ForgottenPasswordRequest {
  std::string email;
};

struct PasswordChangeRequest {
  std::string old_password;
  std::string new_password;
};

struct ForcedResetRequest {
  std::int64_t user_id = 0;
};

}  // namespace expediter::api

namespace expediter::schema {

template <>
struct FieldTable<api::ForgottenPasswordRequest> {
  using Request = api::ForgottenPasswordRequest;
  static constexpr std::string_view noun = "forgotten password";
  static constexpr std::string_view sql_table = "";
  static constexpr base::ErrorCode invalid = base::ErrorCode::json_invalid;
  static constexpr std::tuple fields{
      Field{.name = "email",
            .member = &Request::email,
            .required = true,
            .form = Form::email,
            .limits = {1, 254},
            .summary = "The address of the account."},
  };
};
static_assert(fields_are_complete<api::ForgottenPasswordRequest>());
static_assert(every_member_is_listed<api::ForgottenPasswordRequest>());

template <>
struct FieldTable<api::PasswordChangeRequest> {
  using Request = api::PasswordChangeRequest;
  static constexpr std::string_view noun = "password change";
  static constexpr std::string_view sql_table = "";
  static constexpr base::ErrorCode invalid = base::ErrorCode::password_invalid;
  static constexpr std::tuple fields{
      Field{.name = "old_password",
            .member = &Request::old_password,
            .access = Access::write_only,
            .required = true,
            .form = Form::secret,
            .limits = {0, 1024},
            .filterable = false,
            .sortable = false,
            .summary = "The password until now."},
      Field{.name = "new_password",
            .member = &Request::new_password,
            .access = Access::write_only,
            .required = true,
            .form = Form::secret,
            .limits = {8, 1024},
            .filterable = false,
            .sortable = false,
            .summary = "The password to use from now on."},
  };
};
static_assert(fields_are_complete<api::PasswordChangeRequest>());
static_assert(every_member_is_listed<api::PasswordChangeRequest>());

template <>
struct FieldTable<api::ForcedResetRequest> {
  using Request = api::ForcedResetRequest;
  static constexpr std::string_view noun = "forced reset";
  static constexpr std::string_view sql_table = "";
  static constexpr base::ErrorCode invalid = base::ErrorCode::json_invalid;
  static constexpr std::tuple fields{
      Field{.name = "user_id",
            .member = &Request::user_id,
            .required = true,
            .limits = {1, INT64_MAX},
            .summary = "Whose password is taken away."},
  };
};
static_assert(fields_are_complete<api::ForcedResetRequest>());
static_assert(every_member_is_listed<api::ForcedResetRequest>());

}  // namespace expediter::schema
