#pragma once
// A file of purchase orders brought into the register: known by their numbers, and all or none of them.

#include <span>
#include <vector>

#include "service/purchase_orders.h"

namespace expediter::service {

// A row of the file as a patch that was read for a creation.
struct OrderRow {
  std::int64_t line = 0;  // Where it begins.
  OrderPatch patch;
};

// What an import comes to.
struct OrderImport {
  struct Change {
    domain::PurchaseOrder before;
    domain::PurchaseOrder after;
  };
  std::vector<domain::PurchaseOrder> created;  // Those that chose an id first; the others have 0.
  std::vector<Change> changed;
  std::int64_t unchanged = 0;
};

// Faults that are told of one file; reading stops at the last.
inline constexpr std::size_t kMaxImportFaults = 100;

// "line 7, Supplier Name": the field of a violation of a row.
std::string import_place(std::int64_t line, std::string_view field);

// Decides on the register as the connection sees it; changes nothing. Fields whose column the file lacks stay
// as they are. Throws purchase_order_invalid with the faults of all rows, each under its import_place.
OrderImport decide_order_import(sql::Connection& connection, std::span<const OrderRow> rows);

// Does what was decided in the same change.
void apply_order_import(store::WriteContext& context, const OrderImport& import);

}  // namespace expediter::service
