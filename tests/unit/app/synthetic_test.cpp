#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "app/synthetic_text.h"
#include "app/synthetic_tickets.h"
#include "base/random.h"
#include "base/text.h"
#include "store/rendered_ticket.h"

namespace expediter::app {

using testing::HasSubstr;
using testing::Not;

namespace {

std::string json_of(domain::Ticket ticket, std::int64_t n) {
  ticket.id.number = n + 1;
  std::string out;
  store::RenderedTicket{ticket, 0}.append_to(out);
  return out;
}

bool mentions(const domain::Ticket& ticket, std::string_view word) {
  return base::fold_case(ticket.title + " " + ticket.description.value_or("")).find(word) !=
         std::string::npos;
}

}  // namespace

TEST(SplitMix, GivesTheNumbersOfItsPublishedDefinition) {
  SplitMix random{1234567};
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
}

TEST(SplitMix, RangesAreReachedFromEndToEndAndNotLeft) {
  SplitMix random{1};
  std::set<std::int64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.between(-2, 2));
  EXPECT_EQ(seen, (std::set<std::int64_t>{-2, -1, 0, 1, 2}));
  EXPECT_EQ(SplitMix{7}.below(1), 0U);
}

TEST(SyntheticText, EveryScenarioSaysShipmentInOneTellingAndNotInTheOther) {
  SplitMix random{1};
  for (const Scenario& scenario : scenarios()) {
    const Subject subject = make_subject(random);
    const auto told = [&](const Scenario::Telling& telling) {
      return base::fold_case(fill_in(telling.title, subject) + " " + fill_in(telling.description, subject));
    };
    EXPECT_THAT(told(scenario.with_shipment), HasSubstr("shipment"));
    EXPECT_THAT(told(scenario.without_shipment), Not(HasSubstr("shipment")));
    EXPECT_THAT(told(scenario.with_shipment) + told(scenario.without_shipment), Not(HasSubstr("{")));
  }
  for (const std::string_view note : note_texts())
    EXPECT_THAT(base::fold_case(fill_in(note, make_subject(random))), Not(HasSubstr("shipment")));
}

TEST(SyntheticText, PlaceholdersAreFilledWhereverTheyStand) {
  const Subject subject{.supplier = "S", .item = "I", .place = "P", .carrier = "C", .pieces = 5, .days = 6};
  EXPECT_EQ(fill_in("{supplier}{item} {place}-{carrier} {n}/{d}", subject), "SI P-C 5/6");
  EXPECT_EQ(fill_in("", subject), "");
  EXPECT_EQ(fill_in("plain", subject), "Plain") << "a sentence, whatever it begins with";
}

TEST(SyntheticTickets, AreTheSameOnEveryMachineAtEveryTime) {
  const SyntheticTickets tickets{1, 1000};
  std::string all;
  for (std::int64_t n = 0; n < 1000; ++n) all += json_of(tickets.make(n), n);
  // What this very text was when it was written. Another value means that measurements can no longer be
  // compared.
  EXPECT_EQ(base::content_tag(all), "G0mjJ4C01VbDRG59qZLdaA");
}

TEST(SyntheticTickets, CanBeMadeInAnyOrder) {
  const SyntheticTickets tickets{5, 100};
  const domain::Ticket late = tickets.make(99);
  static_cast<void>(tickets.make(3));
  EXPECT_EQ(tickets.make(99), late);
}

TEST(SyntheticTickets, DifferFromSeedToSeed) {
  EXPECT_NE((SyntheticTickets{1, 10}.make(4)), (SyntheticTickets{2, 10}.make(4)));
}

TEST(SyntheticTickets, HaveTheSharesThatMeasurementsRelyOn) {
  constexpr std::int64_t kCount = 100'000;
  const SyntheticTickets tickets{1, kCount};
  std::int64_t open_and_high = 0;
  std::int64_t with_shipment = 0;
  std::int64_t with_zirconium = 0;
  std::int64_t with_notes = 0;
  std::size_t bytes = 0;
  std::set<std::string> assignees;
  std::set<std::string> categories;
  for (std::int64_t n = 0; n < kCount; ++n) {
    const domain::Ticket ticket = tickets.make(n);
    open_and_high +=
        static_cast<int>(ticket.status == domain::Status::open && ticket.priority == domain::Priority::high);
    with_shipment += static_cast<int>(mentions(ticket, "shipment"));
    with_zirconium += static_cast<int>(mentions(ticket, "zirconium"));
    with_notes += static_cast<int>(!ticket.notes.empty());
    if (ticket.assignee_email) assignees.insert(*ticket.assignee_email);
    categories.insert(ticket.category);
    if (n % 10 == 0) bytes += json_of(ticket, n).size();
  }
  EXPECT_NEAR(static_cast<double>(open_and_high) / kCount, 1.0 / 12, 0.005);
  EXPECT_NEAR(static_cast<double>(with_shipment) / kCount, 0.5, 0.01);
  EXPECT_NEAR(static_cast<double>(with_notes) / kCount, 0.05, 0.005);
  EXPECT_EQ(with_zirconium, 2);
  EXPECT_EQ(assignees.size(), kSyntheticPeople);
  EXPECT_EQ(categories.size(), 12U);
  EXPECT_NEAR(static_cast<double>(bytes) * 10 / kCount, 475, 25);
}

TEST(SyntheticTickets, TimesAreInOrderAndWithinTheTwoYears) {
  constexpr std::int64_t kCount = 10'000;
  const SyntheticTickets tickets{1, kCount};
  base::Timestamp before = kNewest - kSpan;
  for (std::int64_t n = 0; n < kCount; ++n) {
    const domain::Ticket ticket = tickets.make(n);
    EXPECT_GE(ticket.created_at, before);
    EXPECT_GE(ticket.updated_at, ticket.created_at);
    EXPECT_LE(ticket.updated_at, kNewest);
    for (const domain::Note& note : ticket.notes) {
      EXPECT_GE(note.created_at, ticket.created_at);
      EXPECT_LE(note.created_at, ticket.updated_at);
    }
    before = ticket.created_at;
  }
}

TEST(SyntheticTickets, LinkToOrdersThatExist) {
  const SyntheticTickets tickets{1, 1000};
  for (std::int64_t n = 0; n < 1000; ++n)
    if (const auto id = tickets.make(n).linked_po_id) {
      EXPECT_GE(*id, 1);
      EXPECT_LE(*id, kSyntheticOrders);
    }
  const domain::PurchaseOrder order = tickets.make_order(42);
  EXPECT_EQ(order.number, "PO-2024-00042");
  EXPECT_EQ(order, tickets.make_order(42));
}

}  // namespace expediter::app
