#pragma once
// The demo: a small company's desk in the middle of its work. Everything is dated by the day it is made on,
// so that some tickets are overdue and some fall due this week whenever somebody looks.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/history.h"
#include "domain/purchase_order.h"
#include "domain/ticket.h"

namespace expediter::app {

inline constexpr std::string_view kDemoPassword = "expediter-demo";
inline constexpr int kDemoTickets = 300;
inline constexpr int kDemoOrders = 40;
inline constexpr std::int64_t kFirstDemoOrder = 42;  // PO-2024-001, as the API's examples have it.

struct DemoUser {
  std::string_view fullname;
  std::string_view email;
  std::int64_t role_id;
};
// A dozen; the first is a Superuser, the second an Issue Tracker Manager, the third an Issue Tracker Viewer.
std::span<const DemoUser> demo_users();

struct DemoTicket {
  domain::Ticket ticket;  // Without ids.
  std::vector<domain::HistoryEntry> history;
};

// Pure functions of the moment: the same second makes the same data.
std::vector<domain::PurchaseOrder> make_demo_orders(base::Timestamp now);
std::vector<DemoTicket> make_demo_tickets(base::Timestamp now);  // In the order of their creation.

// Fills a data directory in which nobody has an account yet: with users, and with what it lacks of orders and
// tickets (those that `load` made stay). Returns whether the demo's users are in it, by this call or an
// earlier one; where others are, nothing is changed. The caller holds its lock and nothing has its database
// open. Tickets come first and users last, each as a whole: interrupted, it is taken up again at the next
// call.
bool write_demo_data(const std::string& directory, const base::Clock& clock,
                     const std::string& audit_key = {});

}  // namespace expediter::app
