#pragma once
// Users and roles: who may change them, and how. Each function runs inside the change that the writer is
// applying; what is refused leaves as base::Error, with every violation.
//
// One rule runs through all of it: whoever does something to a user must cover what that user may do before
// it and after it (require_cover_of, and the check of a role that is given). For whoever changes an account
// can make it their own, by its role, its password or its address.

#include <optional>
#include <string>

#include "domain/user.h"
#include "service/caller.h"
#include "store/writer.h"

namespace expediter::service {

// A request to create or change a user: the patch, what is wrong with it so far, and the hash of its
// password.
struct UserRequest {
  schema::Patch<domain::User> patch;
  base::Violations violations;
  std::string password_hash;  // "" where the password stays as it is.
  // Of a new user without a `Password`: what to begin with, until the first sign-in makes them choose one.
  std::string initial_password;
};
// Hashes: on a worker, not on a loop or the writer.
UserRequest read_user_request(const schema::Json& body, schema::Intent intent);
// The same from an already read patch; `violations` are what reading it found.
UserRequest complete_user_request(schema::Patch<domain::User> patch, base::Violations violations,
                                  schema::Intent intent);

domain::User create_user(store::WriteContext& context, const Caller& caller, const UserRequest& request);
// Another role or password ends the user's sessions.
domain::User update_user(store::WriteContext& context, const Caller& caller, std::int64_t id,
                         const UserRequest& request);
// Writes the tickets and notes of users whose address changed anew, part by part, each a commit of its own,
// so that other changes come between. After a change of an address, and at the start for what a stop left.
// Not from the writer's thread.
void finish_address_moves(store::Writer& writer);

// Ends the user's sessions and voids their tokens, for good: they do not come back with the account. Never
// erases.
domain::User deactivate_user(store::WriteContext& context, const Caller& caller, std::int64_t id);

domain::User get_user(sql::Connection& connection, std::int64_t id);  // Throws user_not_found.
// Before anything is done to a user's account, sessions, second factor or tokens. Throws user_superuser_only
// where the user is a Superuser and the caller is not, user_not_privileged where the user may do more than
// the caller. An API token that may do less than its owner does not cover its owner either.
void require_cover_of(const Caller& caller, const domain::User& user);
// By login name or e-mail address; throws user_not_found, naming it.
domain::User get_user_by_login(sql::Connection& connection, std::string_view login);

domain::Role get_role(sql::Connection& connection, std::int64_t id);  // Throws role_not_found.
domain::Role create_role(store::WriteContext& context, const Caller& caller,
                         const schema::Patch<domain::Role>& patch);
domain::Role update_role(store::WriteContext& context, const Caller& caller, std::int64_t id,
                         const schema::Patch<domain::Role>& patch);
void delete_role(store::WriteContext& context, const Caller& caller, std::int64_t id);

// Whoever has the data directory may do everything: the command line acts as this caller.
Caller operator_caller();

struct FirstSuperuser {
  std::string username;
  std::string password;  // Works once: the first sign-in asks for another.
};
// Makes the user `admin` where there is no user at all. Waits for the writer and hashes.
std::optional<FirstSuperuser> ensure_first_superuser(store::Writer& writer);

}  // namespace expediter::service
