#pragma once
// A database in a directory of its own, with a clock that the test owns, and short ways to write tickets.

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>

#include "base/random.h"
#include "service/tickets.h"
#include "store/database.h"
#include "support/temporary_directory.h"

namespace expediter::tests {

class SetClock final : public base::Clock {
 public:
  base::Timestamp now() const override { return {seconds.load()}; }
  std::atomic<std::int64_t> seconds{1'795'000'000};
};

// splitmix64: the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::size_t below(std::size_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    base::init_crypto();
    open();
    caller_.user_id = 1;
    caller_.email = "jane.doe@acme.com";
    caller_.privileges = domain::Privileges::everything();
  }

  void open(const store::DatabaseOptions& options = {}) {
    database_.reset();
    database_ = std::make_unique<store::Database>(directory_.path().string(), clock_, options);
    reader_ = database_->open_reader();
  }

  static service::TicketPatch patch(const std::string& title) {
    service::TicketPatch patch;
    schema::at<&domain::Ticket::title>(patch) = title;
    schema::at<&domain::Ticket::priority>(patch) = domain::Priority::high;
    return patch;
  }
  domain::TicketId create(const service::TicketPatch& patch) {
    return database_->writer()
        .run(
            [&](store::WriteContext& context) { return service::create_ticket(context, caller_, patch, {}); })
        .id;
  }
  service::TicketVersion update(domain::TicketId id, const service::TicketPatch& patch,
                                const service::Precondition& precondition = {}) {
    return database_->writer().run([&](store::WriteContext& context) {
      return service::update_ticket(context, caller_, id, patch, precondition, {});
    });
  }
  void remove(domain::TicketId id) {
    database_->writer().run([&](store::WriteContext& context) {
      service::delete_ticket(context, caller_, id, {});
      return 0;
    });
  }
  std::optional<domain::Ticket> find(domain::TicketId id) {
    const store::Snapshot snapshot = reader_->snapshot();
    return store::find_ticket(snapshot.db(), id);
  }

  TemporaryDirectory directory_;
  SetClock clock_;
  service::Caller caller_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<store::Reader> reader_;
};

}  // namespace expediter::tests
