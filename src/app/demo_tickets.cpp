// The tickets of the demo, each with a life of its own: created, taken up, talked about, settled.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/demo_data.h"
#include "app/split_mix.h"
#include "app/synthetic_text.h"
#include "base/date.h"

namespace expediter::app {

namespace {

using domain::Action;
using domain::Priority;
using domain::Status;
using domain::Ticket;

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kDemoDays = 120;

std::string email(std::size_t user) {
  return std::string{demo_users()[user].email};
}

// Somebody who works on tickets, or for `any` also somebody who only looks.
std::string draw_worker(SplitMix& random) {
  constexpr std::array<std::size_t, 7> kWorkers{1, 3, 4, 5, 6, 7, 8};
  // Jane has more on her desk than others: most demos are seen through her eyes.
  return email(random.chance(1, 5) ? 1 : random.pick(std::span{kWorkers}));
}
std::string draw_anybody(SplitMix& random) {
  return email(1 + random.below(demo_users().size() - 1));
}

Priority draw_priority(SplitMix& random) {
  constexpr std::array kOf{Priority::low,    Priority::low,     Priority::medium, Priority::medium,
                           Priority::medium, Priority::medium,  Priority::high,   Priority::high,
                           Priority::high,   Priority::critical};
  return random.pick(std::span{kOf});
}

// The older a ticket is, the likelier it is settled.
Status draw_status(SplitMix& random, std::int64_t age_days) {
  const auto settled =
      static_cast<std::uint64_t>(std::min<std::int64_t>(20 + age_days * 75 / kDemoDays * 2, 88));
  if (random.chance(settled, 100)) return random.chance(2, 5) ? Status::resolved : Status::closed;
  return random.chance(2, 5) ? Status::in_progress : Status::open;
}

// Follows one ticket through time; every event is later than the one before and not later than now.
class Life {
 public:
  Life(DemoTicket& made, base::Timestamp now, SplitMix& random)
      : made_(made), now_(now), random_(random), at_(made.ticket.created_at) {
    record(Action::created, made.ticket.reporter_email, std::nullopt, std::nullopt, made.ticket.title);
  }

  void change(std::string_view by, std::string_view field, std::string from, std::string to) {
    pass();
    record(Action::changed, by, std::string{field}, std::move(from), std::move(to));
  }

  void note(std::string by, std::string text) {
    pass();
    record(Action::note_added, by, std::nullopt, std::nullopt, text);
    made_.ticket.notes.push_back({.id = 0,
                                  .text = std::move(text),
                                  .author_email = std::move(by),
                                  .created_at = at_,
                                  .updated_at = at_});
  }

 private:
  // Some working time goes by: up to a third of what is left.
  void pass() {
    const std::int64_t left = now_.seconds - at_.seconds;
    at_.seconds += std::min(random_.between(20 * 60, 3 * kDay), std::max<std::int64_t>(left / 3, 0));
  }
  void record(Action action, std::string_view by, std::optional<std::string> field,
              std::optional<std::string> from, std::optional<std::string> to) {
    made_.ticket.updated_at = at_;
    made_.history.push_back({.id = 0,
                             .changed_at = at_,
                             .changed_by = std::string{by},
                             .action = action,
                             .field = std::move(field),
                             .from = std::move(from),
                             .to = std::move(to)});
  }

  DemoTicket& made_;
  base::Timestamp now_;
  SplitMix& random_;
  base::Timestamp at_;
};

std::string long_description(std::string_view sentence, const Subject& subject,
                             const domain::PurchaseOrder& order) {
  return fmt::format(
      "{}\n\n- Order: **{}**\n- Supplier: {} ({})\n- Pieces: {}\n- Site: {}\n\nNext step: agree a date with "
      "{} and tell "
      "planning.",
      sentence, order.number, subject.supplier, *order.supplier_number, subject.pieces, subject.place,
      subject.supplier);
}

void write_texts(Ticket& ticket, const Subject& subject, const domain::PurchaseOrder& order,
                 SplitMix& random) {
  const Scenario& scenario = random.pick(scenarios());
  const auto& telling = random.chance(1, 2) ? scenario.with_shipment : scenario.without_shipment;
  ticket.category = scenario.category;
  ticket.title = fill_in(telling.title, subject);
  const std::string sentence = fill_in(telling.description, subject);
  if (random.chance(1, 3))
    ticket.description = long_description(sentence, subject, order);
  else if (random.chance(9, 10))
    ticket.description = sentence;
}

void live(DemoTicket& made, Status until, const Subject& subject, base::Timestamp now, SplitMix& random) {
  constexpr std::array<std::string_view, domain::kStatusCount> kLabels = schema::EnumLabels<Status>::labels;
  Life life{made, now, random};
  const std::string worker = made.ticket.assignee_email.value_or(email(1));
  const auto talk = [&](std::int64_t times) {
    for (std::int64_t i = 0; i < times; ++i)
      life.note(random.chance(2, 3) ? worker : draw_worker(random),
                fill_in(random.pick(note_texts()), subject));
  };
  if (random.chance(1, 3)) talk(1);
  for (Status status = Status::open; status < until;) {
    const auto next = static_cast<Status>(static_cast<int>(status) + 1);
    life.change(worker, "Status", std::string{kLabels[static_cast<std::size_t>(status)]},
                std::string{kLabels[static_cast<std::size_t>(next)]});
    status = next;
    if (status != Status::closed && random.chance(1, 2)) talk(random.between(1, 2));
  }
  made.ticket.status = until;
}

// By what is still open and how soon: a third of it is overdue or due within three days.
std::optional<base::Date> draw_due_date(const Ticket& ticket, Status until, base::Timestamp now,
                                        SplitMix& random) {
  if (random.chance(1, 8)) return std::nullopt;
  const base::Date created = base::date_of(ticket.created_at);
  const base::Date today = base::date_of(now);
  if (domain::is_settled(until))
    return base::Date{created.days + static_cast<std::int32_t>(random.between(5, 30))};
  const std::int64_t days = random.chance(1, 4) ? random.between(-9, -1) : random.between(0, 28);
  return base::Date{std::max(created.days, today.days + static_cast<std::int32_t>(days))};
}

DemoTicket make_ticket(base::Timestamp created, const domain::PurchaseOrder& order, base::Timestamp now,
                       SplitMix& random) {
  DemoTicket made;
  Ticket& ticket = made.ticket;
  Subject subject = make_subject(random);
  subject.supplier = *order.supplier_name;
  write_texts(ticket, subject, order, random);
  ticket.priority = draw_priority(random);
  ticket.created_at = created;
  ticket.reporter_email = draw_anybody(random);
  if (random.chance(7, 8)) ticket.assignee_email = draw_worker(random);
  if (random.chance(5, 6)) ticket.linked_po_id = order.id;
  domain::subscribe_assignee(ticket);
  if (const std::string watcher = draw_anybody(random);
      random.chance(1, 3) && watcher != ticket.assignee_email)
    ticket.subscribers.push_back(watcher);
  const Status until = draw_status(random, (now.seconds - created.seconds) / kDay);
  ticket.due_date = draw_due_date(ticket, until, now, random);
  live(made, until, subject, now, random);
  return made;
}

// The ticket of the API's examples comes first.
DemoTicket make_first(base::Timestamp created, base::Timestamp now, SplitMix& random) {
  DemoTicket made;
  Ticket& ticket = made.ticket;
  ticket.title = "Delayed shipment from Acme";
  ticket.description = "PO-2024-001 ETA pushed by 5 days.";
  ticket.priority = Priority::high;
  ticket.category = "Procurement";
  ticket.created_at = created;
  ticket.reporter_email = email(2);
  ticket.assignee_email = email(1);
  ticket.linked_po_id = kFirstDemoOrder;
  ticket.due_date = base::Date{base::date_of(now).days + 2};
  domain::subscribe_assignee(ticket);
  Life life{made, now, random};
  life.note(email(1), "Carrier confirmed the new ETA.");
  return made;
}

}  // namespace

std::vector<DemoTicket> make_demo_tickets(base::Timestamp now) {
  SplitMix random{2024};
  const std::vector<domain::PurchaseOrder> orders = make_demo_orders(now);
  std::vector<DemoTicket> tickets;
  tickets.reserve(kDemoTickets);
  const std::int64_t begin = now.seconds - kDemoDays * kDay;
  for (std::int64_t i = 0; i < kDemoTickets; ++i) {
    // Evenly over the time, the last ones in the hours before now.
    const base::Timestamp created{begin + (kDemoDays * kDay - 2 * kHour) * i / (kDemoTickets - 1) +
                                  random.between(0, kHour)};
    if (i == 0) {
      tickets.push_back(make_first(created, now, random));
      continue;
    }
    // An order causes tickets from shortly before its date on; the latest few that fit are taken.
    const auto newest = static_cast<std::int64_t>(orders.size()) * (i + 20) / (kDemoTickets + 20);
    const std::int64_t order = std::clamp<std::int64_t>(newest - random.between(0, 8), 0, kDemoOrders - 1);
    tickets.push_back(make_ticket(created, orders[static_cast<std::size_t>(order)], now, random));
  }
  return tickets;
}

}  // namespace expediter::app
