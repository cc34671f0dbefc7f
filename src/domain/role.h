#pragma once
// A role: a name for a set of privileges. Three are built in and never change.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/privilege.h"

namespace expediter::domain {

// The built-in role that may do everything, whatever areas there will be.
inline constexpr std::int64_t kSuperuserRole = 1;
inline constexpr std::int64_t kManagerRole = 2;
inline constexpr std::int64_t kViewerRole = 3;

struct Role {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::string> description;
  std::int64_t privilege_count = 0;  // Counted from `privileges` by SQL.
  bool granular = true;              // Not the role that may do everything.
  std::vector<Privilege> privileges;
  friend bool operator==(const Role&, const Role&) = default;
};

// What a user of the role `id`, whose list is `granted`, may do.
Privileges privileges_of_role(std::int64_t id, const std::vector<Privilege>& granted);

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct FieldTable<domain::Role> {
  using Role = domain::Role;
  static constexpr std::string_view noun = "role";
  static constexpr std::string_view sql_table = "roles";
  static constexpr base::ErrorCode invalid = base::ErrorCode::role_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Role::id,
            .column = "id",
            .access = Access::server,
            .summary = "The role's id."},
      Field{.name = "Role Name",
            .member = &Role::name,
            .column = "name",
            .required = true,
            .form = Form::identifier,
            .limits = {1, 64},
            .summary = "Unique among roles."},
      Field{.name = "Role Description",
            .member = &Role::description,
            .column = "description",
            .form = Form::line,
            .limits = {0, 255},
            .summary = "What the role is for."},
      Field{.name = "Number of Privileges",
            .member = &Role::privilege_count,
            .expression = "json_array_length(privileges)",
            .access = Access::server,
            .summary = "How many areas the role has access to."},
      Field{.name = "Has Granular Privileges",
            .member = &Role::granular,
            .expression = "(CASE WHEN id = 1 THEN 0 ELSE 1 END)",
            .access = Access::server,
            .summary = "False of the role that may do everything, true of all others."},
      Field{.name = "Privileges",
            .member = &Role::privileges,
            .column = "privileges",
            .required = true,
            .filterable = false,
            .sortable = false,
            .summary = "Access by area; Edit includes View."},
  };
};
static_assert(field_names_are_unique<domain::Role>() && fields_are_complete<domain::Role>());
static_assert(every_member_is_listed<domain::Role>());

}  // namespace expediter::schema
