#include "store/audit_log.h"

#include <fmt/format.h>

#include "base/random.h"
#include "store/rows.h"

namespace expediter::store {

namespace {

using domain::AuditEntry;

constexpr std::int64_t kProgressEvery = 10'000;

struct Head {
  std::int64_t entries = 0;
  std::string hash;
  std::string seal;
};

Head read_head(sql::Connection& connection) {
  auto row = connection.prepare("SELECT entries, hash, seal FROM audit_head");
  if (!row.step()) return {};
  return {.entries = row.integer(0), .hash = std::string{row.text(1)}, .seal = std::string{row.text(2)}};
}

// Each value with its length before it, so that no two entries are written alike.
void append_value(std::string& out, const std::optional<std::string>& value) {
  if (value)
    out += fmt::format("{}:{},", value->size(), *value);
  else
    out += "-,";
}
void append_value(std::string& out, const std::optional<std::int64_t>& value) {
  append_value(out, value ? std::optional{std::to_string(*value)} : std::nullopt);
}

std::string hash_of(const AuditEntry& entry, const std::string& before, std::string_view key) {
  std::string text = "entry,";
  append_value(text, std::optional{before});
  append_value(text, std::optional{entry.id});
  append_value(text, std::optional{entry.at.seconds});
  append_value(text, entry.actor);
  append_value(text, std::optional{static_cast<std::int64_t>(entry.action)});
  append_value(text, entry.subject);
  append_value(text, entry.details);
  append_value(text, entry.address);
  append_value(text, entry.token_id);
  return base::to_hex(base::digest(text, key));
}

std::string seal_of(std::int64_t entries, const std::string& hash, std::string_view key) {
  return base::to_hex(base::digest(fmt::format("head,{},{}", entries, hash), key));
}

// Where the chain of this key begins, and that it may: without the key nobody can move the place.
struct Beginning {
  std::int64_t entry = 1;
  std::string seal;
};

Beginning read_beginning(sql::Connection& connection) {
  auto exists = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'store'");
  if (!exists.step()) return {};
  auto row = connection.prepare("SELECT audit_from, audit_seal FROM store");
  if (!row.step()) return {};
  return {.entry = row.integer(0), .seal = std::string{row.text(1)}};
}

std::string seal_of_beginning(std::int64_t entry, const std::string& before, std::string_view key) {
  return base::to_hex(base::digest(fmt::format("beginning,{},{}", entry, before), key));
}

std::string broken_at(const AuditEntry& entry, std::int64_t expected, const std::string& before,
                      std::string_view key) {
  if (entry.id != expected) return fmt::format("entry {} is missing", expected);
  if (entry.hash != hash_of(entry, before, key))
    return fmt::format("entry {} is not what was written, or what was before it is not", entry.id);
  return {};
}

std::string broken_head(const Head& head, const AuditFindings& found, std::string_view key) {
  if (head.entries != found.entries || head.hash != found.head)
    return fmt::format("there are {} entries, but the head tells of {}", found.entries, head.entries);
  if (head.entries > 0 && head.seal != seal_of(head.entries, head.hash, key))
    return "the head is not what was written";
  return {};
}

}  // namespace

void begin_audit_anew(WriteContext& context) {
  const Head head = read_head(context.db());
  const std::int64_t first = head.entries + 1;
  const std::string beginning = seal_of_beginning(first, head.hash, context.audit_key());
  context.db()
      .prepare("UPDATE store SET audit_from = ?, audit_seal = ?")
      .bind(1, first)
      .bind(2, std::string_view{beginning})
      .run();
  const std::string seal = seal_of(head.entries, head.hash, context.audit_key());
  context.db().prepare("UPDATE audit_head SET seal = ?").bind(1, std::string_view{seal}).run();
}

void append_audit(WriteContext& context, const AuditRecord& record) {
  const Head head = read_head(context.db());
  const std::string& address = context.origin().address;
  AuditEntry entry{.id = head.entries + 1,
                   .at = context.now(),
                   .actor = record.actor,
                   .action = record.action,
                   .subject = record.subject,
                   .details = record.details,
                   .address = address.empty() ? std::nullopt : std::optional{address},
                   .token_id = record.token_id,
                   .hash = {}};
  entry.hash = hash_of(entry, head.hash, context.audit_key());
  auto insert = context.db().prepare(insert_sql<AuditEntry>());
  std::string scratch;
  bind_row(insert, entry, scratch);
  insert.run();
  const std::string seal = seal_of(entry.id, entry.hash, context.audit_key());
  context.db()
      .prepare("UPDATE audit_head SET entries = ?, hash = ?, seal = ?")
      .bind(1, entry.id)
      .bind(2, std::string_view{entry.hash})
      .bind(3, std::string_view{seal})
      .run();
}

AuditFindings verify_audit(sql::Connection& connection, std::string_view key,
                           const std::optional<KnownEntry>& known,
                           const std::function<void(std::int64_t)>& progress) {
  AuditFindings found;
  found.holds_known = !known;
  const Beginning beginning = read_beginning(connection);
  // Whether the chain of this key begins after what was read so far, as it should.
  const auto begins_here = [&] {
    return beginning.seal == seal_of_beginning(beginning.entry, found.head, key);
  };
  auto rows = connection.prepare("SELECT " + column_list<AuditEntry>() + " FROM audit_log ORDER BY id");
  while (rows.step()) {
    const auto entry = read_row<AuditEntry>(rows);
    std::string broken;
    if (entry.id < beginning.entry && entry.id == found.entries + 1)
      ++found.unverifiable;
    else if (entry.id == beginning.entry && entry.id > 1 && !begins_here())
      broken = fmt::format("it does not begin anew at entry {} as was written", entry.id);
    else
      broken = broken_at(entry, found.entries + 1, found.head, key);
    if (!broken.empty()) {
      found.broken = std::move(broken);
      return found;
    }
    ++found.entries;
    found.head = entry.hash;
    if (known && entry.id == known->id && entry.hash == known->hash) found.holds_known = true;
    if (found.entries % kProgressEvery == 0) progress(found.entries);
  }
  if (beginning.entry > found.entries && beginning.entry > 1 && !begins_here()) {
    found.broken = fmt::format("it does not begin anew at entry {} as was written", beginning.entry);
    return found;
  }
  std::string broken = broken_head(read_head(connection), found, key);
  if (!broken.empty()) found.broken = std::move(broken);
  return found;
}

}  // namespace expediter::store
