// Field tables as JSON Schema.

#include <array>
#include <map>
#include <set>

#include "api/openapi_parts.h"

namespace expediter::api::openapi {

namespace {

using schema::Access;
using schema::FieldInfo;
using schema::Form;
using schema::Kind;
using schema::TableInfo;

// By name, so that the document does not depend on the order of the routes.
using Schemas = std::map<std::string, Json>;

void limit_text(Json& schema, const FieldInfo& field) {
  if (field.limits.min > 0) add(schema, "minLength", number(field.limits.min));
  // A text has no more characters than bytes: a limit in bytes is one in characters too, if not the tightest.
  if (field.limits.max > 0) add(schema, "maxLength", number(field.limits.max));
  if (field.form == Form::email) add(schema, "format", text("email"));
}

void limit_integer(Json& schema, const FieldInfo& field) {
  const auto [min, max, unit] = field.limits;
  if (min == 0 && max == 0) return;
  add(schema, "minimum", number(min));
  // What no double holds exactly would mislead readers; `format` says int64.
  if (max < INT64_MAX) add(schema, "maximum", number(max));
}

Json text_list_schema(const FieldInfo& field) {
  Json item = object({{"type", text("string")}, {"minLength", number(1)}, {"maxLength", number(255)}});
  if (field.form == Form::email) add(item, "format", text("email"));
  Json schema = object({{"type", text("array")}, {"items", std::move(item)}, {"uniqueItems", flag(true)}});
  if (field.limits.max > 0) add(schema, "maxItems", number(field.limits.max));
  return schema;
}

Json value_schema(const FieldInfo& field) {
  if (field.type.kind == Kind::text_list) return text_list_schema(field);
  if (field.type.kind == Kind::objects)
    return object({{"type", text("array")}, {"items", reference("schemas", type_name(*field.type.items))}});
  Json schema = schema::parse_json(field.type.open_api);
  if (field.type.kind == Kind::text) limit_text(schema, field);
  if (field.type.kind == Kind::integer) limit_integer(schema, field);
  if (field.type.kind == Kind::enumeration) add(schema, "enum", texts(field.type.labels));
  return schema;
}

// Admits null beside what the schema admits.
void admit_null(Json& schema) {
  for (auto& [name, value] : *std::get_if<Members>(&schema.value)) {
    if (name == "type") value = list({text(*value.text()), text("null")});
    if (name == "enum") std::get_if<Json::Array>(&value.value)->push_back({});
  }
}

std::string describe(const FieldInfo& field) {
  std::string description{field.summary};
  if (field.type.kind == Kind::text && field.limits.unit == schema::Unit::bytes)
    description += " At most " + std::to_string(field.limits.max) + " bytes in UTF-8.";
  return description;
}

Json object_schema(const std::string& description, Members properties,
                   std::vector<std::string_view> required) {
  Json schema = object({{"type", text("object")}, {"description", text(description)}});
  if (!required.empty()) add(schema, "required", texts(required));
  add(schema, "properties", object(std::move(properties)));
  return schema;
}

// A body with a field that is not in it is refused.
Json body_schema(const std::string& description, Members properties, std::vector<std::string_view> required) {
  Json schema = object_schema(description, std::move(properties), std::move(required));
  add(schema, "additionalProperties", flag(false));
  return schema;
}

Json property_schema(const FieldInfo& field) {
  Json schema = field_schema(field);
  if (field.access == Access::server || field.access == Access::create_only)
    add(schema, "readOnly", flag(true));
  if (field.access == Access::write_only) add(schema, "writeOnly", flag(true));
  return schema;
}

Members served_properties(const TableInfo& table) {
  Members properties;
  for (const FieldInfo& field : table.fields)
    if (field.served()) properties.push_back({std::string{field.name}, property_schema(field)});
  return properties;
}

std::string a(std::string_view noun) {
  const bool vowel = std::string_view{"aeio"}.find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string{noun};
}

Json entity_schema(const TableInfo& table) {
  std::vector<std::string_view> names;
  for (const FieldInfo& field : table.fields)
    if (field.served()) names.push_back(field.name);
  return object_schema("What is served of " + a(table.noun) + ".", served_properties(table),
                       std::move(names));
}

Json row_schema(const TableInfo& table) {
  return object_schema("A row of a list of these: what `fields` names of " + a(table.noun) + ", or all.",
                       served_properties(table), {});
}

bool creates(const Route& route) {
  return route.method == http::Method::post && route.doc.success == 201;
}

// The body of a POST: it creates one, or it is one.
Json posted_schema(const Route& route) {
  const TableInfo& table = *route.doc.entity;
  Members properties;
  std::vector<std::string_view> required;
  for (const FieldInfo& field : table.fields) {
    if (field.access == Access::server || !field.sendable()) continue;
    properties.push_back({std::string{field.name}, field_schema(field)});
    if (field.required) required.push_back(field.name);
  }
  return body_schema((creates(route) ? "What creates " : "What is needed for ") + a(table.noun) + ".",
                     std::move(properties), std::move(required));
}

Json change_schema(const TableInfo& table) {
  Members properties;
  for (const FieldInfo& field : table.fields)
    if (field.sendable()) properties.push_back({std::string{field.name}, property_schema(field)});
  return body_schema("What changes " + a(table.noun) +
                         ": the fields that are sent. A read-only field may be sent back as it was read.",
                     std::move(properties), {});
}

std::string row_name(const TableInfo& table) {
  return type_name(table) + "Row";
}

Json page_schema(const TableInfo& table, bool partial_rows) {
  Json data = object(
      {{"type", text("object")},
       {"required", texts(std::array<std::string_view, 3>{"headers", "sort", "rows"})},
       {"properties",
        object({{"headers", object({{"type", text("array")}, {"items", reference("schemas", "ListHeader")}})},
                {"sort", reference("schemas", "ListSort")},
                {"rows", object({{"type", text("array")},
                                 {"items", reference("schemas", partial_rows ? row_name(table)
                                                                             : type_name(table))}})}})}});
  return object_schema("A page of a list; each of its rows is " + a(table.noun) + ".",
                       {{"data", std::move(data)},
                        {"tags", object({{"type", text("object")}})},
                        {"extra", reference("schemas", "ListExtra")}},
                       {"data", "tags", "extra"});
}

Json codes_schema() {
  Json::Array codes;
  std::set<std::string_view> named;
  for (const base::ErrorInfo& error : base::all_errors())
    if (named.insert(error.name).second) codes.push_back(text(error.name));
  return object({{"type", text("string")}, {"enum", list(std::move(codes))}});
}

// Schemas that no table gives.
void add_fixed(Schemas& schemas) {
  schemas["Violation"] =
      schema::parse_json(R"({"type": "object", "description": "One field that is wrong, and how.",
    "required": ["Field", "Code", "Message"], "properties": {
      "Field": {"type": "string", "description": "The field or query parameter."},
      "Code": {"type": "string", "pattern": "^Field\\.[A-Za-z]+$"},
      "Message": {"type": "string", "description": "For people."}}})");
  schemas["Message"] = schema::parse_json(R"({"type": "object", "description": "What was done, for people.",
    "required": ["message"], "properties": {"message": {"type": "string"}}})");
  schemas["ListHeader"] = schema::parse_json(R"({"type": "object", "description": "A field of a list.",
    "required": ["key", "format"], "properties": {
      "key": {"type": "string", "description": "The field."},
      "format": {"enum": ["string", "string-link", "number", "date", "datetime", "boolean"]},
      "filters": {"type": "array", "description": "There where the list can be filtered by the field.",
        "items": {"type": "object", "required": ["category", "alias"],
          "properties": {"category": {"type": "string"}, "alias": {"type": "string"}}}}}})");
  schemas["ListSort"] =
      schema::parse_json(R"({"type": "object", "description": "The first key of a list's order.",
    "required": ["key", "type"], "properties": {
      "key": {"type": "string"}, "type": {"enum": ["Ascending", "Descending"]}}})");
  schemas["ListExtra"] =
      schema::parse_json(R"({"type": "object", "description": "Which part of a list this is.",
    "required": ["page", "page_size", "total"], "properties": {
      "page": {"type": "integer", "minimum": 1}, "page_size": {"type": "integer", "minimum": 1},
      "total": {"type": "integer", "minimum": 0, "description": "How many rows the whole list has; exact."},
      "next_cursor": {"type": "string",
        "description": "Where the next page begins; absent on the last one."},
      "suggestion": {"type": "string",
        "description": "Where `q` finds no ticket: the nearest words that do, if any."}}})");
  schemas["Error"] = object_schema(
      "Why a request was refused.",
      {{"Message", object({{"type", text("string")}, {"description", text("For people; may change.")}})},
       {"Code", codes_schema()},
       {"Errors", object({{"type", text("array")},
                          {"description", text("Every field that is at fault.")},
                          {"items", reference("schemas", "Violation")}})},
       {"Request Id",
        object({{"type", text("string")}, {"description", text("What the log knows it by.")}})}},
      {"Message", "Code", "Request Id"});
}

void add_items(Schemas& schemas, const TableInfo& table);

void add_entity(Schemas& schemas, const TableInfo& table) {
  if (schemas.emplace(type_name(table), entity_schema(table)).second) add_items(schemas, table);
}

void add_items(Schemas& schemas, const TableInfo& table) {
  for (const FieldInfo& field : table.fields)
    if (field.type.items != nullptr) add_entity(schemas, *field.type.items);
}

void add_of_route(Schemas& schemas, const Route& route) {
  const RouteDoc& doc = route.doc;
  if (doc.entity == nullptr) return;
  const TableInfo& table = *doc.entity;
  const bool rows_may_be_partial = doc.shape == Shape::list && doc.list_parameters;
  if (rows_may_be_partial)
    add_items(schemas, table);
  else if (doc.shape == Shape::entity || doc.shape == Shape::wrapped || doc.shape == Shape::list)
    add_entity(schemas, table);
  if (doc.takes_entity)
    schemas[body_name(route)] =
        route.method == http::Method::post ? posted_schema(route) : change_schema(table);
  if (doc.shape != Shape::list) return;
  schemas[page_name(table)] = page_schema(table, doc.list_parameters);
  if (doc.list_parameters) schemas[row_name(table)] = row_schema(table);
}

}  // namespace

std::string type_name(const TableInfo& table) {
  std::string name;
  bool begins = true;
  for (const char c : table.noun) {
    const bool is_word = c != ' ' && c != '-';
    if (is_word) name += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins = !is_word;
  }
  return name;
}

std::string body_name(const Route& route) {
  const std::string type = type_name(*route.doc.entity);
  if (route.method != http::Method::post) return type + "Change";
  return creates(route) ? "New" + type : type + "Request";
}

std::string page_name(const TableInfo& table) {
  return type_name(table) + "Page";
}

Json field_schema(const FieldInfo& field) {
  Json schema = value_schema(field);
  if (field.type.nullable) admit_null(schema);
  add(schema, "description", text(describe(field)));
  return schema;
}

Members component_schemas(std::span<const Route> all) {
  Schemas schemas;
  add_fixed(schemas);
  for (const Route& route : all) add_of_route(schemas, route);
  Members members;
  for (auto& [name, schema] : schemas) members.push_back({name, std::move(schema)});
  return members;
}

}  // namespace expediter::api::openapi
