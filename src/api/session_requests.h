#pragma once
// The bodies of requests about sessions, as field tables: read, checked and described like any entity's.

#include <string>

#include "schema/patch.h"

namespace expediter::api {

struct SignInRequest {
  std::string username;
  std::string password;
};

struct PasswordRequest {
  std::string session_token;
  std::string new_password;
};

}  // namespace expediter::api

namespace expediter::schema {

template <>
struct FieldTable<api::SignInRequest> {
  using Request = api::SignInRequest;
  static constexpr std::string_view noun = "sign-in";
  static constexpr std::string_view sql_table = "";
  static constexpr base::ErrorCode invalid = base::ErrorCode::json_invalid;
  static constexpr std::tuple fields{
      Field{.name = "username",
            .member = &Request::username,
            .required = true,
            .form = Form::line,
            .limits = {0, 1024},
            .summary = "The login name, or the e-mail address."},
      Field{.name = "password",
            .member = &Request::password,
            .access = Access::write_only,
            .required = true,
            .form = Form::secret,
            .limits = {0, 1024},
            .filterable = false,
            .sortable = false,
            .summary = "The password."},
  };
};
static_assert(fields_are_complete<api::SignInRequest>());
static_assert(every_member_is_listed<api::SignInRequest>());

template <>
struct FieldTable<api::PasswordRequest> {
  using Request = api::PasswordRequest;
  static constexpr std::string_view noun = "password choice";
  static constexpr std::string_view sql_table = "";
  static constexpr base::ErrorCode invalid = base::ErrorCode::password_invalid;
  static constexpr std::tuple fields{
      Field{.name = "session_token",
            .member = &Request::session_token,
            .access = Access::write_only,
            .required = true,
            .form = Form::secret,
            .limits = {1, 255},
            .filterable = false,
            .sortable = false,
            .summary = "The one-time token that the first sign-in answered with."},
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
static_assert(fields_are_complete<api::PasswordRequest>());
static_assert(every_member_is_listed<api::PasswordRequest>());

}  // namespace expediter::schema
