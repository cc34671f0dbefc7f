#pragma once
// The register of purchase orders: changes within the change that the writer is applying.

#include "domain/purchase_order.h"
#include "service/caller.h"
#include "store/writer.h"

namespace expediter::service {

using OrderPatch = schema::Patch<domain::PurchaseOrder>;

// Whether the caller may know of the register more than tickets show of it: of the orders that tickets link
// to, id and number. Everything that answers about tickets asks here.
bool may_view_register(const Caller& caller);

domain::PurchaseOrder get_purchase_order(sql::Connection& connection, std::int64_t id);
// Throws purchase_order_invalid, also where the id or the number is taken.
domain::PurchaseOrder create_purchase_order(store::WriteContext& context, const OrderPatch& patch);
domain::PurchaseOrder update_purchase_order(store::WriteContext& context, std::int64_t id,
                                            const OrderPatch& patch);
// Throws purchase_order_in_use where a ticket links to it.
void delete_purchase_order(store::WriteContext& context, const Caller& caller, std::int64_t id);

}  // namespace expediter::service
