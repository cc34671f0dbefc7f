#include "app/demo_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/split_mix.h"
#include "app/synthetic_text.h"
#include "app/synthetic_tickets.h"
#include "domain/role.h"
#include "service/passwords.h"
#include "store/bulk_load.h"
#include "store/database.h"
#include "store/purchase_orders.h"
#include "store/users.h"

namespace expediter::app {

namespace {

constexpr std::uint64_t kSeed = 2024;
constexpr std::int64_t kTickets = 300;
constexpr std::int64_t kFirstOrder = 3;
constexpr std::int64_t kLastOrder = 42;
// The made-up tickets are spread over two years; a demo's over four months.
constexpr std::int64_t kPace = 6;

struct DemoUser {
  std::string_view fullname;
  std::string_view username;
  std::int64_t role_id;
};
constexpr std::array<DemoUser, 12> kUsers{{
    {"Ada Admin", "admin", domain::kSuperuserRole},
    {"Jane Doe", "jane.doe", domain::kManagerRole},
    {"John Smith", "john.smith", domain::kViewerRole},
    {"Maria Costa", "maria.costa", domain::kManagerRole},
    {"Nils Eriksen", "nils.eriksen", domain::kManagerRole},
    {"Priya Haddad", "priya.haddad", domain::kManagerRole},
    {"Tomas Novak", "tomas.novak", domain::kManagerRole},
    {"Yuki Tanaka", "yuki.tanaka", domain::kManagerRole},
    {"Laura Moreau", "laura.moreau", domain::kManagerRole},
    {"Omar Okafor", "omar.okafor", domain::kViewerRole},
    {"Sofia Rossi", "sofia.rossi", domain::kViewerRole},
    {"Hugo Weber", "hugo.weber", domain::kViewerRole},
}};

std::string email_of(const DemoUser& user) {
  return fmt::format("{}@acme.com", user.username);
}

// Those who work on tickets.
std::vector<std::string> managers() {
  std::vector<std::string> emails;
  for (const DemoUser& user : kUsers)
    if (user.role_id == domain::kManagerRole) emails.push_back(email_of(user));
  return emails;
}

domain::PurchaseOrder make_order(std::int64_t id, base::Date today) {
  constexpr std::array<std::string_view, 3> kStatuses{"Confirmed", "Partially delivered", "Open"};
  SplitMix random{kSeed + static_cast<std::uint64_t>(id)};
  domain::PurchaseOrder order;
  order.id = id;
  // Numbers count down to the first: order 42 is PO-2024-001.
  order.number = fmt::format("PO-2024-{:03}", kLastOrder + 1 - id);
  order.document_status = random.pick(std::span{kStatuses});
  order.order_date = base::Date{today.days - static_cast<std::int32_t>(random.between(20, 160))};
  const auto supplier = random.below(suppliers().size());
  order.supplier_number = fmt::format("S-{}", 10'010 + 10 * supplier);
  order.supplier_name = suppliers()[supplier];
  return order;
}

// Brings a made-up ticket into the demo's company and around today.
domain::Ticket adopt(domain::Ticket ticket, const std::vector<std::string>& people, base::Timestamp now,
                     SplitMix& random) {
  const auto nearer = [&](base::Timestamp time) {
    return base::Timestamp{now.seconds - (kNewest.seconds - time.seconds) / kPace};
  };
  ticket.created_at = nearer(ticket.created_at);
  const std::int64_t age = now.seconds - ticket.created_at.seconds;
  ticket.updated_at = {ticket.created_at.seconds + age * random.between(0, 1000) / 1000};
  ticket.reporter_email = random.pick(std::span{people});
  ticket.subscribers.clear();
  if (ticket.assignee_email) ticket.assignee_email = random.pick(std::span{people});
  domain::subscribe_assignee(ticket);
  ticket.linked_po_id.reset();
  if (random.chance(4, 5)) ticket.linked_po_id = random.between(kFirstOrder, kLastOrder);
  const std::int64_t worked_on = ticket.updated_at.seconds - ticket.created_at.seconds;
  const auto notes = static_cast<std::int64_t>(ticket.notes.size());
  for (std::int64_t i = 0; i < notes; ++i) {
    domain::Note& note = ticket.notes[static_cast<std::size_t>(i)];
    note.author_email = random.pick(std::span{people});
    note.created_at = note.updated_at = {ticket.created_at.seconds + worked_on * (i + 1) / notes};
  }
  if (!ticket.due_date) return ticket;
  // Open work is due around now, some of it late; what is settled was due when it was settled.
  const bool settled = domain::is_settled(ticket.status);
  const base::Date around = base::date_of(settled ? ticket.updated_at : now);
  ticket.due_date = base::Date{around.days + static_cast<std::int32_t>(random.between(-8, settled ? 8 : 28))};
  return ticket;
}

void add_tickets(const std::string& file, base::Timestamp now) {
  store::BulkLoad load{file};
  const SyntheticTickets made_up{kSeed, kTickets};
  const auto people = managers();
  SplitMix random{kSeed};
  for (std::int64_t n = 0; n < kTickets; ++n) load.add(adopt(made_up.make(n), people, now, random));
  load.finish([](std::string_view) {});
}

void add_orders(store::WriteContext& context) {
  for (std::int64_t id = kFirstOrder; id <= kLastOrder; ++id)
    store::insert_purchase_order(context, make_order(id, base::date_of(context.now())));
}

void add_users(store::WriteContext& context, const std::string& password_hash) {
  for (const DemoUser& from : kUsers) {
    domain::User user;
    user.fullname = from.fullname;
    user.username = from.username;
    user.email = email_of(from);
    user.role_id = from.role_id;
    user.first_signin = false;
    const std::int64_t id = store::insert_user(context, user, password_hash);
    store::set_password(context, id, password_hash, false);
  }
}

bool has_users(const std::string& file) {
  sql::Connection connection{file, {}};
  return store::count_users(connection) > 0;
}

bool has_tickets(const std::string& file) {
  sql::Connection connection{file, {}};
  return store::read_writer_state(connection).last_ticket_id > 0;
}

}  // namespace

bool write_demo_data(const std::string& directory, const base::Clock& clock) {
  const std::string file = store::database_file(directory);
  const std::string hash = service::hash_password(kDemoPassword);
  {
    store::Database database{directory, clock, {}};
    if (has_users(file)) return false;
    // Of an earlier attempt that did not come to its end.
    database.writer().run([](store::WriteContext& context) {
      auto known = context.db().prepare("SELECT COUNT(*) FROM purchase_orders");
      known.step();
      if (known.integer(0) == 0) add_orders(context);
      return 0;
    });
  }
  if (!has_tickets(file)) add_tickets(file, clock.now());
  store::Database database{directory, clock, {}};
  database.writer().run([&](store::WriteContext& context) {
    add_users(context, hash);
    return 0;
  });
  return true;
}

}  // namespace expediter::app
