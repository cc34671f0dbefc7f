#pragma once
// The audit log in and out of the database: added to in the transaction of what it tells of, and verified.
//
// Each entry's hash is over the entry and the hash before it, keyed with a secret that is not in the
// database: whoever can write the file alone can break the chain and cannot mend it.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domain/audit_entry.h"
#include "store/writer.h"

namespace expediter::store {

struct AuditRecord {
  std::optional<std::string> actor;
  domain::AuditAction action{};
  std::optional<std::string> subject = std::nullopt;
  std::optional<std::string> details = std::nullopt;
  std::optional<std::int64_t> token_id = std::nullopt;
};
// Time and address are the change's.
void append_audit(WriteContext& context, const AuditRecord& record);

// What verifying the log found.
struct AuditFindings {
  std::int64_t entries = 0;  // That were read and are in order.
  // How many of them were chained with keys that were lost since: nobody can say whether they are as written.
  std::int64_t unverifiable = 0;
  std::string head;  // The hash of the last of them; "" where there is none.
  // What is wrong and where, at the first place; empty where the whole log and its head are in order.
  std::optional<std::string> broken;
  bool holds_known = true;  // Whether the known entry is there as it was.
};
// An entry that somebody noted earlier, outside this machine.
struct KnownEntry {
  std::int64_t id = 0;
  std::string hash;
};
// Reads the whole log, as of the connection's transaction. `progress(entries)` is called now and then.
AuditFindings verify_audit(sql::Connection& connection, std::string_view key,
                           const std::optional<KnownEntry>& known,
                           const std::function<void(std::int64_t)>& progress);

// Goes on from here with another key than the entries before were chained with.
void begin_audit_anew(WriteContext& context);

}  // namespace expediter::store
