#include <ostream>

#include "app/commands.h"
#include "app/data_directory.h"
#include "store/integrity.h"
#include "store/migrations.h"

namespace expediter::app {

namespace {

constexpr std::int64_t kCacheBytes = 64L * 1024 * 1024;

void refuse_other_schema(sql::Connection& connection) {
  const std::int64_t found = store::schema_version(connection);
  const std::int64_t ours = store::migrations().back().version;
  if (found != ours)
    throw CommandError{
        "the database's schema is version " + std::to_string(found) + ", this program's is " +
        std::to_string(ours) +
        (found < ours ? "; `expediter migrate` brings it up to date" : "; use the program that made it")};
}

int run_check(const Invocation& invocation) {
  const std::string file = existing_database(invocation.data_directory());
  sql::Connection connection{file, {.mode = sql::Mode::read_only, .cache_bytes = kCacheBytes}};
  refuse_other_schema(connection);
  std::ostream* terminal = invocation.terminal();
  const auto findings = store::find_damage(connection, [&](std::string_view about) {
    if (terminal != nullptr) *terminal << "\r\x1b[KChecking " << about << " …" << std::flush;
  });
  if (terminal != nullptr) *terminal << "\r\x1b[K" << std::flush;
  for (const std::string& finding : findings) invocation.out() << finding << "\n";
  if (findings.empty()) invocation.out() << "All is well with " << file << ".\n";
  return findings.empty() ? kExitSuccess : kExitFailure;
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .summary = "Check that a database is whole and that what is kept twice agrees.",
          .details =
              "Checks the file's structures, references, totals, notes, history and the search index, which "
              "is compared with one made anew. Changes nothing and works while the server runs; takes about "
              "a minute for each million tickets. Prints what is wrong, a line each, and exits with 1 then.",
          .settings = SettingFlags::data_only,
          .run = run_check};
}

}  // namespace expediter::app
