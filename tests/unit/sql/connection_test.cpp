#include "sql/connection.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "base/error.h"
#include "support/temporary_directory.h"

namespace expediter::sql {

namespace {

using std::chrono::milliseconds;

class ConnectionTest : public testing::Test {
 protected:
  ConnectionTest() { holder_.execute("PRAGMA journal_mode = WAL; CREATE TABLE texts (text TEXT NOT NULL)"); }

  std::string file() const { return (directory_ / "test.db").string(); }

  tests::TemporaryDirectory directory_;
  Connection holder_{file(), {.mode = Mode::read_write}};
};

}  // namespace

TEST_F(ConnectionTest, WaitsForTheLockOfAnother) {
  Connection waiting{file(), {.mode = Mode::read_write, .busy_wait = milliseconds{20'000}}};
  holder_.execute("BEGIN IMMEDIATE");
  std::thread letting_go{[&] {
    std::this_thread::sleep_for(milliseconds{100});
    holder_.execute("COMMIT");
  }};
  EXPECT_NO_THROW(waiting.execute("INSERT INTO texts VALUES ('a')"));
  letting_go.join();
}

TEST_F(ConnectionTest, WaitsNoLongerThanItShould) {
  Connection waiting{file(), {.mode = Mode::read_write, .busy_wait = milliseconds{50}}};
  holder_.execute("BEGIN IMMEDIATE");
  EXPECT_THROW(waiting.execute("INSERT INTO texts VALUES ('a')"), base::Error);
  holder_.execute("COMMIT");
  EXPECT_NO_THROW(waiting.execute("INSERT INTO texts VALUES ('a')"));
}

}  // namespace expediter::sql
