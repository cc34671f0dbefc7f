#include <malloc.h>
#include <sys/resource.h>

#include <cstdint>
#include <iostream>
#include <ostream>
#include <system_error>

#include "app/commands.h"
#include "app/control_server.h"
#include "app/data_directory.h"
#include "app/data_keys.h"
#include "app/demo_data.h"
#include "app/program.h"
#include "app/server.h"
#include "app/stop_signal.h"
#include "base/log.h"
#include "base/random.h"
#include "service/accounts.h"

namespace expediter::app {

namespace {

// A connection is an open file, and the usual limit of a shell is a thousand: raised to what the system
// allows anyhow. Where it refuses, accepting says so when the time comes.
void raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Large answers go back to the system when they are sent. Left alone, glibc raises its threshold to the
// largest block freed so far (mallopt(3), M_MMAP_THRESHOLD), and keeps up to twice that in each arena.
void give_back_large_blocks() {
  constexpr int kMapped = 4 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kMapped);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kMapped);
}

enum class Demo : std::uint8_t { not_asked, here, not_here };

// What a person at the terminal needs to begin with: shown once, and never logged.
void introduce(const Invocation& invocation, RunningServer& server, Demo demo) {
  std::ostream& out = invocation.out();
  if (demo == Demo::not_here) out << "The data directory has users of its own: --demo has changed nothing.\n";
  if (demo == Demo::here) {
    out << "Sign in as jane.doe@acme.com (Issue Tracker Manager), john.smith@acme.com (Issue Tracker Viewer) "
           "or\n"
           "admin@acme.com (Superuser), all with the password "
        << kDemoPassword << ".\n";
  } else if (const auto first = service::ensure_first_superuser(server.database().writer())) {
    out << "The first user is " << first->username << ", with the one-time password " << first->password
        << "\nIt is shown only now; the first sign-in asks for another.\n";
  }
  out << "Expediter is at " << address_of(invocation.config(), server.port()) << "\n" << std::flush;
}

int run_serve(const Invocation& invocation) {
  const Config& config = invocation.config();
  if (invocation.given("--print-config")) {
    invocation.out() << render_config(invocation.loaded());
    return kExitSuccess;
  }
  const std::string& directory = invocation.data_directory();
  StopSignal stop;  // Before any other thread.
  raise_file_limit();
  give_back_large_blocks();
  base::init_crypto();
  make_data_directory(directory);
  const DataLock lock{directory, "serve"};
  const ControlSocket control{directory};
  database_or_new(directory);
  const Keys keys = keys_of(directory, invocation.given("--new-keys") ? NewKeys::allow : NewKeys::refuse);
  auto demo = Demo::not_asked;
  if (invocation.given("--demo"))
    demo = write_demo_data(directory, base::system_clock(), audit_key(keys)) ? Demo::here : Demo::not_here;
  base::log::start({.level = config.log_level, .format = config.log_format});
  for (const std::string& warning : invocation.loaded().warnings)
    base::log::warning("configuration", {{"problem", warning}});
  try {
    RunningServer server{config, keys, base::system_clock()};
    settle_keys(server.database(), keys);
    server.start();
    ControlServer commands{control, server.database(), all_commands()};
    introduce(invocation, server, demo);
    service::finish_address_moves(server.database().writer());  // That a stop left unfinished.
    base::log::info("serving", {{"address", address_of(config, server.port())}, {"directory", directory}});
    base::log::info("stopping", {{"signal", stop.wait([&] { server.reload(); }, [&] { server.look(); })}});
    server.announce_stop();
    stop.is_repeated_within(config.drain);
    const StopSignal::Hurry hurry{[&] { server.hurry(); }};
    commands.close();
    server.stop();
  } catch (const std::system_error& error) {
    base::log::stop();
    throw CommandError(error.what());
  } catch (...) {
    base::log::stop();
    throw;
  }
  base::log::info("stopped", {});
  base::log::stop();
  return kExitSuccess;
}

}  // namespace

Command serve_command() {
  return {
      .name = "serve",
      .summary = "Serve the page and the API from a data directory.",
      .details =
          "The data directory is made where it is missing. On an empty one the first Superuser is made and "
          "the one-time password printed, once.\n\nSIGTERM finishes what is running, then exits 0; a second "
          "one waits for nobody. SIGHUP "
          "reads the certificate and its key anew.",
      .arguments = {{.name = "--demo",
                     .summary = "Fill a data directory that has no users with realistic demo data."},
                    {.name = "--new-keys",
                     .summary =
                         "Go on with other keys than the database was used with, which are lost: those in "
                         "keys.toml, or new ones."},
                    {.name = "--print-config", .summary = "Print the configuration in force, and exit."}},
      .settings = SettingFlags::all,
      .run = run_serve};
}

}  // namespace expediter::app
