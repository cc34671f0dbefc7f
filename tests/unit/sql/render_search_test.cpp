#include "sql/render_search.h"

#include <gtest/gtest.h>

#include "base/search_terms.h"
#include "sql/connection.h"

namespace expediter::sql {

namespace {

class Search : public testing::Test {
 protected:
  Search() : connection_(":memory:", {.mode = Mode::read_write}) {
    // As the tickets' index is declared: without positions, a term that the engine cuts in two is an error.
    connection_.execute(
        "CREATE VIRTUAL TABLE search USING fts5 (text, content = '', detail = none, columnsize = 0, "
        "tokenize = 'ascii')");
  }

  void add(std::int64_t id, std::string_view text) {
    Statement statement = connection_.prepare("INSERT INTO search (rowid, text) VALUES (?, ?)");
    base::TermSet terms;
    terms.add_text(text);
    const std::string joined = terms.joined();
    statement.bind(1, id).bind(2, std::string_view{joined});
    statement.run();
  }

  std::vector<std::int64_t> find(std::string_view text) {
    const std::string match = render_match(base::question_of(base::split_question(text), {}).matches);
    Statement statement = connection_.prepare("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid");
    statement.bind(1, std::string_view{match});
    std::vector<std::int64_t> found;
    while (statement.step()) found.push_back(statement.integer(0));
    return found;
  }

  Connection connection_;
};

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_F(Search, EveryWordMustOccurAndTheLastMayBeABeginning) {
  add(1, "Late shipment from Acme");
  add(2, "Shipment lost");
  EXPECT_EQ(find("shipment"), (Ids{1, 2}));
  EXPECT_EQ(find("SHIP"), (Ids{1, 2}));
  EXPECT_EQ(find("late ship"), Ids{1});
  EXPECT_EQ(find("ship late"), Ids{});
  EXPECT_EQ(find("wombat"), Ids{});
}

TEST_F(Search, OperatorsOfTheEngineAreWordsHere) {
  add(1, "to and fro, or not near");
  EXPECT_EQ(find("AND"), Ids{1});
  EXPECT_EQ(find("OR NOT"), Ids{1});
  EXPECT_EQ(find("NEAR(to fro)"), Ids{1});
  EXPECT_EQ(find("\"to\" * ^and"), Ids{1});
  EXPECT_EQ(find("text:to"), Ids{});
}

TEST_F(Search, LettersOfEveryScriptAreFound) {
  add(1, "Zürich, Straße 5 m²");
  add(2, "हिन्दी में लिखा");
  add(3, "倉庫 東京");
  add(4, "Ελλάδα ½");
  EXPECT_EQ(find("ZÜRICH"), Ids{1});
  EXPECT_EQ(find("zurich"), Ids{1});
  EXPECT_EQ(find("Zu\u0308rich"), Ids{1});
  EXPECT_EQ(find("m²"), Ids{1});
  EXPECT_EQ(find("हिन्दी"), Ids{2});
  EXPECT_EQ(find("倉"), Ids{3});
  EXPECT_EQ(find("ΕΛΛΆΔΑ"), Ids{4});
}

TEST_F(Search, NoCharacterMakesAQueryThatTheEngineRefuses) {
  add(1, "something");
  for (char32_t c = 0x80; c < 0x30000; c += c < 0x3000 ? 1 : 13) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text = "a";
    if (c >= 0x10000) {
      text += static_cast<char>(0xF0 | (c >> 18U));
      text += static_cast<char>(0x80 | ((c >> 12U) & 0x3FU));
    } else if (c >= 0x800) {
      text += static_cast<char>(0xE0 | (c >> 12U));
    }
    text += static_cast<char>((c >= 0x800 ? 0x80 | ((c >> 6U) & 0x3FU) : 0xC0 | (c >> 6U)));
    text += static_cast<char>(0x80 | (c & 0x3FU));
    text += 'b';
    ASSERT_NO_THROW(find(text)) << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST_F(Search, WhereNothingIsLeftOfTheWordsNothingMatches) {
  add(1, "something");
  EXPECT_EQ(render_match({}), "\"\"");
  EXPECT_EQ(render_match({.kind = base::TermExpression::Kind::any, .term = "", .parts = {}}), "\"\"");
  EXPECT_EQ(find(""), Ids{});
}

}  // namespace expediter::sql
