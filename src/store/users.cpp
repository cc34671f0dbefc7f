#include "store/users.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/unicode.h"
#include "store/rows.h"
#include "store/search_index.h"
#include "store/signin_failures.h"

namespace expediter::store {

namespace {

constexpr std::string_view kCredentials =
    "SELECT id, password_hash, status, first_signin, two_factor_enabled, "
    "password_expires_at FROM users WHERE ";

std::optional<Credentials> read_credentials(sql::Statement& row) {
  if (!row.step()) return std::nullopt;
  Credentials credentials{.user_id = row.integer(0),
                          .password_hash = std::string{row.text(1)},
                          .status = static_cast<domain::UserStatus>(row.integer(2)),
                          .first_signin = row.integer(3) != 0,
                          .two_factor_enabled = row.integer(4) != 0,
                          .password_expires_at = std::nullopt};
  if (!row.is_null(5)) credentials.password_expires_at = base::Timestamp{row.integer(5)};
  return credentials;
}

// A login name may hold an '@' only where it is the user's own address, so the two never mean different
// people.
std::string_view login_condition(std::string_view login) {
  return login.find('@') != std::string_view::npos ? "email_folded = ?" : "username_folded = ?";
}

// Whether the eye would take a name for another user's. Two of ASCII alone are told apart by reading; a name
// that the user has already is no news. Looks at every user.
bool looks_like_another(sql::Connection& connection, std::string_view column, std::string_view name,
                        std::int64_t id) {
  const bool is_ascii = std::none_of(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; });
  const std::string alike = base::skeleton(name);
  auto row = connection.prepare(fmt::format(
      "SELECT 1 FROM users WHERE id <> ?1 AND (?2 = 0 OR {0} GLOB '*[^ -~]*') AND skeleton({0}) = "
      "?3 AND NOT EXISTS (SELECT 1 FROM users WHERE id = ?1 AND {0} = ?4)",
      column));
  row.bind(1, id).bind(2, std::int64_t{is_ascii ? 1 : 0}).bind(3, std::string_view{alike}).bind(4, name);
  return row.step();
}

}  // namespace

std::optional<domain::User> find_user(sql::Connection& connection, std::int64_t id) {
  return find_row<domain::User>(connection, id);
}

std::optional<domain::User> find_user_by_login(sql::Connection& connection, std::string_view login) {
  const auto found = find_credentials(connection, login);
  return found ? find_user(connection, found->user_id) : std::nullopt;
}

std::int64_t count_users(sql::Connection& connection) {
  auto row = connection.prepare("SELECT COUNT(*) FROM users");
  row.step();
  return row.integer(0);
}

std::int64_t count_superusers_but(sql::Connection& connection, std::int64_t id) {
  auto row = connection.prepare("SELECT COUNT(*) FROM users WHERE role_id = ? AND status = ? AND id <> ?");
  row.bind(1, domain::kSuperuserRole);
  row.bind(2, static_cast<std::int64_t>(domain::UserStatus::active)).bind(3, id);
  row.step();
  return row.integer(0);
}

NameClash find_name_clash(sql::Connection& connection, const domain::User& user) {
  const std::string username = base::fold_identity(user.username);
  const std::string email = base::fold_identity(user.email);
  const auto taken = [&](std::string_view sql, const std::string& name) {
    auto row = connection.prepare(sql);
    row.bind(1, std::string_view{name}).bind(2, user.id);
    return row.step();
  };
  return {.username = taken("SELECT 1 FROM users WHERE username_folded = ? AND id <> ?", username) ||
                      looks_like_another(connection, "username", user.username, user.id),
          .email = taken("SELECT 1 FROM users WHERE email_folded = ? AND id <> ?", email) ||
                   looks_like_another(connection, "email", user.email, user.id)};
}

std::int64_t insert_user(WriteContext& context, const domain::User& user, std::string_view password_hash) {
  const std::string username = base::fold_identity(user.username);
  const std::string email = base::fold_identity(user.email);
  auto insert = context.db().prepare(
      insert_sql<domain::User>({"username_folded", "email_folded", "password_hash", "created_at"}));
  std::string scratch;
  const int next = bind_row(insert, user, scratch);
  insert.bind_null(1);
  insert.bind(next, std::string_view{username}).bind(next + 1, std::string_view{email});
  insert.bind(next + 2, password_hash).bind(next + 3, context.now().seconds);
  insert.run();
  const std::int64_t id = context.db().last_insert_id();
  set_user_words(context.db(), id, user.fullname);
  return id;
}

void update_user(WriteContext& context, const domain::User& user) {
  const std::string username = base::fold_identity(user.username);
  const std::string email = base::fold_identity(user.email);
  auto update = context.db().prepare(update_sql<domain::User>({"username_folded", "email_folded"}));
  std::string scratch;
  const int next = bind_row(update, user, scratch);
  update.bind(next, std::string_view{username}).bind(next + 1, std::string_view{email});
  update.run();
  set_user_words(context.db(), user.id, user.fullname);
  context.accounts_changed();
}

std::optional<Credentials> find_credentials(sql::Connection& connection, std::string_view login) {
  const std::string folded = base::fold_identity(base::trim_unseen(login));
  auto row = connection.prepare(std::string{kCredentials}.append(login_condition(login)));
  row.bind(1, std::string_view{folded});
  return read_credentials(row);
}

std::optional<Credentials> find_credentials(sql::Connection& connection, std::int64_t id) {
  auto row = connection.prepare(std::string{kCredentials}.append("id = ?"));
  row.bind(1, id);
  return read_credentials(row);
}

void set_password(WriteContext& context, std::int64_t id, std::string_view hash, bool first_signin,
                  std::optional<base::Timestamp> expires_at) {
  auto update = context.db().prepare(
      "UPDATE users SET password_hash = ?, first_signin = ?, password_expires_at = ? WHERE id = ?");
  update.bind(1, hash).bind(2, std::int64_t{first_signin ? 1 : 0}).bind_null(3).bind(4, id);
  if (expires_at) update.bind(3, expires_at->seconds);
  update.run();
  delete_signin_failures_of(context, signin_name(id));
}

void set_password_expiry(WriteContext& context, std::int64_t id, base::Timestamp expires_at) {
  context.db()
      .prepare("UPDATE users SET password_expires_at = ? WHERE id = ?")
      .bind(1, expires_at.seconds)
      .bind(2, id)
      .run();
}

void rehash_password(WriteContext& context, std::int64_t id, std::string_view hash) {
  context.db().prepare("UPDATE users SET password_hash = ? WHERE id = ?").bind(1, hash).bind(2, id).run();
}

People find_people(sql::Connection& connection, std::string_view text, int limit) {
  static const std::string kMatches =
      " FROM users WHERE status = ?1 AND (fold_contains(fullname, ?2) OR fold_contains(username, ?2) OR "
      "fold_contains(email, ?2))";
  static const std::string kRows =
      "SELECT fullname, email" + kMatches +
      " ORDER BY CASE WHEN fold_starts_with(fullname, ?2) OR fold_starts_with(email, ?2) THEN 0 ELSE 1 END, "
      "fold(fullname), id LIMIT ?3";
  const std::string folded = base::fold(text);
  const auto ask = [&](const std::string& sql) {
    auto statement = connection.prepare(sql);
    statement.bind(1, static_cast<std::int64_t>(domain::UserStatus::active));
    statement.bind(2, std::string_view{folded});
    return statement;
  };
  People people;
  auto count = ask("SELECT COUNT(*)" + kMatches);
  count.step();
  people.total = count.integer(0);
  auto rows = ask(kRows);
  rows.bind(3, std::int64_t{limit});
  while (rows.step()) people.rows.push_back({std::string{rows.text(0)}, std::string{rows.text(1)}});
  return people;
}

}  // namespace expediter::store
