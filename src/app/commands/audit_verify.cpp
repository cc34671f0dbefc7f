#include <ostream>

#include "app/commands.h"
#include "app/data_directory.h"
#include "app/data_keys.h"
#include "base/text.h"
#include "store/audit_log.h"

namespace expediter::app {

namespace {

std::optional<store::KnownEntry> known_entry(const Invocation& invocation) {
  if (!invocation.given("--known")) return std::nullopt;
  const std::string& text = invocation.text("--known");
  const std::size_t colon = text.find(':');
  const auto id = base::parse_integer(std::string_view{text}.substr(0, colon));
  if (colon == std::string::npos || !id)
    throw CommandError{"--known must be ID:HASH, as this command prints it", kExitUsage};
  return store::KnownEntry{.id = *id, .hash = text.substr(colon + 1)};
}

int run_verify(const Invocation& invocation) {
  const auto known = known_entry(invocation);
  sql::Connection connection{existing_database(invocation.data_directory()), {.mode = sql::Mode::read_only}};
  const Keys keys = read_keys(invocation.data_directory());
  std::ostream* terminal = invocation.terminal();
  const sql::Transaction moment{connection, sql::Begin::read};
  refuse_other_keys(connection, keys, invocation.data_directory());
  const auto found = store::verify_audit(connection, audit_key(keys), known, [&](std::int64_t entries) {
    if (terminal != nullptr) *terminal << "\r\x1b[K" << entries << " entries …" << std::flush;
  });
  if (terminal != nullptr) *terminal << "\r\x1b[K" << std::flush;
  if (found.broken) {
    invocation.out() << "The audit log is broken: " << *found.broken << ".\n";
    return kExitFailure;
  }
  if (!found.holds_known) {
    invocation.out() << "The audit log is in order, but the known entry " << known->id
                     << " is not in it: it is not the log that it was taken from.\n";
    return kExitFailure;
  }
  invocation.out() << "The audit log is in order: " << found.entries << " entries, the last is "
                   << found.entries << ":" << found.head << "\n";
  if (found.unverifiable > 0)
    invocation.out()
        << "The first " << found.unverifiable
        << " were chained with other keys, which were lost: whether they are as they were written "
           "cannot be said.\n";
  return kExitSuccess;
}

}  // namespace

Command audit_verify_command() {
  return {.name = "audit verify",
          .summary = "Check that the audit log is whole, and as it was written.",
          .details =
              "Prints the last entry's number and hash. Note them elsewhere and give them back as --known: "
              "so even somebody who has the keys cannot have written the log anew.\n\nChanges nothing "
              "and works while the server runs. Exits with 1 where the chain is broken, and says where.",
          .arguments = {{.name = "--known",
                         .placeholder = "ID:HASH",
                         .summary = "An entry that was noted before and must still be there."}},
          .settings = SettingFlags::data_only,
          .run = run_verify};
}

}  // namespace expediter::app
