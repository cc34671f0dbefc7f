#include "api/openapi.h"

#include <algorithm>
#include <array>
#include <map>

#include "api/openapi_parts.h"
#include "base/random.h"

namespace expediter::api {

namespace openapi {

Json texts(std::span<const std::string_view> values) {
  Json::Array items;
  for (const std::string_view value : values) items.push_back(text(value));
  return list(std::move(items));
}

Json reference(std::string_view section, std::string_view name) {
  std::string target{"#/components/"};
  target.append(section).append("/").append(name);
  return object({{"$ref", text(target)}});
}

void add(Json& object, std::string_view name, Json value) {
  std::get<Members>(object.value).push_back({std::string{name}, std::move(value)});
}

Json json_content(Json schema) {
  return object({{"application/json", object({{"schema", std::move(schema)}})}});
}

namespace {

using http::Method;

struct TagText {
  std::string_view tag;
  std::string_view text;
};
constexpr std::array kTagTexts{
    TagText{"Tickets", "Supply-chain exceptions, their lists and their history."},
    TagText{"Notes", "Remarks on a ticket."},
    TagText{"Sessions", "Signing in and out, and passwords."},
    TagText{"Users", "Who may sign in."},
    TagText{"Roles", "Names for sets of privileges."},
    TagText{"Purchase Orders", "The register that tickets link to."},
    TagText{"API Tokens", "What scripts and integrations sign in with."},
    TagText{"Saved Views", "Saved views of the ticket list."},
    TagText{"Audit Log", "Who did what to accounts and access, and what was taken away."},
    TagText{"Server", "The server itself."},
};

std::string_view verb_of(const Route& route) {
  switch (route.method) {
    case Method::get:
      return route.doc.shape == Shape::list ? "list" : "get";
    case Method::post:
      return route.doc.success == 201 ? "create" : "";
    case Method::put:
      return "update";
    case Method::patch:
      return "patch";
    case Method::del:
      return route.path.ends_with('}') ? "delete" : "deleteAll";
    default:
      return "";
  }
}

// "issue-tracker-tickets" as "IssueTrackerTickets".
std::string capitalize_words(std::string_view segment) {
  std::string words;
  bool begins = true;
  for (const char c : segment) {
    const bool is_small = c >= 'a' && c <= 'z';
    const bool is_word = is_small || (c >= '0' && c <= '9');
    if (is_word) words += begins && is_small ? static_cast<char>(c - 'a' + 'A') : c;
    begins = !is_word;
  }
  return words;
}

// "getIssueTrackerTicket" of GET /api/issue-tracker-tickets/{id}: the verb and the path's words, in the
// singular where one of them is meant.
std::string operation_id(const Route& route) {
  std::string_view rest = route.path;
  if (rest.starts_with("/api/")) rest.remove_prefix(4);
  const std::string_view verb = verb_of(route);
  std::string id{verb};
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    rest.remove_prefix(end);
    if (segment.starts_with('{')) continue;
    std::string words = capitalize_words(segment);
    const bool one_is_meant = rest.starts_with("/{") || (rest.empty() && verb == "create");
    if (one_is_meant && words.ends_with('s')) words.pop_back();
    if (id.empty()) words.front() = static_cast<char>(words.front() - 'A' + 'a');
    id += words;
  }
  return id;
}

// Either credential will do: a session, with the CSRF header where something is written, or a token.
Json security_of(const Route& route) {
  if (route.need.kind == Need::Kind::anyone) return list({});
  Json session = object({{"session", list({})}});
  if (is_write(route)) add(session, "csrf", list({}));
  return list({std::move(session), object({{"apiToken", list({})}})});
}

std::string describe_need(const Need& need) {
  if (need.kind == Need::Kind::anyone) return "Needs no session.";
  if (need.kind == Need::Kind::signed_in) return "For everybody who is signed in.";
  if (need.kind == Need::Kind::session) return "For everybody with a session; an API token will not do.";
  if (need.kind == Need::Kind::superuser) return "For Superusers.";
  std::string description{"Needs the privilege "};
  description += schema::EnumLabels<domain::Area>::labels[static_cast<std::size_t>(need.area)];
  return description + (need.level == domain::Level::edit ? " / Edit." : " / View.");
}

Json body_of(const Route& route) {
  const RouteDoc& doc = route.doc;
  Json schema;
  if (!doc.takes_entity)
    schema = schema::parse_json(doc.body_schema);
  else
    schema = reference("schemas", body_name(route));
  Json content = json_content(schema);
  if (route.method == Method::patch)
    add(content, "application/merge-patch+json", object({{"schema", std::move(schema)}}));
  return object({{"required", flag(true)}, {"content", std::move(content)}});
}

Json operation_of(const Route& route, std::span<const Route> all) {
  Json operation = object({{"operationId", text(operation_id(route))},
                           {"tags", list({text(route.doc.tag)})},
                           {"summary", text(route.doc.summary)},
                           {"description", text(describe_need(route.need))},
                           {"security", security_of(route)}});
  if (auto parameters = parameters_of(route, all); !parameters.empty())
    add(operation, "parameters", list(std::move(parameters)));
  if (takes_body(route)) add(operation, "requestBody", body_of(route));
  add(operation, "responses", responses_of(route));
  return operation;
}

std::string method_key(Method method) {
  std::string key{http::method_name(method)};
  for (char& c : key) c = static_cast<char>(c - 'A' + 'a');
  return key;
}

Json paths_of(std::span<const Route> all) {
  std::map<std::string_view, Json> paths;
  for (const Route& route : all) {
    Json& path = paths.try_emplace(route.path, object({})).first->second;
    add(path, method_key(route.method), operation_of(route, all));
  }
  Members members;
  for (auto& [path, item] : paths) members.push_back({std::string{path}, std::move(item)});
  return object(std::move(members));
}

Json tags_of(std::span<const Route> all) {
  Json::Array tags;
  for (const TagText& known : kTagTexts) {
    const auto has_it = [&](const Route& route) { return route.doc.tag == known.tag; };
    if (std::any_of(all.begin(), all.end(), has_it))
      tags.push_back(object({{"name", text(known.tag)}, {"description", text(known.text)}}));
  }
  return list(std::move(tags));
}

Json security_schemes() {
  return schema::parse_json(R"({
    "session": {"type": "apiKey", "in": "cookie", "name": "access_token_cookie",
      "description": "The cookie that POST /api/authenticate sets."},
    "csrf": {"type": "apiKey", "in": "header", "name": "X-XSRF-TOKEN",
      "description": "The value of the cookie csrf_access_token, with every write under a session."},
    "apiToken": {"type": "http", "scheme": "bearer",
      "description": "An API token; needs no CSRF header."}})");
}

Json info() {
  return object(
      {{"title", text("Expediter")},
       {"version", text(EXPEDITER_VERSION)},
       {"description", text("A self-hosted tracker for supply-chain exceptions. Field names are exactly as "
                            "written, spaces and capitals included. Every answer carries X-Request-Id.")},
       {"license", object({{"name", text("Apache License 2.0")}, {"identifier", text("Apache-2.0")}})}});
}

}  // namespace

}  // namespace openapi

schema::Json make_openapi(std::span<const Route> all, std::string_view base_path) {
  using namespace openapi;
  return object({{"openapi", text("3.1.0")},
                 {"info", info()},
                 {"servers", list({object({{"url", text(base_path.empty() ? "/" : base_path)}})})},
                 {"tags", tags_of(all)},
                 {"paths", paths_of(all)},
                 {"components", object({{"schemas", object(component_schemas(all))},
                                        {"parameters", object(component_parameters())},
                                        {"headers", object(component_headers())},
                                        {"responses", object(component_responses())},
                                        {"securitySchemes", security_schemes()}})}});
}

const OpenapiDocument& openapi_document(std::string_view base_path) {
  static const OpenapiDocument document = [&] {
    OpenapiDocument made;
    schema::append_json(made.text, make_openapi(routes(), base_path));
    made.tag = base::content_tag(made.text);
    return made;
  }();
  return document;
}

}  // namespace expediter::api
