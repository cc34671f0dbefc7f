#include "app/synthetic_tickets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/synthetic_text.h"

namespace expediter::app {

namespace {

using domain::Priority;
using domain::Status;
using domain::Ticket;

constexpr std::int64_t kRareEvery = 50'000;
constexpr std::int64_t kRareAt = 17;
constexpr std::int64_t kDay = 86'400;

constexpr std::array<std::string_view, 40> kFirstNames{
    "ada",   "amir",  "anna",  "bela",  "bruno", "carla", "chen",  "clara", "david", "diego",
    "elena", "emil",  "fatma", "felix", "grace", "hana",  "hugo",  "ines",  "ivan",  "jana",
    "jonas", "karim", "kofi",  "laura", "leo",   "lucia", "maria", "mei",   "nadia", "nils",
    "olga",  "omar",  "pablo", "priya", "rosa",  "samir", "sofia", "tomas", "yuki",  "zoe"};
constexpr std::array<std::string_view, 25> kLastNames{
    "adler",  "barros", "costa", "dietz",  "eriksen", "fischer", "garcia", "haddad", "ito",
    "jensen", "kaya",   "lang",  "moreau", "novak",   "okafor",  "petrov", "quint",  "rossi",
    "silva",  "tanaka", "urban", "vogel",  "weber",   "yilmaz",  "zimmer"};
static_assert(kFirstNames.size() * kLastNames.size() == kSyntheticPeople);

// Twelve equal parts: a quarter is open, and of each status a third is high, so one in twelve is both.
Status draw_status(SplitMix& random) {
  constexpr std::array kOf{Status::open,        Status::open,     Status::open,     Status::in_progress,
                           Status::in_progress, Status::resolved, Status::resolved, Status::resolved,
                           Status::closed,      Status::closed,   Status::closed,   Status::closed};
  return random.pick(std::span{kOf});
}
Priority draw_priority(SplitMix& random) {
  constexpr std::array kOf{Priority::low,    Priority::low,    Priority::low,    Priority::medium,
                           Priority::medium, Priority::medium, Priority::medium, Priority::high,
                           Priority::high,   Priority::high,   Priority::high,   Priority::critical};
  return random.pick(std::span{kOf});
}

void write_texts(Ticket& ticket, std::int64_t n, const Subject& subject, SplitMix& random) {
  const Scenario& scenario = random.pick(scenarios());
  const auto& telling = random.chance(1, 2) ? scenario.with_shipment : scenario.without_shipment;
  ticket.category = scenario.category;
  ticket.title = fill_in(telling.title, subject);
  ticket.description = fill_in(telling.description, subject);
  if (n % kRareEvery == kRareAt) *ticket.description += " Replace by zirconium oxide where possible.";
}

void add_notes(Ticket& ticket, const Subject& subject, const std::vector<std::string>& people,
               SplitMix& random) {
  const std::int64_t count = random.between(1, 3);
  // Between creation and the last change, oldest first; the last note is the last change.
  const std::int64_t open_for = ticket.updated_at.seconds - ticket.created_at.seconds;
  for (std::int64_t i = 1; i <= count; ++i) {
    domain::Note note;
    note.text = fill_in(random.pick(note_texts()), subject);
    note.author_email = random.pick(std::span{people});
    note.created_at = note.updated_at = {ticket.created_at.seconds + open_for * i / count};
    ticket.notes.push_back(std::move(note));
  }
}

}  // namespace

SyntheticTickets::SyntheticTickets(std::uint64_t seed, std::int64_t count)
    : seed_(seed), count_(std::max<std::int64_t>(count, 1)) {
  people_.reserve(kSyntheticPeople);
  for (const std::string_view first : kFirstNames)
    for (const std::string_view last : kLastNames)
      people_.push_back(fmt::format("{}.{}@acme.com", first, last));
}

Ticket SyntheticTickets::make(std::int64_t n) const {
  // A generator of its own for each ticket: any of them can be made without those before it.
  SplitMix random{seed_ + static_cast<std::uint64_t>(n) * 0xD1342543DE82EF95U};
  random.next();
  Ticket ticket;
  const Subject subject = make_subject(random);
  write_texts(ticket, n, subject, random);
  ticket.status = draw_status(random);
  ticket.priority = draw_priority(random);
  if (random.chance(9, 10)) ticket.assignee_email = random.pick(std::span{people_});
  ticket.reporter_email = random.pick(std::span{people_});

  const std::int64_t span = std::chrono::seconds{kSpan}.count();
  ticket.created_at = {kNewest.seconds - span + span * n / count_};
  // A tenth was never touched again; the rest within two months, and never after the newest moment.
  const std::int64_t later = random.chance(1, 10) ? 0 : random.between(60, 60 * kDay);
  ticket.updated_at = {std::min(ticket.created_at.seconds + later, kNewest.seconds)};
  if (random.chance(4, 5))
    ticket.due_date =
        base::Date{base::date_of(ticket.created_at).days + static_cast<std::int32_t>(random.between(2, 45))};
  if (random.chance(3, 5)) ticket.linked_po_id = random.between(1, kSyntheticOrders);
  domain::subscribe_assignee(ticket);
  if (random.chance(1, 8) && ticket.assignee_email != ticket.reporter_email)
    ticket.subscribers.push_back(ticket.reporter_email);
  if (random.chance(1, 20)) add_notes(ticket, subject, people_, random);
  return ticket;
}

domain::PurchaseOrder SyntheticTickets::make_order(std::int64_t id) const {
  SplitMix random{seed_ ^ static_cast<std::uint64_t>(id) * 0xD1342543DE82EF95U};
  domain::PurchaseOrder order;
  order.id = id;
  order.number = fmt::format("PO-2024-{:05}", id);
  order.document_status = random.chance(1, 4) ? "Closed" : "Open";
  order.order_date =
      base::Date{base::date_of(kNewest).days - static_cast<std::int32_t>(random.between(1, kSpan.count()))};
  const std::size_t supplier = random.below(suppliers().size());
  order.supplier_number = fmt::format("S-{}", 1001 + supplier);
  order.supplier_name = suppliers()[supplier];
  return order;
}

}  // namespace expediter::app
