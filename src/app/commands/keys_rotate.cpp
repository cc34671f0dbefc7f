#include <ostream>

#include "app/commands.h"
#include "app/data_directory.h"
#include "app/data_keys.h"
#include "base/clock.h"

namespace expediter::app {

namespace {

int run_rotate(const Invocation& invocation) {
  const std::string& directory = invocation.data_directory();
  existing_database(directory);
  const DataLock lock{directory, "keys rotate"};
  // The file first: where this ends in between, the next start notes what it finds there.
  const Keys keys = rotate_keys_of(directory);
  store::Database database{directory, base::system_clock(), {.writer = {.audit_key = audit_key(keys)}}};
  settle_keys(database, keys);
  invocation.out() << "Tokens are signed with a new key, " << keys.current.id
                   << ", from the next start on.\n";
  return kExitSuccess;
}

}  // namespace

Command keys_rotate_command() {
  return {
      .name = "keys rotate",
      .summary = "Make a new key for signing tokens; the old one goes on checking those it signed.",
      .details =
          "Nobody is signed out. After a second rotation the first key is gone and what it signed is void: "
          "rotate twice where a key may have become known. The server must be stopped: it has "
          "its keys in memory.",
      .settings = SettingFlags::data_only,
      .run = run_rotate};
}

}  // namespace expediter::app
