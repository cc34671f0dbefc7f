// Searches that are remembered: whatever is written meanwhile, they find what searching anew finds.

#include "store/search_memory.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "sql/render_search.h"
#include "store/search_question.h"
#include "store/store_fixture.h"
#include "store/ticket_lists.h"
#include "store/tickets.h"

namespace expediter::tests {

namespace {

using domain::Ticket;

class SearchMemoryTest : public StoreTest {
 protected:
  static schema::Query query(const std::string& words) {
    const auto parsed = schema::parse_parameters("q=" + words);
    return schema::parse_query(parsed, schema::kTableInfo<Ticket>,
                               {.me = "jane.doe@acme.com",
                                .today = {20'000},
                                .default_sort = {schema::kIndexOf<&Ticket::updated_at>, true},
                                .default_search_sort = {schema::kIndexOf<&Ticket::id>, true},
                                .searchable = true});
  }

  struct Answer {
    std::int64_t total = 0;
    std::vector<std::int64_t> ids;
    friend bool operator==(const Answer&, const Answer&) = default;
  };
  Answer answer(const store::Snapshot& snapshot, const schema::Query& asked) {
    Answer answer{.total = store::count_tickets(snapshot, asked, counts_), .ids = {}};
    for (const auto id : store::list_tickets(snapshot, asked, {.limit = 500}).ids)
      answer.ids.push_back(id.number);
    return answer;
  }
  static Answer by_search(const store::Snapshot& snapshot, const schema::Query& asked) {
    const std::string match = sql::render_match(expression(snapshot, asked));
    auto rows = snapshot.db().prepare(
        "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC");
    rows.bind(1, std::string_view{match});
    Answer answer;
    while (rows.step()) answer.ids.push_back(rows.integer(0));
    answer.total = static_cast<std::int64_t>(answer.ids.size());
    return answer;
  }
  bool is_known(const store::Snapshot& snapshot, const schema::Query& asked) {
    return snapshot.searches().recall(snapshot.seq(), expression(snapshot, asked)).has_value();
  }
  static base::TermExpression expression(const store::Snapshot& snapshot, const schema::Query& asked) {
    return *store::search_question_of(snapshot.db(), asked).matches.text;
  }

  static std::string random_words(Random& random) {
    static const std::vector<std::string> words{"steel", "Steelworks", "STEM",  "kühl",  "KÜHLER", "late",
                                                "later", "x1",         "x-ray", "Ärger", "n.a.",   "quay"};
    std::string text = words[random.below(words.size())];
    for (std::size_t left = random.below(5); left > 0; --left)
      text += " " + words[random.below(words.size())];
    return text;
  }

  void write_randomly(Random& random) {
    const std::size_t dice = random.below(10);
    const auto any = [&] { return ids_[random.below(ids_.size())]; };
    if (dice < 4 || ids_.empty()) {
      ids_.push_back(create(patch(random_words(random))));
    } else if (dice < 6) {
      service::TicketPatch change;
      schema::at<&Ticket::description>(change) = random_words(random);
      update(any(), change);
    } else if (dice < 7) {
      service::TicketPatch change;
      schema::at<&Ticket::status>(change) = static_cast<domain::Status>(random.below(4));
      update(any(), change);
    } else if (dice < 9) {
      const auto id = any();
      service::NotePatch note;
      schema::at<&domain::Note::text>(note) = random_words(random);
      database_->writer().run(
          [&](store::WriteContext& context) { return service::add_note(context, caller_, id, note); });
    } else {
      const auto at = ids_.begin() + static_cast<std::ptrdiff_t>(random.below(ids_.size()));
      remove(*at);
      ids_.erase(at);
    }
  }

  // The same question over and over, each time told apart from the others.
  static base::TermExpression nth_question(std::size_t n) {
    using Kind = base::TermExpression::Kind;
    const base::TermExpression steel{.kind = Kind::term, .term = "steel", .parts = {}};
    return {.kind = Kind::all, .term = "", .parts = std::vector<base::TermExpression>(n, steel)};
  }

  void create_many(int count, const std::string& title) {
    database_->writer().run([&](store::WriteContext& context) {
      for (int i = 0; i < count; ++i)
        service::create_ticket(context, caller_, patch(fmt::format("{}{}", title, i)), {});
      return 0;
    });
  }

  std::vector<domain::TicketId> ids_;
  store::CountMemory counts_;
};

TEST_F(SearchMemoryTest, WhateverIsWrittenItFindsWhatSearchingAnewFinds) {
  Random random{21};
  for (int round = 0; round < 150; ++round) {
    write_randomly(random);
    const store::Snapshot snapshot = reader_->snapshot();
    for (const char* words :
         {"steel", "ste", "k%C3%BChl", "late+st", "st+late", "x", "x+ray", "%C3%A4rg", "wombat"}) {
      const schema::Query asked = query(words);
      ASSERT_EQ(is_known(snapshot, asked), round > 0) << words;
      ASSERT_EQ(answer(snapshot, asked), by_search(snapshot, asked)) << words << " in round " << round;
    }
  }
}

TEST_F(SearchMemoryTest, AnOlderSnapshotIsNotToldWhatCameAfterIt) {
  create(patch("steel"));
  const auto second = database_->open_reader();
  const store::Snapshot old = reader_->snapshot();
  create(patch("steelworks"));
  const schema::Query asked = query("steel");
  EXPECT_EQ(answer(second->snapshot(), asked).total, 2);
  EXPECT_FALSE(is_known(old, asked));
  EXPECT_EQ(answer(old, asked), (Answer{1, {1}}));
  EXPECT_EQ(answer(second->snapshot(), asked).total, 2);
}

// Who reads a commit waits until it is published, and then asks what it changed. The lock of a ticket that
// the commit changed stops the writer in the midst of publishing.
TEST_F(SearchMemoryTest, WhatACommitChangedIsKnownBeforeTheCommitIsPublished) {
  const domain::TicketId id = create(patch("steel"));
  store::SearchMemory* memory = nullptr;
  // An answer is remembered in its turn, so each question serves once.
  constexpr std::size_t kQuestions = 100;
  {
    const store::Snapshot snapshot = reader_->snapshot();
    memory = &snapshot.searches();
    for (std::size_t n = 1; n <= kQuestions; ++n)
      memory->search(snapshot.db(), snapshot.seq(), nth_question(n));
  }
  std::int64_t total = 1;
  std::thread change;
  const bool was_here = database_->tickets().find(id, UINT64_MAX, [&](const store::RenderedTicket&) {
    change = std::thread{[&] { update(id, patch("copper")); }};
    sql::Connection& connection = reader_->connection();
    for (std::size_t n = 1; n <= kQuestions && total != 0; ++n) {
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
      const sql::Transaction moment{connection, sql::Begin::read};
      const std::uint64_t seq = store::read_writer_state(connection).commit_seq;
      const auto found = memory->recall(seq, nth_question(n));
      if (found) total = found->total;
    }
  });
  ASSERT_TRUE(was_here);
  change.join();
  EXPECT_EQ(total, 0);
}

TEST_F(SearchMemoryTest, ASnapshotBetweenTwoCommitsIsToldOfTheFirstAlone) {
  create(patch("steel"));
  const schema::Query asked = query("steel");
  EXPECT_EQ(answer(reader_->snapshot(), asked).total, 1);
  create(patch("steelworks"));
  const store::Snapshot between = reader_->snapshot();
  create(patch("steely"));
  ASSERT_TRUE(is_known(between, asked));
  EXPECT_EQ(answer(between, asked), by_search(between, asked));
  EXPECT_EQ(answer(between, asked).total, 2);
}

TEST_F(SearchMemoryTest, MoreChangesThanAreKeptAreSearchedAnew) {
  create(patch("steel"));
  const schema::Query asked = query("steel");
  EXPECT_EQ(answer(reader_->snapshot(), asked).total, 1);
  create_many(500, "steel ");
  EXPECT_TRUE(is_known(reader_->snapshot(), asked));
  EXPECT_EQ(answer(reader_->snapshot(), asked).total, 501);
  create_many(3'000, "steel ");
  EXPECT_FALSE(is_known(reader_->snapshot(), asked));
  EXPECT_EQ(answer(reader_->snapshot(), asked).total, 3'501);
}

TEST_F(SearchMemoryTest, ABeginningOfVeryManyWordsIsCountedStillAndSaysThatItGathers) {
  create_many(40, "port");
  const schema::Query asked = query("port");
  EXPECT_EQ(answer(reader_->snapshot(), asked).total, 40);
  create(patch("portside"));
  const store::Snapshot snapshot = reader_->snapshot();
  const auto known = snapshot.searches().recall(snapshot.seq(), expression(snapshot, asked));
  ASSERT_TRUE(known.has_value());
  EXPECT_TRUE(known->gathers);
  EXPECT_EQ(answer(snapshot, asked), by_search(snapshot, asked));
}

TEST_F(SearchMemoryTest, WordsThatBecomeTooManyAreNoLongerListed) {
  create_many(20, "port");
  const schema::Query asked = query("port");
  EXPECT_EQ(answer(reader_->snapshot(), asked).total, 20);
  create_many(40, "portal");
  const store::Snapshot snapshot = reader_->snapshot();
  EXPECT_TRUE(snapshot.searches().recall(snapshot.seq(), expression(snapshot, asked))->gathers);
  EXPECT_EQ(answer(snapshot, asked), by_search(snapshot, asked));
}

}  // namespace

}  // namespace expediter::tests
