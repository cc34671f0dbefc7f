#include "store/unknown_signins.h"

namespace expediter::store {

namespace {

void forget_oldest(WriteContext& context) {
  context.db()
      .prepare(
          "DELETE FROM unknown_signins WHERE digest IN (SELECT digest FROM unknown_signins "
          "ORDER BY last_at LIMIT max(0, (SELECT COUNT(*) FROM unknown_signins) - ?))")
      .bind(1, kMaxUnknownNames)
      .run();
}

}  // namespace

SigninFailures find_unknown_signin(sql::Connection& connection, std::string_view digest) {
  auto row = connection.prepare("SELECT failed_signins, locked_until FROM unknown_signins WHERE digest = ?");
  row.bind(1, digest);
  if (!row.step()) return {};
  return {.count = row.integer(0), .locked_until = {row.integer(1)}};
}

void set_unknown_signin(WriteContext& context, std::string_view digest, const SigninFailures& failures) {
  context.db()
      .prepare(
          "INSERT INTO unknown_signins (digest, failed_signins, locked_until, last_at) VALUES (?, ?, ?, ?) "
          "ON CONFLICT (digest) DO UPDATE SET failed_signins = excluded.failed_signins, "
          "locked_until = excluded.locked_until, last_at = excluded.last_at")
      .bind(1, digest)
      .bind(2, failures.count)
      .bind(3, failures.locked_until.seconds)
      .bind(4, context.now().seconds)
      .run();
  if (failures.count == 1) forget_oldest(context);
}

}  // namespace expediter::store
