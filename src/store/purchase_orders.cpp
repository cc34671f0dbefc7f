#include "store/purchase_orders.h"

#include "store/rows.h"
#include "store/search_index.h"
#include "store/tickets.h"

namespace expediter::store {

using domain::PurchaseOrder;

std::optional<PurchaseOrder> find_purchase_order(sql::Connection& connection, std::int64_t id) {
  return find_row<PurchaseOrder>(connection, id);
}

std::optional<PurchaseOrder> find_purchase_order(sql::Connection& connection, std::string_view number) {
  auto row = connection.prepare("SELECT id FROM purchase_orders WHERE number = ?");
  row.bind(1, number);
  if (!row.step()) return std::nullopt;
  return find_purchase_order(connection, row.integer(0));
}

bool is_order_number_taken(sql::Connection& connection, std::string_view number, std::int64_t id) {
  auto row = connection.prepare("SELECT 1 FROM purchase_orders WHERE number = ? AND id <> ?");
  row.bind(1, number).bind(2, id);
  return row.step();
}

namespace {

// One above the highest id, unless ids were chosen up to the last there is: then the highest that is free
// above another. Older databases may hold ids beyond the last; they count for nothing.
std::int64_t next_order_id(sql::Connection& connection) {
  auto row = connection.prepare(
      "SELECT id + 1 FROM purchase_orders AS below WHERE id < ? AND NOT EXISTS (SELECT 1 FROM "
      "purchase_orders WHERE id = below.id + 1) ORDER BY id DESC LIMIT 1");
  row.bind(1, schema::kLargestExactInteger);
  return row.step() ? row.integer(0) : 1;
}

}  // namespace

bool has_linked_tickets(sql::Connection& connection, std::int64_t id) {
  auto row = connection.prepare("SELECT 1 FROM tickets WHERE linked_po_id = ? LIMIT 1");
  row.bind(1, id);
  return row.step();
}

std::int64_t insert_purchase_order(WriteContext& context, const PurchaseOrder& order) {
  auto insert = context.db().prepare(insert_sql<PurchaseOrder>());
  std::string scratch;
  bind_row(insert, order, scratch);
  const std::int64_t id = order.id != 0 ? order.id : next_order_id(context.db());
  insert.bind(1, id).run();
  set_order_terms(context.db(), id, order.number, order.supplier_name.value_or(""));
  invalidate_tickets_of(context, id);
  return id;
}

void insert_purchase_order_unless_there(WriteContext& context, const PurchaseOrder& order) {
  if (!find_purchase_order(context.db(), order.id) &&
      !is_order_number_taken(context.db(), order.number, order.id))
    insert_purchase_order(context, order);
}

void update_purchase_order(WriteContext& context, const PurchaseOrder& before, const PurchaseOrder& after) {
  auto update = context.db().prepare(update_sql<PurchaseOrder>());
  std::string scratch;
  bind_row(update, after, scratch);
  update.run();
  if (before.number != after.number || before.supplier_name != after.supplier_name)
    set_order_terms(context.db(), after.id, after.number, after.supplier_name.value_or(""));
  if (before.number != after.number) invalidate_tickets_of(context, after.id);
}

void delete_purchase_order(WriteContext& context, std::int64_t id) {
  context.db().prepare("DELETE FROM purchase_orders WHERE id = ?").bind(1, id).run();
  set_order_terms(context.db(), id, "", "");
  invalidate_tickets_of(context, id);
}

}  // namespace expediter::store
