#include "service/purchase_orders.h"

#include "service/audit.h"
#include "store/purchase_orders.h"

namespace expediter::service {

namespace {

using base::Error;
using base::ErrorCode;
using domain::PurchaseOrder;

// `id`: of the order that has the number already, if it may; 0 for none.
void check_number(sql::Connection& connection, std::string_view number, std::int64_t id,
                  base::Violations& violations) {
  if (store::is_order_number_taken(connection, number, id))
    schema::violate(violations, {.field = "PO List Number"}, base::violation::kNotUnique,
                    "PO List Number belongs to another purchase order.");
}

void refuse_if_any(base::Violations violations) {
  if (!violations.empty()) throw Error{ErrorCode::purchase_order_invalid, std::move(violations)};
}

}  // namespace

bool may_view_register(const Caller& caller) {
  return caller.may(domain::Area::procurement, domain::Level::view);
}

PurchaseOrder get_purchase_order(sql::Connection& connection, std::int64_t id) {
  auto order = store::find_purchase_order(connection, id);
  if (!order) throw Error{ErrorCode::purchase_order_not_found};
  return *std::move(order);
}

PurchaseOrder create_purchase_order(store::WriteContext& context, const OrderPatch& patch) {
  PurchaseOrder order;
  schema::apply_patch(order, patch);
  base::Violations violations;
  if (order.id != 0 && store::find_purchase_order(context.db(), order.id))
    schema::violate(violations, {.field = "id"}, base::violation::kNotUnique,
                    "id belongs to another purchase order.");
  check_number(context.db(), order.number, 0, violations);
  refuse_if_any(std::move(violations));
  order.id = store::insert_purchase_order(context, order);
  return order;
}

PurchaseOrder update_purchase_order(store::WriteContext& context, std::int64_t id, const OrderPatch& patch) {
  const PurchaseOrder before = get_purchase_order(context.db(), id);
  base::Violations violations;
  schema::refuse_server_changes(before, patch, violations);
  PurchaseOrder after = before;
  schema::apply_patch(after, patch);
  after.id = id;
  check_number(context.db(), after.number, id, violations);
  refuse_if_any(std::move(violations));
  if (after != before) store::update_purchase_order(context, before, after);
  return after;
}

void delete_purchase_order(store::WriteContext& context, const Caller& caller, std::int64_t id) {
  const PurchaseOrder order = get_purchase_order(context.db(), id);
  if (store::has_linked_tickets(context.db(), id)) throw Error{ErrorCode::purchase_order_in_use};
  store::delete_purchase_order(context, id);
  record(context, caller, AuditAction::purchase_order_deleted,
         {fmt::format("purchase order {} {}", id, order.number)});
}

}  // namespace expediter::service
