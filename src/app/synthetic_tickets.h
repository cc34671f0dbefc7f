#pragma once
// A store full of tickets for measuring: the n-th ticket of a seed is the same on every machine and at every
// time.
//
// What measurements rely on, whatever the seed: `zirconium` stands in one ticket of 50,000, `shipment` in one
// of two; one ticket of twelve is Open and High; there are 1,000 assignees and 12 categories; creation is
// spread over the two years before kNewest, in the order of the ids; one ticket of twenty has notes.

#include <cstdint>
#include <string>
#include <vector>

#include "app/split_mix.h"
#include "domain/purchase_order.h"
#include "domain/ticket.h"

namespace expediter::app {

inline constexpr std::size_t kSyntheticPeople = 1000;
inline constexpr std::int64_t kSyntheticOrders = 5000;
// 2026-10-01T00:00:00Z. Fixed: data must not depend on the day it was made.
inline constexpr base::Timestamp kNewest{1'790'812'800};
inline constexpr std::chrono::days kSpan{730};

// Immutable once made: any number of threads may draw from it.
class SyntheticTickets {
 public:
  // `count`: how many there will be, over which creation is spread.
  SyntheticTickets(std::uint64_t seed, std::int64_t count);

  // The n-th (from 0). Its id is 0 and its notes' too: whoever stores it gives ids out. Its purchase order is
  // by id; the order's number is not filled in.
  domain::Ticket make(std::int64_t n) const;
  // The purchase order of an id from 1 to kSyntheticOrders, `PO-2024-00042`.
  domain::PurchaseOrder make_order(std::int64_t id) const;
  const std::vector<std::string>& people() const { return people_; }  // E-mail addresses.

 private:
  std::uint64_t seed_;
  std::int64_t count_;
  std::vector<std::string> people_;
};

}  // namespace expediter::app
