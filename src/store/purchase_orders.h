#pragma once
// The register of purchase orders in and out of the database. Tickets that link to one whose number becomes
// known, changes or goes are rendered anew by whoever reads them next.

#include <optional>
#include <string_view>

#include "domain/purchase_order.h"
#include "store/writer.h"

namespace expediter::store {

std::optional<domain::PurchaseOrder> find_purchase_order(sql::Connection& connection, std::int64_t id);
std::optional<domain::PurchaseOrder> find_purchase_order(sql::Connection& connection,
                                                         std::string_view number);
// Whether another order than that of `id` has the number.
bool is_order_number_taken(sql::Connection& connection, std::string_view number, std::int64_t id);
bool has_linked_tickets(sql::Connection& connection, std::int64_t id);

// Under `order.id`, or under the next free id where that is 0. Returns the id.
std::int64_t insert_purchase_order(WriteContext& context, const domain::PurchaseOrder& order);
// The same, unless the register has an order of its id or its number.
void insert_purchase_order_unless_there(WriteContext& context, const domain::PurchaseOrder& order);
void update_purchase_order(WriteContext& context, const domain::PurchaseOrder& before,
                           const domain::PurchaseOrder& after);
void delete_purchase_order(WriteContext& context, std::int64_t id);

}  // namespace expediter::store
