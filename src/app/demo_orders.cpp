// The people and the purchase orders of the demo.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/demo_data.h"
#include "app/split_mix.h"
#include "app/synthetic_text.h"
#include "base/date.h"
#include "domain/role.h"

namespace expediter::app {

namespace {

using domain::kManagerRole;
using domain::kSuperuserRole;
using domain::kViewerRole;

constexpr std::array kUsers{
    DemoUser{"Ada Administrator", "admin@acme.com", kSuperuserRole},
    DemoUser{"Jane Doe", "jane.doe@acme.com", kManagerRole},
    DemoUser{"John Smith", "john.smith@acme.com", kViewerRole},
    DemoUser{"Priya Raman", "priya.raman@acme.com", kManagerRole},
    DemoUser{"Tomás Herrera", "tomas.herrera@acme.com", kManagerRole},
    DemoUser{"Mei Lin", "mei.lin@acme.com", kManagerRole},
    DemoUser{"Amara Okafor", "amara.okafor@acme.com", kManagerRole},
    DemoUser{"Lars Eriksen", "lars.eriksen@acme.com", kManagerRole},
    DemoUser{"Sofia Rossi", "sofia.rossi@acme.com", kManagerRole},
    DemoUser{"Kenji Tanaka", "kenji.tanaka@acme.com", kViewerRole},
    DemoUser{"Fatima Haddad", "fatima.haddad@acme.com", kViewerRole},
    DemoUser{"Ben Whitlock", "ben.whitlock@acme.com", kViewerRole},
};

std::string year_of(base::Date date) {
  return base::format_date(date).substr(0, 4);
}

}  // namespace

std::span<const DemoUser> demo_users() {
  return kUsers;
}

std::vector<domain::PurchaseOrder> make_demo_orders(base::Timestamp now) {
  constexpr std::array<std::string_view, 4> kStates{"Approved", "Sent", "Confirmed", "Partly Received"};
  const base::Date today = base::date_of(now);
  SplitMix random{42};
  std::vector<domain::PurchaseOrder> orders;
  // A standing order from before, and its successors of the last months, oldest first.
  orders.push_back({.id = kFirstDemoOrder,
                    .number = "PO-2024-001",
                    .document_status = "Confirmed",
                    .order_date = base::parse_date("2024-02-26"),
                    .supplier_number = "S-1001",
                    .supplier_name = std::string{suppliers()[0]}});
  for (int i = 1; i < kDemoOrders; ++i) {
    const std::int64_t age = std::int64_t{4} * (kDemoOrders - i) + random.between(0, 3);
    const base::Date date{today.days - static_cast<std::int32_t>(age)};
    // Few suppliers have many orders and many have few.
    const std::size_t supplier = std::min(random.below(suppliers().size()), random.below(suppliers().size()));
    orders.push_back({.id = kFirstDemoOrder + i,
                      .number = fmt::format("PO-{}-{:03}", year_of(date), 100 + i),
                      .document_status = std::string{random.pick(std::span{kStates})},
                      .order_date = date,
                      .supplier_number = fmt::format("S-{}", 1001 + supplier),
                      .supplier_name = std::string{suppliers()[supplier]}});
  }
  return orders;
}

}  // namespace expediter::app
