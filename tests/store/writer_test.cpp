// The writer: groups, what a failure undoes, order, back-pressure.

#include <filesystem>
#include <future>
#include <thread>

#include "store/store_fixture.h"

namespace expediter::tests {

namespace {

using base::Error;
using base::ErrorCode;

class WriterTest : public StoreTest {};

// Holds the writer inside a change until released, so that a test decides what is in the next group.
class Gate {
 public:
  explicit Gate(store::Writer& writer) {
    std::promise<void> inside;
    auto entered = inside.get_future();
    writer.submit(
        [opened = opened_, &inside](store::WriteContext&) {
          inside.set_value();
          opened.wait();
          return 0;
        },
        [](const store::Outcome<int>&) {});
    entered.wait();
  }
  void release() { open_.set_value(); }

 private:
  std::promise<void> open_;
  // The writer holds one of its own: the gate may be gone before it wakes.
  std::shared_future<void> opened_ = open_.get_future().share();
};

TEST_F(WriterTest, ChangesThatWaitTogetherShareOneCommit) {
  Gate gate{database_->writer()};
  const auto before = database_->writer().statistics().commits;
  std::atomic<int> done{0};
  for (int i = 0; i < 50; ++i)
    database_->writer().submit(
        [&](store::WriteContext& context) {
          return service::create_ticket(context, caller_, patch("t"), {});
        },
        [&](const store::Outcome<service::TicketVersion>&) { ++done; });
  gate.release();
  while (done < 50) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  EXPECT_EQ(database_->writer().statistics().commits, before + 2);  // The gate's, and one for all fifty.
  auto totals = reader_->connection().prepare(
      "SELECT (SELECT SUM(count) FROM ticket_days), (SELECT SUM(count) FROM ticket_counts WHERE dimension = "
      "0)");
  totals.step();
  EXPECT_EQ(totals.integer(0), 50);
  EXPECT_EQ(totals.integer(1), 50);
}

TEST_F(WriterTest, OfTheChangesOfACommitEachThatConcernsAccountsTells) {
  const auto epoch = [&] { return database_->writer().accounts_epoch(); };
  const std::uint64_t before = epoch();
  {
    Gate gate{database_->writer()};
    for (const bool concerns : {true, false, false})
      database_->writer().submit(
          [concerns](store::WriteContext& context) {
            if (concerns) context.accounts_changed();
            return 0;
          },
          [](const store::Outcome<int>&) {});
    gate.release();
  }
  database_->writer().run([](store::WriteContext&) { return 0; });
  EXPECT_GT(epoch(), before);
}

TEST_F(WriterTest, AChangeThatFailsHalfwayTakesNothingOfItsNeighboursWithIt) {
  Gate gate{database_->writer()};
  std::promise<store::Outcome<int>> failed;
  auto first = std::async(std::launch::async, [&] { return create(patch("before")); });
  while (database_->writer().statistics().waiting < 1) std::this_thread::yield();
  database_->writer().submit(
      [&](store::WriteContext& context) -> int {
        service::create_ticket(context, caller_, patch("half written"), {});
        throw Error{ErrorCode::ticket_invalid};
      },
      [&](store::Outcome<int> outcome) { failed.set_value(std::move(outcome)); });
  auto last = std::async(std::launch::async, [&] { return create(patch("after")); });
  while (database_->writer().statistics().waiting < 3) std::this_thread::yield();
  gate.release();

  EXPECT_EQ(find(first.get())->title, "before");
  EXPECT_EQ(find(last.get())->title, "after");
  EXPECT_EQ(std::get<Error>(failed.get_future().get()).code(), ErrorCode::ticket_invalid);
  auto count = reader_->connection().prepare(
      "SELECT COUNT(*), (SELECT SUM(count) FROM ticket_counts WHERE dimension = 0) FROM tickets");
  count.step();
  EXPECT_EQ(count.integer(0), 2);
  EXPECT_EQ(count.integer(1), 2);
}

TEST_F(WriterTest, OneCommitLeavesOnlyTheLastTextsInTheSearchIndexAndNoneOfAFailure) {
  const auto id = create(patch("zinc"));
  Gate gate{database_->writer()};
  std::atomic<int> done{0};
  const auto rename = [&](const char* title, bool fails) {
    database_->writer().submit(
        [this, id, title, fails](store::WriteContext& context) {
          service::update_ticket(context, caller_, id, patch(title), {}, {});
          if (fails) throw Error{ErrorCode::ticket_invalid};
          return 0;
        },
        [&](const store::Outcome<int>&) { ++done; });
  };
  rename("copper", false);
  rename("iron", true);
  rename("steel", false);
  gate.release();
  while (done < 3) std::this_thread::yield();
  for (const auto& [word, expected] : {std::pair{"zinc", 0}, {"copper", 0}, {"iron", 0}, {"steel", 1}}) {
    auto found =
        reader_->connection().prepare("SELECT COUNT(*) FROM ticket_search WHERE ticket_search MATCH ?");
    found.bind(1, std::string_view{word}).step();
    EXPECT_EQ(found.integer(0), expected) << word;
  }
  EXPECT_EQ(find(id)->title, "steel");
}

TEST_F(WriterTest, AFailedChangeGivesItsIdBack) {
  EXPECT_THROW(database_->writer().run([&](store::WriteContext& context) -> int {
    service::create_ticket(context, caller_, patch("never"), {});
    throw Error{ErrorCode::ticket_invalid};
  }),
               Error);
  EXPECT_EQ(create(patch("first")).number, 1);
}

TEST_F(WriterTest, AFullQueueRefusesAtOnceAndSaysWhenToRetry) {
  open({.writer = {.queue_limit = 2}});
  Gate gate{database_->writer()};
  const auto nothing = [](store::WriteContext&) { return 0; };
  const auto ignore = [](const store::Outcome<int>&) {};
  database_->writer().submit(nothing, ignore);
  database_->writer().submit(nothing, ignore);
  try {
    database_->writer().submit(nothing, ignore);
    ADD_FAILURE() << "the third change was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::overloaded);
    EXPECT_TRUE(error.retry_after().has_value());
  }
  gate.release();
}

TEST_F(WriterTest, UpdatedAtNeverGoesBackWhenTheClockDoes) {
  const auto id = create(patch("first"));
  const auto then = find(id)->updated_at;
  clock_.seconds -= 3600;
  EXPECT_GE(find(create(patch("second")))->updated_at, then);
  open();  // Nor over a restart.
  EXPECT_GE(find(create(patch("third")))->updated_at, then);
}

TEST_F(WriterTest, IdsAreNotReusedAfterDeletingTheNewestTicketAndRestarting) {
  const auto id = create(patch("gone soon"));
  remove(id);
  open();
  EXPECT_EQ(create(patch("next")).number, id.number + 1);
}

TEST_F(WriterTest, ADefectInOneChangeIsAnInternalErrorOfThatChangeAlone) {
  try {
    database_->writer().run([](store::WriteContext& context) -> int {
      context.db().execute("INSERT INTO state VALUES (1, 0, 0, 0, 0)");
      return 0;
    });
    ADD_FAILURE() << "the constraint did not hold";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::internal);
    EXPECT_EQ(std::string{error.message()}.find("state"), std::string::npos);
  }
  EXPECT_EQ(create(patch("works on")).number, 1);
}

TEST_F(WriterTest, WhatWasSubmittedIsFinishedBeforeTheWriterEnds) {
  std::atomic<int> done{0};
  for (int i = 0; i < 100; ++i)
    database_->writer().submit(
        [&](store::WriteContext& context) {
          return service::create_ticket(context, caller_, patch("t"), {});
        },
        [&](const store::Outcome<service::TicketVersion>&) { ++done; });
  open();
  EXPECT_EQ(done, 100);
  EXPECT_TRUE(find({100}).has_value());
}

TEST_F(WriterTest, TheLogStartsAnewHoweverLongOneWritesWithoutAPause) {
  open({.writer = {.log = {.lengthy = 200, .too_long = 400, .few = 20}}});
  const auto write = [&](const std::string& sql) {
    database_->writer().run([&](store::WriteContext& context) {
      context.db().execute(sql);
      return 0;
    });
  };
  write("CREATE TABLE filler (id INTEGER PRIMARY KEY, bytes BLOB)");
  // Six pages each.
  for (int i = 0; i < 2'000; ++i) write("INSERT INTO filler (bytes) VALUES (randomblob(20000))");

  constexpr std::uintmax_t kPage = 4'096 + 24;
  EXPECT_LT(std::filesystem::file_size(database_->file() + "-wal"), 4'000 * kPage);
  open();
  auto rows = reader_->connection().prepare("SELECT COUNT(*), SUM(length(bytes)) FROM filler");
  rows.step();
  EXPECT_EQ(rows.integer(0), 2'000);
  EXPECT_EQ(rows.integer(1), 2'000 * 20'000);
}

}  // namespace

}  // namespace expediter::tests
