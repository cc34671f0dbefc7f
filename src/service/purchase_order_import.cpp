#include "service/purchase_order_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "store/purchase_orders.h"

namespace expediter::service {

namespace {

using base::Violations;
using domain::PurchaseOrder;

constexpr std::string_view kNumber =
    schema::kFieldInfos<PurchaseOrder>[schema::kIndexOf<&PurchaseOrder::number>].name;

class ImportDecision {
 public:
  explicit ImportDecision(sql::Connection& connection) : connection_(connection) {}

  void add(const OrderRow& row) {
    const std::string& number = *schema::at<&PurchaseOrder::number>(row.patch);
    Violations found;
    if (const auto [first, is_new] = lines_.emplace(number, row.line); !is_new)
      schema::violate(found, {.field = kNumber}, base::violation::kDuplicate,
                      fmt::format("{} is that of line {} already.", kNumber, first->second));
    else if (const auto before = store::find_purchase_order(connection_, number))
      change(*before, row.patch, found);
    else
      create(row.patch, found);
    violations_.append(found, import_place(row.line, ""));
  }

  bool is_full() const { return violations_.size() >= kMaxImportFaults; }

  OrderImport take() {
    if (!violations_.empty())
      throw base::Error{base::ErrorCode::purchase_order_invalid, std::move(violations_)};
    // Who gets the next free id must not get one that a later row chose.
    std::stable_partition(import_.created.begin(), import_.created.end(),
                          [](const PurchaseOrder& order) { return order.id != 0; });
    return std::move(import_);
  }

 private:
  void change(const PurchaseOrder& before, const OrderPatch& patch, Violations& found) {
    schema::refuse_server_changes(before, patch, found);
    PurchaseOrder after = before;
    schema::apply_patch(after, patch);
    if (after == before)
      ++import_.unchanged;
    else
      import_.changed.push_back({before, std::move(after)});
  }

  void create(const OrderPatch& patch, Violations& found) {
    PurchaseOrder order;
    schema::apply_patch(order, patch);
    const bool chosen_twice = order.id != 0 && !ids_.insert(order.id).second;
    if (chosen_twice || (order.id != 0 && store::find_purchase_order(connection_, order.id)))
      schema::violate(found, {.field = "id"}, base::violation::kNotUnique,
                      "id belongs to another purchase order.");
    import_.created.push_back(std::move(order));
  }

  sql::Connection& connection_;
  std::unordered_map<std::string, std::int64_t> lines_;  // Of each number.
  std::unordered_set<std::int64_t> ids_;                 // That rows chose.
  OrderImport import_;
  Violations violations_{kMaxImportFaults};
};

}  // namespace

std::string import_place(std::int64_t line, std::string_view field) {
  return fmt::format("line {}, {}", line, field);
}

OrderImport decide_order_import(sql::Connection& connection, std::span<const OrderRow> rows) {
  ImportDecision decision{connection};
  for (const OrderRow& row : rows) {
    if (decision.is_full()) break;
    decision.add(row);
  }
  return decision.take();
}

void apply_order_import(store::WriteContext& context, const OrderImport& import) {
  for (const PurchaseOrder& order : import.created) store::insert_purchase_order(context, order);
  for (const auto& [before, after] : import.changed) store::update_purchase_order(context, before, after);
}

}  // namespace expediter::service
