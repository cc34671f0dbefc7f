#include "service/idempotency.h"

#include <algorithm>

namespace expediter::service {

namespace {

constexpr std::chrono::hours kKept{24};
constexpr std::size_t kMaxKeyLength = 255;

}  // namespace

bool is_idempotency_key(std::string_view text) {
  return !text.empty() && text.size() <= kMaxKeyLength &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x21 && c <= 0x7E; });
}

std::optional<StoredAnswer> recall_answer(store::WriteContext& context, const IdempotencyKey& key) {
  const base::Timestamp oldest = context.now() - kKept;
  auto row = context.db().prepare(
      "SELECT digest, status, location, body FROM idempotency_keys WHERE caller = ? AND key = ? AND "
      "created_at >= ?");
  row.bind(1, std::string_view{key.caller}).bind(2, std::string_view{key.key}).bind(3, oldest.seconds);
  if (!row.step()) return std::nullopt;
  if (row.text(0) != key.digest) throw base::Error{base::ErrorCode::idempotency_key_reused};
  return StoredAnswer{static_cast<int>(row.integer(1)), std::string{row.text(2)}, std::string{row.text(3)}};
}

void remember_answer(store::WriteContext& context, const IdempotencyKey& key, const StoredAnswer& answer) {
  context.db()
      .prepare("DELETE FROM idempotency_keys WHERE created_at < ?")
      .bind(1, (context.now() - kKept).seconds)
      .run();
  context.db()
      .prepare(
          "INSERT OR REPLACE INTO idempotency_keys (caller, key, digest, status, location, body, created_at) "
          "VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(1, std::string_view{key.caller})
      .bind(2, std::string_view{key.key})
      .bind(3, std::string_view{key.digest})
      .bind(4, std::int64_t{answer.status})
      .bind(5, std::string_view{answer.location})
      .bind(6, std::string_view{answer.body})
      .bind(7, context.now().seconds)
      .run();
}

}  // namespace expediter::service
