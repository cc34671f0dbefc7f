// The gathered log: what a commit says is in the file is there, whatever its size.

#include "sql/log_writer.h"

#include <gtest/gtest.h>

#include "sql/connection.h"
#include "support/temporary_directory.h"

namespace expediter::sql {

namespace {

class LogWriterTest : public testing::Test {
 protected:
  LogWriterTest() { execute("CREATE TABLE texts (text TEXT NOT NULL)"); }

  std::string file() const { return (directory_ / "test.db").string(); }
  void execute(const std::string& sql) { writer_->execute(sql); }
  std::unique_ptr<Connection> open_writer() const {
    auto connection =
        std::make_unique<Connection>(file(), ConnectionOptions{.mode = Mode::read_write, .gather_log = true});
    connection->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    return connection;
  }
  // As another connection sees it.
  std::int64_t bytes_seen() const {
    Connection reader{file(), {}};
    auto row = reader.prepare("SELECT COALESCE(SUM(LENGTH(text)), 0) FROM texts");
    row.step();
    return row.integer(0);
  }

  tests::TemporaryDirectory directory_;
  std::unique_ptr<Connection> writer_ = open_writer();
};

// Below, at and above the sizes at which the log is written in pieces: 64 KiB and 1 MiB.
TEST_F(LogWriterTest, CommitsOfAnySizeAreSeenByOtherConnectionsAtOnce) {
  std::int64_t written = 0;
  for (const std::int64_t size : {10, 4'000, 60'000, 70'000, 131'072, 300'000, 1'048'576, 5'000'000}) {
    execute("INSERT INTO texts SELECT hex(zeroblob(" + std::to_string(size / 2) + "))");
    written += size;
    ASSERT_EQ(bytes_seen(), written) << "after a commit of " << size;
  }
}

TEST_F(LogWriterTest, WhatIsNotCommittedIsNotSeenAndGoes) {
  execute("BEGIN; INSERT INTO texts SELECT hex(zeroblob(2000000))");
  EXPECT_EQ(bytes_seen(), 0);
  execute("ROLLBACK");
  execute("INSERT INTO texts VALUES ('x')");
  EXPECT_EQ(bytes_seen(), 1);
}

TEST_F(LogWriterTest, AnotherProcessFindsEveryCommitInTheFiles) {
  execute("INSERT INTO texts SELECT hex(zeroblob(100000))");
  // The log is copied while the writer is open, as a crash would leave it.
  const auto beside = directory_.path() / "copy.db";
  std::filesystem::copy_file(file(), beside);
  std::filesystem::copy_file(file() + "-wal", beside.string() + "-wal");
  Connection copy{beside.string(), {.mode = Mode::read_write}};
  auto row = copy.prepare("SELECT SUM(LENGTH(text)) FROM texts");
  row.step();
  EXPECT_EQ(row.integer(0), 200'000);
}

}  // namespace

}  // namespace expediter::sql
