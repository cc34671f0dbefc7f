#pragma once
// Users in and out of the database, and what sign-in needs of them.
//
// Whatever here may change what a remembered caller is or may do says so to the writer by itself.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/user.h"
#include "store/writer.h"

namespace expediter::store {

std::optional<domain::User> find_user(sql::Connection& connection, std::int64_t id);
// By login name or e-mail address, whatever their case.
std::optional<domain::User> find_user_by_login(sql::Connection& connection, std::string_view login);
std::int64_t count_users(sql::Connection& connection);
// Active Superusers, the given user left out.
std::int64_t count_superusers_but(sql::Connection& connection, std::int64_t id);

// Which of a user's names belong to somebody else.
struct NameClash {
  bool username = false;
  bool email = false;
};
NameClash find_name_clash(sql::Connection& connection, const domain::User& user);

// `user.id` is ignored; returns the new one.
std::int64_t insert_user(WriteContext& context, const domain::User& user, std::string_view password_hash);
// Stores every stored field.
void update_user(WriteContext& context, const domain::User& user);

// What a sign-in is decided on.
struct Credentials {
  std::int64_t user_id = 0;
  std::string password_hash;  // "" where none was ever set.
  domain::UserStatus status = domain::UserStatus::active;
  bool first_signin = true;
  bool two_factor_enabled = false;
  std::optional<base::Timestamp> password_expires_at;
};
std::optional<Credentials> find_credentials(sql::Connection& connection, std::string_view login);
std::optional<Credentials> find_credentials(sql::Connection& connection, std::int64_t id);

// Failures are forgotten with a new password, from wherever they came.
void set_password(WriteContext& context, std::int64_t id, std::string_view hash, bool first_signin,
                  std::optional<base::Timestamp> expires_at = std::nullopt);
void set_password_expiry(WriteContext& context, std::int64_t id, base::Timestamp expires_at);
// The same password under another cost; changes nothing for anybody.
void rehash_password(WriteContext& context, std::int64_t id, std::string_view hash);

struct People {
  std::vector<domain::Person> rows;
  std::int64_t total = 0;  // Of those that match, listed or not.
};
// Active users whose name, login name or address contains `text`, those that begin with it first; at most
// `limit`.
People find_people(sql::Connection& connection, std::string_view text, int limit);

}  // namespace expediter::store
