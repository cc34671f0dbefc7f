#include <algorithm>
#include <future>
#include <ostream>
#include <vector>

#include "app/commands.h"
#include "app/data_directory.h"
#include "app/data_keys.h"
#include "app/progress.h"
#include "app/synthetic_tickets.h"
#include "base/clock.h"
#include "store/bulk_load.h"
#include "store/database.h"
#include "store/purchase_orders.h"

namespace expediter::app {

namespace {

constexpr std::int64_t kMostTickets = 100'000'000;
constexpr std::int64_t kBatch = 4096;

std::vector<domain::Ticket> make_batch(const SyntheticTickets& tickets, std::int64_t first,
                                       std::int64_t last) {
  std::vector<domain::Ticket> batch;
  batch.reserve(static_cast<std::size_t>(last - first));
  for (std::int64_t n = first; n < last; ++n) batch.push_back(tickets.make(n));
  return batch;
}

// While one batch is stored, another thread makes the next.
void add_all(store::BulkLoad& load, const SyntheticTickets& tickets, std::int64_t count, Progress& progress) {
  const auto make_from = [&](std::int64_t first) {
    return std::async(std::launch::async, [&tickets, first, count] {
      return make_batch(tickets, first, std::min(first + kBatch, count));
    });
  };
  auto next = make_from(0);
  for (std::int64_t done = 0; done < count; done += kBatch) {
    std::vector<domain::Ticket> batch = next.get();
    if (done + kBatch < count) next = make_from(done + kBatch);
    for (domain::Ticket& ticket : batch) load.add(std::move(ticket));
    progress.at(done);
  }
}

// The orders that made-up tickets link to. Those that the register has stay as they are.
void add_orders(const std::string& directory, const Keys& keys, const SyntheticTickets& tickets) {
  store::Database database{directory, base::system_clock(), {}};
  settle_keys(database, keys);
  database.writer().run([&](store::WriteContext& context) {
    for (std::int64_t id = 1; id <= kSyntheticOrders; ++id)
      store::insert_purchase_order_unless_there(context, tickets.make_order(id));
    return true;
  });
}

int run_load(const Invocation& invocation) {
  const std::int64_t count = invocation.number("--tickets", 1, kMostTickets);
  const std::int64_t seed = invocation.number("--seed", 0, INT64_MAX);
  const std::string& directory = invocation.data_directory();
  make_data_directory(directory);
  const DataLock lock{directory, "load"};
  const std::string file = database_or_new(directory).file;
  const Keys keys = keys_of(directory, NewKeys::refuse);
  const auto started = std::chrono::steady_clock::now();
  const SyntheticTickets tickets{static_cast<std::uint64_t>(seed), count};
  add_orders(directory, keys, tickets);
  store::BulkLoad load{file};
  std::ostream* terminal = invocation.terminal();
  {
    Progress progress{terminal, "Loading", "tickets", count};
    add_all(load, tickets, count, progress);
  }
  load.finish([&](std::string_view what) {
    if (terminal != nullptr) *terminal << "\r\x1b[KMaking " << what << " …" << std::flush;
  });
  if (terminal != nullptr) *terminal << "\r\x1b[K" << std::flush;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  invocation.out() << "Loaded " << group_digits(count) << " tickets in "
                   << group_digits(static_cast<std::int64_t>(took.count() * 1000)) << " ms.\n";
  return kExitSuccess;
}

}  // namespace

Command load_command() {
  return {.name = "load",
          .summary = "Add made-up tickets to a data directory, for measuring.",
          .details =
              "The same number and seed make the same tickets everywhere. The server must be stopped: the "
              "database is filled beside itself and put in place at the end. Whatever stops the load, the "
              "old one stands. It needs room on the disk for both.",
          .arguments = {{.name = "--tickets", .placeholder = "N", .summary = "How many.", .required = true},
                        {.name = "--seed",
                         .placeholder = "S",
                         .summary = "Which made-up world.",
                         .default_value = "1"}},
          .settings = SettingFlags::data_only,
          .run = run_load};
}

}  // namespace expediter::app
