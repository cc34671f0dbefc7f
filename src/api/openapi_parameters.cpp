// What a request of a route carries besides its body: values of the path, of the query, headers.

#include <fmt/format.h>

#include <algorithm>

#include "api/openapi_parts.h"
#include "schema/query.h"

namespace expediter::api::openapi {

namespace {

using http::Method;
using schema::FieldInfo;
using schema::Kind;
using schema::TableInfo;

Json parameter(std::string_view name, std::string_view in, std::string_view description, Json schema) {
  return object({{"name", text(name)},
                 {"in", text(in)},
                 {"required", flag(in == "path")},
                 {"description", text(description)},
                 {"schema", std::move(schema)}});
}

Json string_schema() {
  return object({{"type", text("string")}});
}

Json integer_schema(std::int64_t max, std::int64_t preset) {
  return object({{"type", text("integer")},
                 {"minimum", number(1)},
                 {"maximum", number(max)},
                 {"default", number(preset)}});
}

// Comma by comma: `?Priority=High,Critical`.
Json listed_parameter(std::string_view name, std::string_view description, Json item) {
  Json listed =
      parameter(name, "query", description, object({{"type", text("array")}, {"items", std::move(item)}}));
  add(listed, "style", text("form"));
  add(listed, "explode", flag(false));
  return listed;
}

// One value as a query string has it. Relative words (`me`, `today+3d`) make most kinds plain strings.
Json filter_item(const FieldInfo& field) {
  switch (field.type.kind) {
    case Kind::enumeration:
      return object({{"type", text("string")}, {"enum", texts(field.type.labels)}});
    case Kind::boolean:
      return object({{"type", text("boolean")}});
    case Kind::integer:
      return schema::parse_json(field.type.open_api);
    default:
      return string_schema();
  }
}

std::string describe_filter(const FieldInfo& field) {
  std::string description = fmt::format("Rows whose {} is any of these; an empty value is null.", field.name);
  if (field.type.kind == Kind::date || field.type.kind == Kind::timestamp)
    description += " A date as YYYY-MM-DD, or such as today, today+3d, today-1w.";
  // Of what is asked by and not shown, nothing else tells.
  if (!field.served()) description.append(" ").append(field.summary);
  if (field.form == schema::Form::email) description += " `me` is the caller's own address.";
  return description;
}

Json fields_parameter(const TableInfo& table) {
  Json::Array names;
  for (const FieldInfo& field : table.fields)
    if (field.served()) names.push_back(text(field.name));
  return listed_parameter("fields", "Only these fields, in this order.",
                          object({{"type", text("string")}, {"enum", list(std::move(names))}}));
}

void append_list_parameters(Json::Array& out, const TableInfo& table, bool paged) {
  for (const std::string_view name : {"filter", "sort"}) out.push_back(reference("parameters", name));
  if (paged)
    for (const std::string_view name : {"page", "page_size", "cursor"})
      out.push_back(reference("parameters", name));
  out.push_back(fields_parameter(table));
  for (const FieldInfo& field : table.fields)
    if (field.filterable && !field.expression.empty())
      out.push_back(listed_parameter(field.name, describe_filter(field), filter_item(field)));
}

// What stands in braces behind `prefix`: an id of the entity that is created or listed at the prefix.
Json path_value_schema(std::string_view prefix, std::span<const Route> all) {
  const auto collection = std::find_if(all.begin(), all.end(), [&](const Route& route) {
    return route.path == prefix && route.doc.entity != nullptr;
  });
  if (collection == all.end()) return string_schema();
  const TableInfo& table = *collection->doc.entity;
  const int id = table.find("id");
  return id < 0 ? string_schema()
                : schema::parse_json(table.fields[static_cast<std::size_t>(id)].type.open_api);
}

void append_path_values(Json::Array& out, std::string_view path, std::span<const Route> all) {
  for (std::size_t open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
    const std::string_view name = path.substr(open + 1, path.find('}', open) - open - 1);
    out.push_back(parameter(name, "path", fmt::format("The {} of what is meant.", name),
                            path_value_schema(path.substr(0, open - 1), all)));
  }
}

// A parameter of a route's own.
Json own_parameter(const QueryParameter& own) {
  switch (own.type) {
    case QueryParameter::Type::list:
      return listed_parameter(own.name, own.summary,
                              object({{"type", text("string")}, {"enum", texts(own.values)}}));
    case QueryParameter::Type::number: {
      Json schema =
          object({{"type", text("integer")}, {"minimum", number(own.min)}, {"maximum", number(own.max)}});
      if (own.preset) add(schema, "default", number(*own.preset));
      return parameter(own.name, "query", own.summary, std::move(schema));
    }
    case QueryParameter::Type::text:
      break;
  }
  return parameter(own.name, "query", own.summary, string_schema());
}

}  // namespace

Members component_parameters() {
  return {
      {"filter", parameter("filter", "query",
                           "An expression: `Status eq 'Open' and (Priority in ('High','Critical') or "
                           "\"Due Date\" lt 'today')`.",
                           string_schema())},
      {"sort",
       parameter("sort", "query", "`Priority desc, \"Due Date\"` or `-Priority,Due Date`. Nulls come last.",
                 string_schema())},
      {"page", parameter("page", "query", "Which page, from 1.", integer_schema(schema::kMaxPage, 1))},
      {"page_size", parameter("page_size", "query", "How many rows a page has.",
                              integer_schema(schema::kMaxPageSize, schema::kDefaultPageSize))},
      {"cursor",
       parameter("cursor", "query",
                 "The `next_cursor` of an earlier answer: goes on behind its last row, at the same cost "
                 "at any depth. Not together with `page`.",
                 string_schema())},
      {"q",
       parameter("q", "query", "Full text: every word must be found, the last as the beginning of a word.",
                 string_schema())},
      {"If-None-Match",
       parameter("If-None-Match", "header", "An ETag: 304 where it still is the answer's.", string_schema())},
      {"If-Match", parameter("If-Match", "header", "An ETag: 412 and no change where it is another's by now.",
                             string_schema())},
      {"Idempotency-Key",
       parameter(
           "Idempotency-Key", "header",
           "A text of your own for this request: sent again with it, it is answered as the first time and "
           "done once.",
           object({{"type", text("string")}, {"minLength", number(1)}, {"maxLength", number(255)}}))},
  };
}

Json::Array parameters_of(const Route& route, std::span<const Route> all) {
  Json::Array out;
  append_path_values(out, route.path, all);
  for (const QueryParameter& own : route.doc.parameters)
    out.push_back(own.summary.empty() ? reference("parameters", own.name) : own_parameter(own));
  if (route.doc.list_parameters) append_list_parameters(out, *route.doc.entity, route.doc.paged);
  if (is_tagged(route) && route.method == Method::get)
    out.push_back(reference("parameters", "If-None-Match"));
  if (route.doc.guarded) out.push_back(reference("parameters", "If-Match"));
  if (is_idempotent_by_key(route)) out.push_back(reference("parameters", "Idempotency-Key"));
  return out;
}

}  // namespace expediter::api::openapi
