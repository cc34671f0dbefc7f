#include "service/accounts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/unicode.h"
#include "service/audit.h"
#include "service/passwords.h"
#include "store/address_moves.h"
#include "store/roles.h"
#include "store/second_factors.h"
#include "store/sessions.h"
#include "store/signin_failures.h"
#include "store/tokens.h"
#include "store/users.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using domain::User;

domain::Privileges privileges_of(const User& user) {
  return domain::privileges_of_role(user.role_id, user.privileges);
}

void check_unique(sql::Connection& connection, const User& user, base::Violations& violations) {
  const store::NameClash clash = store::find_name_clash(connection, user);
  if (clash.username)
    schema::violate(violations, {.field = "Username"}, base::violation::kNotUnique,
                    "Username belongs to another user, or looks as if it did.");
  if (clash.email)
    schema::violate(violations, {.field = "User Email"}, base::violation::kNotUnique,
                    "User Email belongs to another user, or looks as if it did.");
  else if (store::is_address_moving(connection, base::fold_identity(user.email), user.id))
    schema::violate(
        violations, {.field = "User Email"}, base::violation::kNotUnique,
        "User Email was another user's until a moment ago; try again when tickets are written anew.");
}

// A name in two scripts that no language mixes is made to look like another. What was there before stays.
void check_scripts(const User& before, const User& after, base::Violations& violations) {
  const auto check = [&](std::string_view field, const std::string& was, const std::string& is,
                         std::string_view ends) {
    if (was == is) return;
    for (std::size_t begin = 0; begin <= is.size();) {
      const std::size_t end = std::min(is.find_first_of(ends, begin), is.size());
      if (base::mixes_scripts(std::string_view{is}.substr(begin, end - begin)))
        return schema::violate(violations, {.field = field}, base::violation::kFormat,
                               fmt::format("{} mixes letters of several scripts, which look alike, in one "
                                           "word. Write each word in one.",
                                           field));
      begin = end + 1;
    }
  };
  check("User Fullname", before.fullname, after.fullname, " -.,'()/");
  check("Username", before.username, after.username, "@");
  check("User Email", before.email, after.email, "@.");
}

// The role must exist and grant no more than the caller has. Joins what it says into the user.
void join_role(sql::Connection& connection, const Caller& caller, User& user, base::Violations& violations) {
  const auto role = store::find_role(connection, user.role_id);
  if (!role)
    return schema::violate(violations, {.field = "Role Id"}, base::violation::kNotFound,
                           "Role Id names a role that does not exist.");
  user.role_name = role->name;
  user.role_description = role->description;
  user.privileges = role->privileges;
  if (domain::is_superuser(user) && !caller.superuser()) throw Error{ErrorCode::user_superuser_only};
  if (!caller.privileges.cover(privileges_of(user)))
    schema::violate(violations, {.field = "Role Id"}, base::violation::kNotAllowed,
                    "Role Id names a role with privileges that you do not have.");
}

void keep_a_superuser(sql::Connection& connection, const User& before, const User& after) {
  const auto counts = [](const User& user) { return domain::is_superuser(user) && domain::is_active(user); };
  if (counts(before) && !counts(after) && store::count_superusers_but(connection, before.id) == 0)
    throw Error{ErrorCode::user_last_superuser};
}

void check_password(const UserRequest& request, const User& user, base::Violations& violations) {
  if (const auto& password = schema::at<&User::password>(request.patch))
    check_new_password(*password, user, "Password", violations);
}

// Whoever was signed in as this user no longer is, and no script acts for them.
void shut_out(store::WriteContext& context, std::int64_t user_id) {
  store::end_sessions_of(context, user_id);
  store::revoke_tokens_of(context, user_id);
  store::delete_password_tickets_of(context, user_id);
  store::delete_half_sign_ins_of(context, user_id);
  store::forget_devices_of(context, user_id);
}

void refuse_if_any(ErrorCode code, base::Violations violations) {
  if (!violations.empty()) throw Error{code, std::move(violations)};
}

// Stores a change that was found to be in order, with what follows from it.
void store_user(store::WriteContext& context, const User& before, const User& after,
                const UserRequest& request, const Caller& caller) {
  store::update_user(context, after);
  if (domain::is_active(before) && !domain::is_active(after)) shut_out(context, after.id);
  // What was opened as one thing must not go on as another.
  if (before.role_id != after.role_id) {
    store::end_sessions_of(context, after.id);
    store::delete_half_sign_ins_of(context, after.id);
  }
  if (before.email != after.email) {
    // A link that was mailed to an old address must not open the account.
    store::delete_password_tickets_of(context, after.id);
    store::begin_address_move(context, after, before.email, caller.email);
  }
  if (request.password_hash.empty()) return;
  store::set_password(context, after.id, request.password_hash, false);
  store::end_sessions_of(context, after.id);
  store::delete_password_tickets_of(context, after.id);
  store::delete_half_sign_ins_of(context, after.id);
}

void record_change(store::WriteContext& context, const Caller& caller, const User& before, const User& after,
                   bool sets_password) {
  const std::string changes = describe_changes(before, after);
  const bool deactivates = domain::is_active(before) && !domain::is_active(after);
  if (!changes.empty())
    record(context, caller, deactivates ? AuditAction::user_deactivated : AuditAction::user_changed,
           {subject_of(before), changes});
  if (sets_password) record(context, caller, AuditAction::password_set, {subject_of(after)});
}

}  // namespace

UserRequest read_user_request(const schema::Json& body, schema::Intent intent) {
  base::Violations violations;
  auto patch = schema::read_patch<User>(body, intent, violations);
  return complete_user_request(std::move(patch), std::move(violations), intent);
}

UserRequest complete_user_request(schema::Patch<User> patch, base::Violations violations,
                                  schema::Intent intent) {
  UserRequest request{std::move(patch), std::move(violations), {}, {}};
  // Not worth the work where the request is refused anyway.
  if (!request.violations.empty()) return request;
  if (const auto& password = schema::at<&User::password>(request.patch)) {
    request.password_hash = hash_password(*password);
  } else if (intent == schema::Intent::create) {
    request.initial_password = invent_password();
    request.password_hash = hash_password(request.initial_password);
  }
  return request;
}

User create_user(store::WriteContext& context, const Caller& caller, const UserRequest& request) {
  base::Violations violations = request.violations;
  User user;
  schema::apply_patch(user, request.patch);
  if (schema::at<&User::role_id>(request.patch)) join_role(context.db(), caller, user, violations);
  domain::check_user_names(user, violations);
  check_scripts(User{}, user, violations);
  check_unique(context.db(), user, violations);
  check_password(request, user, violations);
  refuse_if_any(ErrorCode::user_invalid, std::move(violations));
  user.first_signin = !request.initial_password.empty();
  user.id = store::insert_user(context, user, request.password_hash);
  record(context, caller, AuditAction::user_created,
         {subject_of(user), fmt::format("Role Id: {}", user.role_id)});
  return user;
}

User update_user(store::WriteContext& context, const Caller& caller, std::int64_t id,
                 const UserRequest& request) {
  const User before = get_user(context.db(), id);
  require_cover_of(caller, before);
  base::Violations violations = request.violations;
  schema::refuse_server_changes(before, request.patch, violations);
  User after = before;
  schema::apply_patch(after, request.patch);
  if (after.role_id != before.role_id) join_role(context.db(), caller, after, violations);
  domain::check_user_names(after, violations);
  check_scripts(before, after, violations);
  check_unique(context.db(), after, violations);
  check_password(request, after, violations);
  refuse_if_any(ErrorCode::user_invalid, std::move(violations));
  keep_a_superuser(context.db(), before, after);
  store_user(context, before, after, request, caller);
  record_change(context, caller, before, after, !request.password_hash.empty());
  return get_user(context.db(), id);
}

User deactivate_user(store::WriteContext& context, const Caller& caller, std::int64_t id) {
  const User before = get_user(context.db(), id);
  require_cover_of(caller, before);
  User after = before;
  after.status = domain::UserStatus::inactive;
  keep_a_superuser(context.db(), before, after);
  store::update_user(context, after);
  shut_out(context, id);
  record(context, caller, AuditAction::user_deactivated, {subject_of(after)});
  return after;
}

void finish_address_moves(store::Writer& writer) {
  while (writer.run([](store::WriteContext& context) { return store::move_addresses(context); })) {
  }
}

void require_cover_of(const Caller& caller, const User& user) {
  if (domain::is_superuser(user) && !caller.superuser()) throw Error{ErrorCode::user_superuser_only};
  if (!caller.privileges.cover(privileges_of(user))) throw Error{ErrorCode::user_not_privileged};
}

User get_user(sql::Connection& connection, std::int64_t id) {
  auto user = store::find_user(connection, id);
  if (!user) throw Error{ErrorCode::user_not_found};
  return *std::move(user);
}

User get_user_by_login(sql::Connection& connection, std::string_view login) {
  auto user = store::find_user_by_login(connection, login);
  if (!user) throw Error{ErrorCode::user_not_found, fmt::format("There is no user {}.", login)};
  return *std::move(user);
}

Caller operator_caller() {
  Caller caller;
  caller.privileges = domain::Privileges::everything();
  return caller;
}

std::optional<FirstSuperuser> ensure_first_superuser(store::Writer& writer) {
  const auto has_users = [](store::WriteContext& context) { return store::count_users(context.db()) > 0; };
  // Asked before as well as within: a start need not wait for a hash that nobody will use.
  if (writer.run(has_users)) return std::nullopt;
  schema::Patch<User> patch;
  schema::at<&User::fullname>(patch) = "Administrator";
  schema::at<&User::username>(patch) = "admin";
  schema::at<&User::email>(patch) = "admin@expediter.local";
  schema::at<&User::role_id>(patch) = domain::kSuperuserRole;
  const UserRequest request = complete_user_request(std::move(patch), {}, schema::Intent::create);
  const bool created = writer.run([&](store::WriteContext& context) {
    if (has_users(context)) return false;
    create_user(context, operator_caller(), request);
    return true;
  });
  if (!created) return std::nullopt;
  return FirstSuperuser{.username = "admin", .password = request.initial_password};
}

}  // namespace expediter::service
