#pragma once
// A purchase order as the register knows it: what tickets link to.

#include <cstdint>
#include <optional>
#include <string>

#include "schema/patch.h"

namespace expediter::domain {

struct PurchaseOrder {
  std::int64_t id = 0;
  std::string number;
  std::optional<std::string> document_status;
  std::optional<base::Date> order_date;
  std::optional<std::string> supplier_number;
  std::optional<std::string> supplier_name;
  friend bool operator==(const PurchaseOrder&, const PurchaseOrder&) = default;
};

}  // namespace expediter::domain

namespace expediter::schema {

template <>
struct FieldTable<domain::PurchaseOrder> {
  using Order = domain::PurchaseOrder;
  static constexpr std::string_view noun = "purchase order";
  static constexpr std::string_view sql_table = "purchase_orders";
  static constexpr base::ErrorCode invalid = base::ErrorCode::purchase_order_invalid;
  static constexpr std::tuple fields{
      Field{.name = "id",
            .member = &Order::id,
            .column = "id",
            .access = Access::create_only,
            .limits = {1, kLargestExactInteger},
            .summary = "What a ticket's Linked PO Id names; chosen on creation or given."},
      Field{.name = "PO List Number",
            .member = &Order::number,
            .column = "number",
            .required = true,
            .form = Form::identifier,
            .limits = {1, 64},
            .summary = "The order's number; unique."},
      Field{.name = "PO List Document Status",
            .member = &Order::document_status,
            .column = "document_status",
            .form = Form::line,
            .limits = {0, 64},
            .summary = "How far the document is."},
      Field{.name = "PO List Order Date",
            .member = &Order::order_date,
            .column = "order_date",
            .summary = "The day of the order."},
      Field{.name = "Supplier Number",
            .member = &Order::supplier_number,
            .column = "supplier_number",
            .form = Form::identifier,
            .limits = {0, 64},
            .summary = "The supplier's number."},
      Field{.name = "Supplier Name",
            .member = &Order::supplier_name,
            .column = "supplier_name",
            .form = Form::line,
            .limits = {0, 255},
            .summary = "The supplier's name."},
  };
};
static_assert(field_names_are_unique<domain::PurchaseOrder>() &&
              fields_are_complete<domain::PurchaseOrder>());
static_assert(every_member_is_listed<domain::PurchaseOrder>());

}  // namespace expediter::schema
