#include "store/roles.h"

#include "service/accounts.h"
#include "service/audit.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using domain::Role;

bool covers(const Caller& caller, const Role& role) {
  return caller.privileges.cover(domain::Privileges::of(role.privileges));
}

void check_privileges(const Caller& caller, const Role& role, base::Violations& violations) {
  if (!covers(caller, role))
    schema::violate(violations, {.field = "Privileges"}, base::violation::kNotAllowed,
                    "Privileges name access that you do not have yourself.");
}

void check_name(sql::Connection& connection, const Role& role, base::Violations& violations) {
  if (store::is_role_name_taken(connection, role))
    schema::violate(violations, {.field = "Role Name"}, base::violation::kNotUnique,
                    "Role Name belongs to another role.");
}

Role get_own_making(sql::Connection& connection, const Caller& caller, std::int64_t id) {
  Role role = get_role(connection, id);
  if (store::is_built_in_role(connection, id)) throw Error{ErrorCode::role_built_in};
  // Nor take from a role that has more.
  if (!covers(caller, role)) throw Error{ErrorCode::user_not_privileged};
  return role;
}

std::string subject_of(const Role& role) {
  return fmt::format("role {} {}", role.id, role.name);
}

void refuse_if_any(base::Violations violations) {
  if (!violations.empty()) throw Error{ErrorCode::role_invalid, std::move(violations)};
}

}  // namespace

Role get_role(sql::Connection& connection, std::int64_t id) {
  auto role = store::find_role(connection, id);
  if (!role) throw Error{ErrorCode::role_not_found};
  return *std::move(role);
}

Role create_role(store::WriteContext& context, const Caller& caller, const schema::Patch<Role>& patch) {
  Role role;
  schema::apply_patch(role, patch);
  base::Violations violations;
  check_name(context.db(), role, violations);
  check_privileges(caller, role, violations);
  refuse_if_any(std::move(violations));
  role = get_role(context.db(), store::insert_role(context, role));
  record(context, caller, AuditAction::role_created, {subject_of(role), describe_changes(Role{}, role)});
  return role;
}

Role update_role(store::WriteContext& context, const Caller& caller, std::int64_t id,
                 const schema::Patch<Role>& patch) {
  const Role before = get_own_making(context.db(), caller, id);
  base::Violations violations;
  schema::refuse_server_changes(before, patch, violations);
  Role after = before;
  schema::apply_patch(after, patch);
  check_name(context.db(), after, violations);
  check_privileges(caller, after, violations);
  refuse_if_any(std::move(violations));
  store::update_role(context, after);
  const std::string changes = describe_changes(before, after);
  if (!changes.empty()) record(context, caller, AuditAction::role_changed, {subject_of(before), changes});
  return get_role(context.db(), id);
}

void delete_role(store::WriteContext& context, const Caller& caller, std::int64_t id) {
  const Role role = get_own_making(context.db(), caller, id);
  if (store::is_role_in_use(context.db(), id)) throw Error{ErrorCode::role_in_use};
  store::delete_role(context, id);
  record(context, caller, AuditAction::role_deleted, {subject_of(role)});
}

}  // namespace expediter::service
