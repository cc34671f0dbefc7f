// A ticket packed for the cache: it comes out as its field table writes it, byte for byte.

#include "store/rendered_ticket.h"

#include <gtest/gtest.h>

#include <limits>
#include <thread>

#include "base/random.h"
#include "schema/patch.h"
#include "store/name_table.h"
#include "store/store_fixture.h"

namespace expediter::tests {

namespace {

using domain::Ticket;

std::string random_text(Random& random, std::size_t most) {
  static const std::vector<std::string> pieces{"a",    "Zürich", "\"", "\\", "\n", "\t", "/", "漢字",
                                               "\x01", "🚢",      " ",  "0",  "{}", "'",  "<", "é"};
  std::string text;
  for (std::size_t left = random.below(most + 1); left > 0; --left)
    text += pieces[random.below(pieces.size())];
  return text;
}

Ticket random_ticket(Random& random) {
  const auto maybe = [&] { return random.below(2) == 0; };
  const auto time = [&] {
    return base::Timestamp{static_cast<std::int64_t>(random.below(4'000'000'000)) - 100'000};
  };
  Ticket ticket;
  ticket.id = {static_cast<std::int64_t>(random.next() >> (1 + random.below(60)))};
  ticket.title = random_text(random, 40);
  if (maybe()) ticket.description = random_text(random, 400);
  ticket.status = static_cast<domain::Status>(random.below(4));
  ticket.priority = static_cast<domain::Priority>(random.below(4));
  ticket.category = random_text(random, 60);
  if (maybe()) ticket.assignee_email = random_text(random, 20);
  ticket.reporter_email = "user" + std::to_string(random.below(50)) + "@acme.com";
  ticket.created_at = time();
  ticket.updated_at = time();
  if (maybe()) ticket.due_date = base::Date{static_cast<std::int32_t>(random.below(40'000)) - 5'000};
  if (maybe()) ticket.linked_po_id = std::numeric_limits<std::int64_t>::max() >> random.below(60);
  if (maybe()) ticket.linked_po_number = "PO-" + std::to_string(random.below(50));
  for (std::size_t left = random.below(4); left > 0; --left)
    ticket.notes.push_back({static_cast<std::int64_t>(random.below(1000)), random_text(random, 30),
                            "user" + std::to_string(random.below(50)) + "@acme.com", time(), time()});
  for (std::size_t left = random.below(4); left > 0; --left)
    ticket.subscribers.push_back("user" + std::to_string(random.below(50)) + "@acme.com");
  return ticket;
}

TEST(RenderedTicketTest, ATicketComesOutAsItsFieldTableWritesItWithTheTagOfThat) {
  base::init_crypto();
  Random random{5};
  for (int i = 0; i < 2'000; ++i) {
    const Ticket ticket = random_ticket(random);
    const store::RenderedTicket rendered{ticket, 7};
    std::string expected;
    schema::append_entity(expected, ticket);
    std::string json = "[";
    rendered.append_to(json);
    ASSERT_EQ(json, "[" + expected);
    ASSERT_EQ(rendered.tag(), base::content_tag(expected));
    ASSERT_EQ(rendered.seq(), 7U);
    ASSERT_LT(rendered.bytes(), expected.size());
  }
}

TEST(RenderedTicketTest, SomeFieldsComeOutInTheOrderAskedFor) {
  Random random{6};
  Ticket ticket = random_ticket(random);
  ticket.id = {42};
  ticket.priority = domain::Priority::critical;
  ticket.due_date.reset();
  ticket.subscribers = {"a@b.cd"};
  const std::vector<std::size_t> fields{schema::kIndexOf<&Ticket::subscribers>,
                                        schema::kIndexOf<&Ticket::priority>, schema::kIndexOf<&Ticket::id>,
                                        schema::kIndexOf<&Ticket::due_date>};
  std::string json;
  store::RenderedTicket{ticket, 1}.append_to(json, fields);
  EXPECT_EQ(json, R"({"Subscribers":["a@b.cd"],"Priority":"Critical","id":"TKT-042","Due Date":null})");
}

TEST(NameTableTest, ANameKeepsItsNumberAndAFullTableTakesNoMore) {
  store::NameTable table;
  EXPECT_FALSE(table.number_of(std::string(200, 'x')));
  std::uint32_t taken = 0;
  while (const auto number = table.number_of("name " + std::to_string(taken))) {
    ASSERT_EQ(*number, taken);
    ASSERT_LT(++taken, 1'000'000U);
  }
  EXPECT_EQ(table.number_of("name 5"), 5U);
  EXPECT_EQ(table.at(5), "name 5");
  EXPECT_EQ(table.at(taken - 1), "name " + std::to_string(taken - 1));
  EXPECT_FALSE(table.number_of("one more"));
}

TEST(NameTableTest, ThreadsThatNameAtOnceAgree) {
  store::NameTable table;
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (unsigned t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      Random random{t};
      for (int i = 0; i < 20'000; ++i) {
        const std::string name = "name " + std::to_string(random.below(3'000));
        if (table.at(*table.number_of(name)) != name) ++wrong;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace

}  // namespace expediter::tests
