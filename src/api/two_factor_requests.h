#pragma once
// The bodies of requests about the second factor, as field tables.

#include <string>

#include "schema/patch.h"

namespace expediter::api {

struct CodeRequest {
  std::string code;
};

struct SecondFactorRequest {
  std::string username;
  std::string code;
};

}  // namespace expediter::api

namespace expediter::schema {

template <>
struct FieldTable<api::CodeRequest> {
  using Request = api::CodeRequest;
  static constexpr std::string_view noun = "code";
  static constexpr std::string_view sql_table = "";
  static constexpr base::ErrorCode invalid = base::ErrorCode::json_invalid;
  static constexpr std::tuple fields{
      Field{.name = "totp_code",
            .member = &Request::code,
            .access = Access::write_only,
            .required = true,
            .form = Form::line,
            .limits = {1, 64},
            .filterable = false,
            .sortable = false,
            .summary = "Six digits from the authenticator, or a recovery code where one will do."},
  };
};
static_assert(fields_are_complete<api::CodeRequest>() && every_member_is_listed<api::CodeRequest>());

template <>
struct FieldTable<api::SecondFactorRequest> {
  using Request = api::SecondFactorRequest;
  static constexpr std::string_view noun = "second factor";
  static constexpr std::string_view sql_table = "";
  static constexpr base::ErrorCode invalid = base::ErrorCode::json_invalid;
  static constexpr std::tuple fields{
      Field{.name = "username",
            .member = &Request::username,
            .required = true,
            .form = Form::line,
            .limits = {0, 1024},
            .summary = "The login name, or the e-mail address, whose password was right."},
      Field{.name = "totp_code",
            .member = &Request::code,
            .access = Access::write_only,
            .required = true,
            .form = Form::line,
            .limits = {1, 64},
            .filterable = false,
            .sortable = false,
            .summary = "Six digits from the authenticator, or a recovery code."},
  };
};
static_assert(fields_are_complete<api::SecondFactorRequest>());
static_assert(every_member_is_listed<api::SecondFactorRequest>());

}  // namespace expediter::schema
