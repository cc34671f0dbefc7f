// The schema: that it fits the field tables, and what happens to databases that are not as expected.

#include "store/migrations.h"

#include <set>
#include <stdexcept>

#include "domain/history.h"
#include "store/store_fixture.h"

namespace expediter::tests {

namespace {

class MigrationsTest : public StoreTest {
 protected:
  std::set<std::string> columns_of(std::string_view table) {
    std::set<std::string> columns;
    auto rows = reader_->connection().prepare("SELECT name FROM pragma_table_info(?)");
    rows.bind(1, table);
    while (rows.step()) columns.insert(std::string{rows.text(0)});
    return columns;
  }
  // Every stored field has a column, and every column is a field's or one of `further`.
  void expect_columns(const schema::TableInfo& table, std::set<std::string> further) {
    for (const schema::FieldInfo& field : table.fields)
      if (!field.column.empty()) further.insert(std::string{field.column});
    EXPECT_EQ(columns_of(table.sql_table), further) << table.noun;
  }
};

TEST_F(MigrationsTest, TheColumnsAreThoseOfTheFieldTables) {
  expect_columns(schema::kTableInfo<domain::Ticket>, {"settled_at", "note_count", "note_bytes"});
  expect_columns(schema::kTableInfo<domain::Note>, {"ticket_id", "author_id"});
  expect_columns(schema::kTableInfo<domain::HistoryEntry>, {"ticket_id", "commit_seq", "updated_before"});
}

TEST_F(MigrationsTest, OpeningAgainAppliesNothing) {
  const auto file = database_->file();
  database_.reset();
  const auto connection = store::open_for_writing(file, 1 << 20);
  EXPECT_EQ(store::migrate(*connection, clock_), 0);
  EXPECT_EQ(store::schema_version(*connection), static_cast<std::int64_t>(store::migrations().size()));
}

TEST_F(MigrationsTest, ADatabaseOfANewerProgramIsRefusedAndLeftAlone) {
  const auto file = database_->file();
  database_.reset();
  const auto connection = store::open_for_writing(file, 1 << 20);
  connection->execute("INSERT INTO schema_migrations VALUES (99, 'from_the_future', 'x', 0)");
  EXPECT_THROW(store::migrate(*connection, clock_), std::runtime_error);
  EXPECT_EQ(store::schema_version(*connection), 99);
}

TEST_F(MigrationsTest, AnEditedStepIsNoticed) {
  const auto file = database_->file();
  database_.reset();
  const auto connection = store::open_for_writing(file, 1 << 20);
  connection->execute("UPDATE schema_migrations SET checksum = 'another' WHERE version = 1");
  EXPECT_THROW(store::migrate(*connection, clock_), std::runtime_error);
}

TEST_F(MigrationsTest, AStepThatFailsHalfwayLeavesTheVersionBefore) {
  const TemporaryDirectory other;
  const auto connection = store::open_for_writing((other / "half.db").string(), 1 << 20);
  // The second step will stumble over this table.
  connection->execute("CREATE TABLE users (id INTEGER)");
  EXPECT_ANY_THROW(store::migrate(*connection, clock_));
  EXPECT_EQ(store::schema_version(*connection), 1);
  auto roles = connection->prepare("SELECT COUNT(*) FROM sqlite_master WHERE name = 'roles'");
  roles.step();
  EXPECT_EQ(roles.integer(0), 0);
}

TEST_F(MigrationsTest, TheFilesAreForTheirOwnerAlone) {
  create(patch("there is a log now"));
  for (const auto& entry : std::filesystem::directory_iterator{directory_.path()})
    EXPECT_EQ(entry.status().permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << entry.path();
}

}  // namespace

}  // namespace expediter::tests
