#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/data_directory.h"
#include "sql/connection.h"
#include "store/database.h"
#include "store/search_index.h"
#include "support/program_run.h"
#include "support/temporary_directory.h"

namespace expediter::app {

using testing::HasSubstr;
using testing::StartsWith;
using tests::Ran;
using tests::run_expediter;
using tests::TemporaryDirectory;

namespace {

// A data directory with an empty database.
class Commands : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(run({"migrate"}).code, 0); }

  Ran run(std::vector<std::string> arguments) const {
    arguments.push_back("--data");
    arguments.push_back(data());
    return run_expediter(std::move(arguments));
  }
  std::string data() const { return (directory_ / "data").string(); }

  // Changes the database behind the program's back.
  void corrupt(const std::string& sql) const {
    sql::Connection connection{store::database_file(data()), {.mode = sql::Mode::read_write}};
    connection.execute(sql);
  }

  // A ticket with all that is kept of it, and then that.
  void corrupt_whole(const std::string& sql = "") const;

  TemporaryDirectory directory_;
};

constexpr const char* kInsertTicket =
    "INSERT INTO tickets (id, title, status, priority, category, reporter_email, created_at, updated_at, "
    "subscribers) "
    "VALUES (1, 'Late pallet', 0, 2, 'Logistics', 'a@b.c', 100, 100, '[]');"
    "UPDATE state SET last_ticket_id = 1;";
constexpr const char* kInsertTheRest =
    "INSERT INTO ticket_history VALUES (1, 1, 100, 'a@b.c', 0, NULL, NULL, 'Late pallet', 1, NULL);"
    "INSERT INTO ticket_counts VALUES (0, '', 0, 2, 1), (1, 'Logistics', 0, 2, 1), (2, '', 0, 2, 1);"
    "INSERT INTO ticket_days VALUES (0, 1);";

void Commands::corrupt_whole(const std::string& sql) const {
  sql::Connection connection{store::database_file(data()), {.mode = sql::Mode::read_write}};
  connection.execute(std::string{kInsertTicket} + kInsertTheRest);
  store::for_each_ticket_terms(connection, [&](std::int64_t id, std::string_view terms) {
    connection.prepare("INSERT INTO ticket_search (rowid, text) VALUES (?, ?)")
        .bind(1, id)
        .bind(2, terms)
        .run();
  });
  connection.execute(sql);
}

}  // namespace

TEST_F(Commands, MigrateMakesADatabaseForItsOwnerAloneAndIsDoneTheSecondTime) {
  struct stat status {};
  ASSERT_EQ(::stat(store::database_file(data()).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_THAT(run({"migrate"}).out, StartsWith("The database is up to date"));
}

TEST_F(Commands, MigrateRefusesADatabaseOfANewerProgram) {
  corrupt("UPDATE schema_migrations SET version = version + 1000");
  const Ran ran = run({"migrate"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("newer"));
}

TEST_F(Commands, WhatWritesIsRefusedWhileAnotherProcessHoldsTheDirectory) {
  const DataLock lock{data(), "serve"};
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"migrate"}, {"keys", "rotate"}, {"load", "--tickets", "1"}}) {
    const Ran ran = run(command);
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.err, HasSubstr("(expediter serve); stop that first"));
  }
  EXPECT_EQ(run({"check"}).code, 0);
  EXPECT_EQ(run({"backup", (directory_ / "copy.db").string()}).code, 0);
}

TEST_F(Commands, WithoutADatabaseCommandsSayHowToMakeOne) {
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"check"}, {"backup", "x.db"}, {"keys", "rotate"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--data", directory_.path().string()});
    const Ran ran = run_expediter(arguments);
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.err, HasSubstr("expediter migrate --data"));
  }
}

TEST_F(Commands, CheckIsContentWithAnEmptyAndWithAConsistentDatabase) {
  EXPECT_THAT(run({"check"}).out, StartsWith("All is well"));
  corrupt_whole();
  const Ran ran = run({"check"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

TEST_F(Commands, CheckNamesWhatDoesNotAgree) {
  corrupt(kInsertTicket);
  const Ran ran = run({"check"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out,
              HasSubstr("the total of tickets with category \"Logistics\", status 0, priority 2 is 0, but "
                        "there are 1\n"));
  EXPECT_THAT(ran.out, HasSubstr("the total of tickets last changed on day 0 is 0, but there are 1\n"));
  EXPECT_THAT(ran.out, HasSubstr("ticket 1 has no history\n"));
  EXPECT_THAT(ran.out, HasSubstr("searching \"late\" misses ticket 1\n"));
}

TEST_F(Commands, CheckFindsWhatIsKeptOfTicketsThatAreGone) {
  corrupt_whole("DELETE FROM tickets");
  const Ran ran = run({"check"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("is 1, but there are 0\n"));
  EXPECT_THAT(ran.out, HasSubstr("searching \"pallet\" finds ticket 1 wrongly\n"));
}

TEST_F(Commands, CheckFindsWrongNumbersOfNotesTimesAndIds) {
  corrupt_whole("UPDATE tickets SET note_count = 3, updated_at = 50; UPDATE state SET last_ticket_id = 0");
  const Ran ran = run({"check"});
  EXPECT_THAT(ran.out, HasSubstr("ticket 1 has 0 notes, but says 3\n"));
  EXPECT_THAT(ran.out, HasSubstr("ticket 1 was changed before it was made\n"));
  EXPECT_THAT(ran.out, HasSubstr("the next ticket or note would get an id that is in use\n"));
}

TEST_F(Commands, CheckFindsANumberOfNotesThatIsTooLow) {
  corrupt_whole(
      "INSERT INTO notes (id, ticket_id, text, author_email, created_at, updated_at) "
      "VALUES (1, 1, 'a', 'a@b.c', 60, 60); UPDATE state SET last_note_id = 1");
  EXPECT_THAT(run({"check"}).out, HasSubstr("ticket 1 has 1 notes, but says 0\n"));
}

TEST_F(Commands, CheckFindsADamagedFile) {
  corrupt_whole(
      "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA writable_schema = ON;"
      "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'notes') "
      "WHERE name = 'tickets_by_status'");
  const Ran ran = run({"check"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out + ran.err,
              testing::AnyOf(HasSubstr("the database file is damaged"), HasSubstr("malformed")));
}

TEST_F(Commands, BackupIsACompleteDatabaseForItsOwnerAlone) {
  corrupt_whole();
  const TemporaryDirectory other;
  const std::string file = store::database_file(other.path().string());
  const Ran ran = run({"backup", file});
  EXPECT_EQ(ran.code, 0) << ran.err;
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const Ran checked = run_expediter({"check", "--data", other.path().string()});
  EXPECT_EQ(checked.code, 0) << checked.out << checked.err;
}

TEST_F(Commands, BackupHasOneMomentOfADatabaseThatIsBeingWritten) {
  // The writer's transaction is open while the copy is made: nothing of it may be in the copy.
  sql::Connection writer{store::database_file(data()), {.mode = sql::Mode::read_write}};
  sql::Transaction open{writer, sql::Begin::immediate};
  writer.execute(kInsertTicket);
  const std::string file = (directory_ / "copy.db").string();
  EXPECT_EQ(run({"backup", file}).code, 0);
  sql::Connection copy{file, {.mode = sql::Mode::read_only}};
  auto count = copy.prepare("SELECT COUNT(*) FROM tickets");
  ASSERT_TRUE(count.step());
  EXPECT_EQ(count.integer(0), 0);
}

TEST_F(Commands, BackupOverwritesNothing) {
  directory_.write("there", "precious");
  const Ran ran = run({"backup", (directory_ / "there").string()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("is there already"));
  EXPECT_EQ(directory_.read("there"), "precious");
  EXPECT_THAT(run({"backup", (directory_ / "no/where").string()}).err, HasSubstr("cannot be made"));
}

TEST_F(Commands, LoadMakesADatabaseThatIsWhole) {
  const Ran ran = run({"load", "--tickets", "500"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("Loaded 500 tickets in "));
  const Ran checked = run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  sql::Connection db{store::database_file(data()), {.mode = sql::Mode::read_only}};
  auto indexes =
      db.prepare("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'index' AND name LIKE 'tickets_by_%'");
  ASSERT_TRUE(indexes.step());
  EXPECT_GE(indexes.integer(0), 5);
  auto linked =
      db.prepare("SELECT COUNT(*) FROM tickets WHERE linked_po_id NOT IN (SELECT id FROM purchase_orders)");
  ASSERT_TRUE(linked.step());
  EXPECT_EQ(linked.integer(0), 0);
}

TEST_F(Commands, LoadAddsToWhatIsThereUnderNewIds) {
  corrupt_whole();
  EXPECT_EQ(run({"load", "--tickets", "3"}).code, 0);
  EXPECT_EQ(run({"load", "--tickets", "3", "--seed", "9"}).code, 0);
  const Ran checked = run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  sql::Connection db{store::database_file(data()), {.mode = sql::Mode::read_only}};
  auto rows =
      db.prepare("SELECT group_concat(id), MIN(title) FROM (SELECT id, title FROM tickets ORDER BY id)");
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.text(0), "1,2,3,4,5,6,7");
  auto first = db.prepare("SELECT title FROM tickets WHERE id = 1");
  ASSERT_TRUE(first.step());
  EXPECT_EQ(first.text(0), "Late pallet");
}

TEST_F(Commands, LoadIsRefusedWhereSomebodyReadsTheDatabaseAndChangesNothing) {
  sql::Connection reader{store::database_file(data()), {.mode = sql::Mode::read_only}};
  corrupt_whole();
  const sql::Transaction open{reader, sql::Begin::read};
  auto count = reader.prepare("SELECT COUNT(*) FROM tickets");
  ASSERT_TRUE(count.step());
  corrupt("INSERT INTO state SELECT 2, 0, 0, 0, 0 WHERE 0; UPDATE state SET commit_seq = commit_seq + 1");
  const Ran ran = run({"load", "--tickets", "3"});
  EXPECT_EQ(ran.code, 1) << ran.out;
  EXPECT_THAT(ran.err, HasSubstr("another process reads the database"));
}

TEST_F(Commands, LoadHoldsItsArgumentsToTheirBounds) {
  EXPECT_EQ(run({"load"}).code, 2);
  EXPECT_EQ(run({"load", "--tickets", "0"}).code, 2);
  EXPECT_EQ(run({"load", "--tickets", "1", "--seed", "-1"}).code, 2);
}

TEST_F(Commands, KeysRotateTellsTheNewKeysIdAndNotTheKey) {
  const Ran ran = run({"keys", "rotate"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const TemporaryDirectory unused;
  const std::string file = [&] {
    std::ifstream in{data() + "/keys.toml"};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  }();
  EXPECT_THAT(file, HasSubstr("[signing.previous]"));
  const std::string id = ran.out.substr(ran.out.find("key, ") + 5, 16);
  EXPECT_THAT(file, HasSubstr("id = \"" + id + "\""));
}

}  // namespace expediter::app
