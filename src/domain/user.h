#pragma once
// A user: somebody who may sign in, with a role that says what they may do. Never erased, only deactivated.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/role.h"

namespace expediter::domain {

// Ranks are stored: never reorder, only append.
enum class UserStatus : std::uint8_t { active, inactive };

struct User {
  std::int64_t id = 0;
  std::string fullname;
  std::string username;
  std::string email;
  std::optional<std::string> phone;
  bool first_signin = true;  // Has not chosen a password yet.
  std::optional<base::Timestamp> password_expires_at;
  std::string role_name;  // Joined, as the two below.
  std::optional<std::string> role_description;
  std::int64_t role_id = 0;
  UserStatus status = UserStatus::active;
  bool two_factor_enabled = false;
  std::vector<Privilege> privileges;  // The role's.
  std::string password;               // Of a request; never stored as it is, never served.
  friend bool operator==(const User&, const User&) = default;
};

inline bool is_superuser(const User& user) {
  return user.role_id == kSuperuserRole;
}
inline bool is_active(const User& user) {
  return user.status == UserStatus::active;
}

// What anybody signed in may know of an active user: somebody to assign a ticket to.
struct Person {
  std::string fullname;
  std::string email;
  friend bool operator==(const Person&, const Person&) = default;
};

// Rules over several fields. A login name with an '@' in it must be the user's own address: sign-in takes
// either, and nobody may be called by somebody else's.
void check_user_names(const User& user, base::Violations& violations);

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct EnumLabels<domain::UserStatus> {
  static constexpr std::array<std::string_view, 2> labels{"Active", "Inactive"};
};

template <>
struct FieldTable<domain::User> {
  using User = domain::User;
  static constexpr std::string_view noun = "user";
  static constexpr std::string_view sql_table = "users";
  static constexpr base::ErrorCode invalid = base::ErrorCode::user_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &User::id,
            .column = "id",
            .access = Access::server,
            .summary = "The user's id."},
      Field{.name = "User Fullname",
            .member = &User::fullname,
            .column = "fullname",
            .required = true,
            .form = Form::identifier,
            .limits = {1, 255},
            .summary = "The name that people know."},
      Field{.name = "Username",
            .member = &User::username,
            .column = "username",
            .required = true,
            .form = Form::identifier,
            .limits = {1, 254},
            .summary = "The login name; unique, whatever its case."},
      Field{.name = "User Email",
            .member = &User::email,
            .column = "email",
            .required = true,
            .form = Form::email,
            .limits = {1, 254},
            .summary = "The e-mail address; unique, whatever its case."},
      Field{.name = "User Phone",
            .member = &User::phone,
            .column = "phone",
            .form = Form::identifier,
            .limits = {0, 64},
            .summary = "A telephone number."},
      Field{.name = "First Signin",
            .member = &User::first_signin,
            .column = "first_signin",
            .access = Access::server,
            .summary = "True until the user has chosen a password."},
      Field{.name = "Password Expiration",
            .member = &User::password_expires_at,
            .column = "password_expires_at",
            .access = Access::server,
            .summary = "When the password must be changed; null for never."},
      Field{.name = "Role Name",
            .member = &User::role_name,
            .expression = "(SELECT name FROM roles WHERE roles.id = users.role_id)",
            .access = Access::server,
            .summary = "The role's name."},
      Field{.name = "Role Description",
            .member = &User::role_description,
            .expression = "(SELECT description FROM roles WHERE roles.id = users.role_id)",
            .access = Access::server,
            .summary = "The role's description."},
      Field{.name = "Role Id",
            .member = &User::role_id,
            .column = "role_id",
            .required = true,
            .limits = {1, INT64_MAX},
            .summary = "The role, which says what the user may do."},
      Field{.name = "User Status",
            .member = &User::status,
            .column = "status",
            .summary = "An inactive user cannot sign in."},
      Field{.name = "2FA Enabled",
            .member = &User::two_factor_enabled,
            .column = "two_factor_enabled",
            .access = Access::server,
            .summary = "Whether sign-in asks for a second factor."},
      Field{.name = "Privileges",
            .member = &User::privileges,
            .expression = "(SELECT privileges FROM roles WHERE roles.id = users.role_id)",
            .access = Access::server,
            .filterable = false,
            .sortable = false,
            .summary = "Access by area, from the role."},
      Field{.name = "Password",
            .member = &User::password,
            .access = Access::write_only,
            .form = Form::secret,
            .limits = {8, 1024},
            .filterable = false,
            .sortable = false,
            .summary = "Sets the password. Without one a new user gets a one-time password to begin with."},
  };
};
static_assert(field_names_are_unique<domain::User>() && fields_are_complete<domain::User>());
static_assert(every_member_is_listed<domain::User>());

template <>
struct FieldTable<domain::Person> {
  using Person = domain::Person;
  static constexpr std::string_view noun = "person";
  static constexpr std::string_view sql_table = "users";
  static constexpr base::ErrorCode invalid = base::ErrorCode::user_invalid;
  static constexpr std::tuple fields{
      Field{.name = "User Fullname",
            .member = &Person::fullname,
            .column = "fullname",
            .access = Access::server,
            .filterable = false,
            .sortable = false,
            .summary = "The name that people know."},
      Field{.name = "User Email",
            .member = &Person::email,
            .column = "email",
            .access = Access::server,
            .form = Form::email,
            .filterable = false,
            .sortable = false,
            .summary = "The e-mail address."},
  };
};
static_assert(every_member_is_listed<domain::Person>());

}  // namespace expediter::schema
