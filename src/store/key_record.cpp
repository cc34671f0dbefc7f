#include "store/key_record.h"

namespace expediter::store {

namespace {

bool has_table(sql::Connection& connection, std::string_view name) {
  auto row = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  return row.bind(1, name).step();
}

std::string noted_lasting(sql::Connection& connection) {
  auto row = connection.prepare("SELECT keys FROM store");
  return row.step() ? std::string{row.text(0)} : std::string{};
}

// Whether the signing key is known, and then whether it was replaced.
std::optional<bool> find_signing(sql::Connection& connection, std::string_view digest) {
  auto row = connection.prepare("SELECT replaced FROM signing_keys WHERE digest = ?");
  if (!row.bind(1, digest).step()) return std::nullopt;
  return row.integer(0) != 0;
}

}  // namespace

KeyMatch compare_keys(sql::Connection& connection, const KeyDigests& keys) {
  if (!has_table(connection, "store")) return KeyMatch::unknown;
  const std::string lasting = noted_lasting(connection);
  if (lasting.empty()) return KeyMatch::unknown;
  if (lasting != keys.lasting) return KeyMatch::foreign;
  return find_signing(connection, keys.signing).value_or(false) ? KeyMatch::replaced : KeyMatch::ours;
}

bool needs_keys(sql::Connection& connection) {
  if (has_table(connection, "store") && !noted_lasting(connection).empty()) return true;
  // Of an older version, which noted nothing: what it chained or sealed tells.
  for (const std::string_view table : {"audit_log", "second_factors"}) {
    if (!has_table(connection, table)) continue;
    if (connection.prepare("SELECT 1 FROM " + std::string{table} + " LIMIT 1").step()) return true;
  }
  return false;
}

bool are_noted(sql::Connection& connection, const KeyDigests& keys) {
  return noted_lasting(connection) == keys.lasting && find_signing(connection, keys.signing) == false;
}

void note_keys(WriteContext& context, const KeyDigests& keys) {
  sql::Connection& db = context.db();
  db.prepare("UPDATE store SET keys = ?").bind(1, std::string_view{keys.lasting}).run();
  db.prepare("UPDATE signing_keys SET replaced = 1 WHERE digest <> ?")
      .bind(1, std::string_view{keys.signing})
      .run();
  db.prepare(
        "INSERT INTO signing_keys (digest, replaced) VALUES (?, 0) ON CONFLICT DO UPDATE SET replaced = 0")
      .bind(1, std::string_view{keys.signing})
      .run();
  if (keys.previous)
    db.prepare("INSERT OR IGNORE INTO signing_keys (digest, replaced) VALUES (?, 1)")
        .bind(1, std::string_view{*keys.previous})
        .run();
}

}  // namespace expediter::store
