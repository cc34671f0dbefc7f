#include "app/data_keys.h"

#include "app/command.h"
#include "base/random.h"
#include "store/audit_log.h"
#include "store/key_record.h"

namespace expediter::app {

namespace {

std::string digest_of(std::string_view what, std::string_view secret) {
  return base::to_hex(base::digest(what, secret));
}

store::KeyDigests digests_of(const Keys& keys) {
  store::KeyDigests digests{
      .lasting = digest_of("the lasting keys of a data directory",
                           std::string{keys.vault.reveal()} + std::string{keys.cursor.reveal()}),
      .signing = digest_of("a signing key", keys.current.secret.reveal())};
  if (keys.previous) digests.previous = digest_of("a signing key", keys.previous->secret.reveal());
  return digests;
}

sql::Connection open_to_compare(const std::string& directory) {
  return {store::database_file(directory), {.mode = sql::Mode::read_only}};
}

std::string key_file(const std::string& directory) {
  return directory + "/keys.toml";
}

[[noreturn]] void refuse_lost(const std::string& directory) {
  throw CommandError{
      "the database in \"" + directory + "\" was used with keys, and " + key_file(directory) +
      " is not there. Put it back from where you keep it. If it is lost for good, `expediter serve "
      "--new-keys` "
      "makes new ones: then everyone signs in anew, second factors must be reset, and the audit log begins "
      "anew"};
}

[[noreturn]] void refuse_foreign(const std::string& directory) {
  throw CommandError{
      key_file(directory) +
      ": these keys are not this database's. Nothing is wrong with the database or its audit log: put back "
      "the "
      "keys.toml that it was used with. If that is lost for good, `expediter serve --new-keys` takes these "
      "instead: then everyone signs in anew, second factors must be reset, and the audit log begins anew"};
}

[[noreturn]] void refuse_replaced(const std::string& directory) {
  throw CommandError{
      key_file(directory) +
      ": these keys are not this database's any more: `expediter keys rotate` has replaced the signing key "
      "since. Put back the newer keys.toml; if that is lost, `expediter keys rotate` makes another key, and "
      "everyone signs in anew"};
}

void judge(store::KeyMatch match, const std::string& directory) {
  if (match == store::KeyMatch::foreign) refuse_foreign(directory);
  if (match == store::KeyMatch::replaced) refuse_replaced(directory);
}

}  // namespace

Keys keys_of(const std::string& directory, NewKeys new_keys) {
  base::init_crypto();
  auto connection = open_to_compare(directory);
  const bool needed = new_keys == NewKeys::refuse && store::needs_keys(connection);
  const auto found = find_keys(directory);
  if (!found && needed) refuse_lost(directory);
  // One without a vault is from before there were any: it fits a database that knows of none.
  if (found && new_keys == NewKeys::refuse)
    judge(store::compare_keys(connection, digests_of(*found)), directory);
  return load_or_make_keys(directory);
}

void settle_keys(store::Database& database, const Keys& keys) {
  const store::KeyDigests digests = digests_of(keys);
  {
    const auto reader = database.open_reader();
    if (store::are_noted(reader->connection(), digests)) return;
  }
  database.writer().run([&](store::WriteContext& context) {
    const bool others = store::compare_keys(context.db(), digests) == store::KeyMatch::foreign;
    store::note_keys(context, digests);
    if (others) store::begin_audit_anew(context);
    return true;
  });
}

void refuse_other_keys(sql::Connection& connection, const Keys& keys, const std::string& directory) {
  judge(store::compare_keys(connection, digests_of(keys)), directory);
}

Keys rotate_keys_of(const std::string& directory) {
  base::init_crypto();
  store::KeyMatch match{};
  {
    auto connection = open_to_compare(directory);
    const auto found = find_keys(directory);
    if (!found && store::needs_keys(connection)) refuse_lost(directory);
    if (found) match = store::compare_keys(connection, digests_of(*found));
  }
  if (match == store::KeyMatch::foreign) refuse_foreign(directory);
  return rotate_keys(directory, match == store::KeyMatch::replaced ? Replaced::forgotten : Replaced::kept);
}

}  // namespace expediter::app
