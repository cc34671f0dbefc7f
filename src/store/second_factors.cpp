#include "store/second_factors.h"

namespace expediter::store {

namespace {

void run_for(WriteContext& context, std::string_view sql, std::int64_t value) {
  context.db().prepare(sql).bind(1, value).run();
}

std::string text_or_empty(const sql::Statement& row, int column) {
  return row.is_null(column) ? std::string{} : std::string{row.text(column)};
}

}  // namespace

SecondFactor find_second_factor(sql::Connection& connection, std::int64_t user_id) {
  auto row = connection.prepare(
      "SELECT secret, offered, offered_at, last_step FROM second_factors WHERE user_id = ?");
  row.bind(1, user_id);
  if (!row.step()) return {};
  return {.secret = text_or_empty(row, 0),
          .offered = text_or_empty(row, 1),
          .offered_at = {row.integer(2)},
          .last_step = row.integer(3)};
}

void offer_second_factor(WriteContext& context, std::int64_t user_id, std::string_view sealed) {
  context.db()
      .prepare(
          "INSERT INTO second_factors (user_id, offered, offered_at) VALUES (?, ?, ?) "
          "ON CONFLICT (user_id) DO UPDATE SET offered = excluded.offered, offered_at = excluded.offered_at")
      .bind(1, user_id)
      .bind(2, sealed)
      .bind(3, context.now().seconds)
      .run();
}

void activate_second_factor(WriteContext& context, std::int64_t user_id, std::int64_t step) {
  context.db()
      .prepare(
          "UPDATE second_factors SET secret = offered, offered = NULL, last_step = ?2 WHERE user_id = ?1")
      .bind(1, user_id)
      .bind(2, step)
      .run();
  run_for(context, "UPDATE users SET two_factor_enabled = 1 WHERE id = ?", user_id);
}

void spend_second_factor_step(WriteContext& context, std::int64_t user_id, std::int64_t step) {
  context.db()
      .prepare("UPDATE second_factors SET last_step = ?2 WHERE user_id = ?1")
      .bind(1, user_id)
      .bind(2, step)
      .run();
}

void delete_second_factor(WriteContext& context, std::int64_t user_id) {
  run_for(context, "DELETE FROM second_factors WHERE user_id = ?", user_id);
  run_for(context, "DELETE FROM recovery_codes WHERE user_id = ?", user_id);
  run_for(context, "UPDATE users SET two_factor_enabled = 0 WHERE id = ?", user_id);
  delete_half_sign_ins_of(context, user_id);
}

void replace_recovery_codes(WriteContext& context, std::int64_t user_id,
                            const std::vector<std::string>& digests) {
  run_for(context, "DELETE FROM recovery_codes WHERE user_id = ?", user_id);
  for (const std::string& digest : digests)
    context.db()
        .prepare("INSERT INTO recovery_codes (user_id, digest) VALUES (?, ?)")
        .bind(1, user_id)
        .bind(2, std::string_view{digest})
        .run();
}

bool spend_recovery_code(WriteContext& context, std::int64_t user_id, std::string_view digest) {
  context.db()
      .prepare("DELETE FROM recovery_codes WHERE user_id = ? AND digest = ?")
      .bind(1, user_id)
      .bind(2, digest)
      .run();
  return context.db().changed_rows() > 0;
}

std::int64_t count_recovery_codes(sql::Connection& connection, std::int64_t user_id) {
  auto row = connection.prepare("SELECT COUNT(*) FROM recovery_codes WHERE user_id = ?");
  row.bind(1, user_id);
  row.step();
  return row.integer(0);
}

void begin_half_sign_in(WriteContext& context, std::int64_t user_id, std::string_view client,
                        base::Timestamp expires_at) {
  run_for(context, "DELETE FROM half_sign_ins WHERE expires_at <= ?", context.now().seconds);
  context.db()
      .prepare("INSERT OR REPLACE INTO half_sign_ins (user_id, client, expires_at) VALUES (?, ?, ?)")
      .bind(1, user_id)
      .bind(2, client)
      .bind(3, expires_at.seconds)
      .run();
}

bool has_half_sign_in(sql::Connection& connection, std::int64_t user_id, std::string_view client,
                      base::Timestamp now) {
  auto row =
      connection.prepare("SELECT 1 FROM half_sign_ins WHERE user_id = ? AND client = ? AND expires_at > ?");
  row.bind(1, user_id).bind(2, client).bind(3, now.seconds);
  return row.step();
}

void delete_half_sign_ins_of(WriteContext& context, std::int64_t user_id) {
  run_for(context, "DELETE FROM half_sign_ins WHERE user_id = ?", user_id);
}

}  // namespace expediter::store
