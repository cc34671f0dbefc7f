#include "app/version.h"

#include <sqlite3.h>

#include <ostream>

#include "app/commands.h"

namespace expediter::app {

namespace {

int run_version(const Invocation& invocation) {
  const Version version = this_version();
  std::ostream& out = invocation.out();
  out << "expediter " << version.number << "\n";
  if (!version.commit.empty()) out << "commit    " << version.commit << "\n";
  out << "compiler  " << version.compiler << "\n";
  out << "sqlite    " << sqlite3_libversion() << "\n";
  return kExitSuccess;
}

}  // namespace

Command version_command() {
  return {.name = "version",
          .summary = "Print the version of the program, its compiler and its SQLite.",
          .run = run_version};
}

}  // namespace expediter::app
