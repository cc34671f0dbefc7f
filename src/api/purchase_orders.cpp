// The routes of the register of purchase orders.

#include "service/purchase_orders.h"

#include "api/entity_answers.h"
#include "api/preconditions.h"
#include "api/resources.h"

namespace expediter::api {

namespace {

using base::ErrorCode;
using domain::Area;
using domain::PurchaseOrder;
using http::Method;

void list_orders(Call& call) {
  answer_list<PurchaseOrder>(call, {schema::kIndexOf<&PurchaseOrder::id>, false},
                             store::everything_visible());
}

void get_order(Call& call) {
  answer_one(call, [id = id_of(call, ErrorCode::purchase_order_not_found)](sql::Connection& db) {
    return service::get_purchase_order(db, id);
  });
}

void create_order(Call& call) {
  call.write(
      [patch = call.patch<PurchaseOrder>(schema::Intent::create), key = call.idempotency_key(),
       condition = precondition_of(call)](store::WriteContext& context) {
        return once(context, key, [&] {
          const PurchaseOrder order =
              create_unless_there(condition, [&] { return service::create_purchase_order(context, patch); });
          service::StoredAnswer answer{201, "/api/purchase-order/" + std::to_string(order.id), {}};
          schema::append_entity(answer.body, order);
          return answer;
        });
      },
      answer_stored);
}

void require_order(store::WriteContext& context, const service::Precondition& condition, std::int64_t id) {
  require_version(condition, [&](std::string& out) {
    schema::append_entity(out, service::get_purchase_order(context.db(), id));
  });
}

void update_order(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::purchase_order_not_found),
       patch = call.patch<PurchaseOrder>(schema::Intent::update),
       condition = precondition_of(call)](store::WriteContext& context) {
        require_order(context, condition, id);
        return service::update_purchase_order(context, id, patch);
      },
      [](http::Response& response, const PurchaseOrder& order) {
        schema::append_entity(response.body, order);
      });
}

void delete_order(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::purchase_order_not_found), caller = call.caller(),
       condition = precondition_of(call)](store::WriteContext& context) {
        require_order(context, condition, id);
        service::delete_purchase_order(context, caller, id);
        return id;
      },
      [](http::Response& response, std::int64_t) {
        answer_message(response, 200, "The purchase order was deleted.");
      });
}

constexpr const schema::TableInfo* kOrder = &schema::kTableInfo<PurchaseOrder>;

}  // namespace

std::vector<Route> purchase_order_routes() {
  return {
      {Method::get,
       "/api/purchase-order",
       Need::to_view(Area::procurement),
       list_orders,
       {.tag = "Purchase Orders",
        .summary = "List the register.",
        .shape = Shape::list,
        .entity = kOrder,
        .list_parameters = true}},
      {Method::get,
       "/api/purchase-order/{id}",
       Need::to_view(Area::procurement),
       get_order,
       {.tag = "Purchase Orders",
        .summary = "Get a purchase order.",
        .shape = Shape::entity,
        .entity = kOrder,
        .codes = {ErrorCode::purchase_order_not_found}}},
      {Method::post,
       "/api/purchase-order",
       Need::to_edit(Area::procurement),
       create_order,
       {.tag = "Purchase Orders",
        .summary = "Enter a purchase order, under an id of one's own or the next.",
        .success = 201,
        .shape = Shape::entity,
        .entity = kOrder,
        .takes_entity = true}},
      {Method::put,
       "/api/purchase-order/{id}",
       Need::to_edit(Area::procurement),
       update_order,
       {.tag = "Purchase Orders",
        .summary = "Change the fields that are sent.",
        .shape = Shape::entity,
        .entity = kOrder,
        .takes_entity = true,
        .codes = {ErrorCode::purchase_order_not_found},
        .guarded = true}},
      {Method::del,
       "/api/purchase-order/{id}",
       Need::to_edit(Area::procurement),
       delete_order,
       {.tag = "Purchase Orders",
        .summary = "Delete a purchase order that no ticket links to.",
        .shape = Shape::message,
        .codes = {ErrorCode::purchase_order_not_found, ErrorCode::purchase_order_in_use},
        .guarded = true}},
  };
}

}  // namespace expediter::api
