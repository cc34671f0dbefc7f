#pragma once
// What the files of the OpenAPI document share: JSON values made in place, and the parts they give each
// other.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"
#include "base/error.h"
#include "schema/json.h"

namespace expediter::api::openapi {

using schema::Json;
using Members = Json::Object;

inline Json text(std::string_view value) {
  return {std::string{value}};
}
inline Json number(std::int64_t value) {
  return {value};
}
inline Json flag(bool value) {
  return {value};
}
inline Json list(Json::Array items) {
  return {std::move(items)};
}
inline Json object(Members members) {
  return {std::move(members)};
}
// An array of strings.
Json texts(std::span<const std::string_view> values);
// {"$ref": "#/components/<section>/<name>"}.
Json reference(std::string_view section, std::string_view name);
void add(Json& object, std::string_view name, Json value);
// {"application/json": {"schema": schema}}.
Json json_content(Json schema);

// Schemas.

// "PurchaseOrder" of the table whose noun is "purchase order".
std::string type_name(const schema::TableInfo& table);
// One value of the field, with bounds, form and null.
Json field_schema(const schema::FieldInfo& field);
// The body of a route that takes an entity: "NewTicket", "TicketChange", or "SignInRequest" where nothing is
// created.
std::string body_name(const Route& route);
// The list envelope around rows of it.
std::string page_name(const schema::TableInfo& table);
// Everything that the routes refer to, by name.
Members component_schemas(std::span<const Route> all);

// Parameters.

// `filter`, `sort`, `page` and the others that all lists share, and the request headers, by name.
Members component_parameters();
// Those of one route: its path's values, its list's, its own, its headers.
Json::Array parameters_of(const Route& route, std::span<const Route> all);

// Responses.

// The codes of all errors that the route can answer with, by status, each status in the table's order.
std::vector<const base::ErrorInfo*> errors_of(const Route& route);
// The answers that many routes share, by name.
Members component_responses();
// Those of one route: its success and every error.
Json responses_of(const Route& route);
Members component_headers();

// Whether the method changes something.
bool is_write(const Route& route);
// Whether the route takes a JSON body.
bool takes_body(const Route& route);
// Whether a retry with the same Idempotency-Key gets the first answer.
bool is_idempotent_by_key(const Route& route);

}  // namespace expediter::api::openapi
