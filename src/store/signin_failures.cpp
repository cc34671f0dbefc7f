#include "store/signin_failures.h"

namespace expediter::store {

namespace {

void forget_oldest(WriteContext& context) {
  context.db()
      .prepare(
          "DELETE FROM signin_failures WHERE (name, place) IN (SELECT name, place FROM signin_failures "
          "ORDER BY last_at LIMIT max(0, (SELECT COUNT(*) FROM signin_failures) - ?))")
      .bind(1, kMaxSigninFailures)
      .run();
}

}  // namespace

std::string signin_name(std::int64_t user_id) {
  return "user " + std::to_string(user_id);
}

SigninFailures find_signin_failures(sql::Connection& connection, std::string_view name,
                                    std::string_view place) {
  auto row = connection.prepare(
      "SELECT failures, locked_until, last_at FROM signin_failures WHERE name = ? AND place = ?");
  row.bind(1, name).bind(2, place);
  if (!row.step()) return {};
  return {.count = row.integer(0), .locked_until = {row.integer(1)}, .last_at = {row.integer(2)}};
}

void set_signin_failures(WriteContext& context, std::string_view name, std::string_view place,
                         const SigninFailures& failures) {
  context.db()
      .prepare(
          "INSERT INTO signin_failures (name, place, failures, locked_until, last_at) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT (name, place) DO UPDATE SET failures = excluded.failures, "
          "locked_until = excluded.locked_until, last_at = excluded.last_at")
      .bind(1, name)
      .bind(2, place)
      .bind(3, failures.count)
      .bind(4, failures.locked_until.seconds)
      .bind(5, context.now().seconds)
      .run();
  if (failures.count == 1) forget_oldest(context);
}

void delete_signin_failures(WriteContext& context, std::string_view name, std::string_view place) {
  context.db()
      .prepare("DELETE FROM signin_failures WHERE name = ? AND place = ?")
      .bind(1, name)
      .bind(2, place)
      .run();
}

void delete_signin_failures_of(WriteContext& context, std::string_view name) {
  context.db().prepare("DELETE FROM signin_failures WHERE name = ?").bind(1, name).run();
}

bool is_known_device(sql::Connection& connection, std::int64_t user_id, std::string_view digest) {
  auto row = connection.prepare("SELECT 1 FROM devices WHERE user_id = ? AND digest = ?");
  row.bind(1, user_id).bind(2, digest);
  return row.step();
}

void remember_device(WriteContext& context, std::int64_t user_id, std::string_view digest) {
  context.db()
      .prepare(
          "INSERT INTO devices (user_id, digest, last_used_at) VALUES (?, ?, ?) "
          "ON CONFLICT (user_id, digest) DO UPDATE SET last_used_at = excluded.last_used_at, came_back = 1")
      .bind(1, user_id)
      .bind(2, digest)
      .bind(3, context.now().seconds)
      .run();
  context.db()
      .prepare(
          "DELETE FROM devices WHERE user_id = ?1 AND digest IN (SELECT digest FROM devices WHERE user_id = "
          "?1 "
          "ORDER BY came_back DESC, last_used_at DESC, digest LIMIT -1 OFFSET ?2)")
      .bind(1, user_id)
      .bind(2, kMaxDevices)
      .run();
}

void forget_devices_of(WriteContext& context, std::int64_t user_id) {
  context.db().prepare("DELETE FROM devices WHERE user_id = ?").bind(1, user_id).run();
}

}  // namespace expediter::store
