// What a route can answer: its success, and every error with the codes that may come.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "api/openapi_parts.h"

namespace expediter::api::openapi {

namespace {

using base::ErrorCode;
using base::ErrorInfo;
using enum base::ErrorCode;
using http::Method;

// Of any request: what the server refuses before or instead of a route's work.
constexpr std::array kOfAnyRequest{request_invalid, not_acceptable,      request_timeout, body_too_large,
                                   target_too_long, headers_too_large,   internal,        not_implemented,
                                   overloaded,      storage_unavailable, http_version,    rate_limited};
constexpr std::array kOfMethodsWithBody{length_required};
constexpr std::array kOfJsonBodies{json_invalid, media_type_unsupported};
constexpr std::array kOfSignedIn{session_missing, session_invalid, session_expired, user_inactive};
constexpr std::array kOfSessionWrites{csrf_missing, csrf_invalid};
constexpr std::array kOfWrites{ticket_changed};  // Where If-Match or If-None-Match does not hold.
constexpr std::array kOfPrivileges{user_not_privileged};
constexpr std::array kOfQueries{query_invalid};
constexpr std::array kOfReads{query_too_slow};  // Where somebody signed in asks the database.
constexpr std::array kOfIdempotencyKeys{idempotency_key_invalid, idempotency_key_reused};

using ByStatus = std::map<int, std::vector<const ErrorInfo*>>;

ByStatus group(const std::vector<const ErrorInfo*>& errors) {
  ByStatus groups;
  for (const ErrorInfo* error : errors) groups[error->status].push_back(error);
  return groups;
}

std::vector<const ErrorInfo*> infos_of(std::span<const ErrorCode> codes) {
  std::vector<const ErrorInfo*> infos;
  for (const ErrorCode code : codes) infos.push_back(&base::error_info(code));
  return infos;
}

// The errors of one status that many routes share: kept once, under `Error401`.
const ByStatus& shared_groups() {
  static const ByStatus groups = [] {
    std::vector<ErrorCode> codes;
    for (const auto part :
         {std::span<const ErrorCode>{kOfAnyRequest}, std::span<const ErrorCode>{kOfMethodsWithBody},
          std::span<const ErrorCode>{kOfSignedIn}, std::span<const ErrorCode>{kOfSessionWrites},
          std::span<const ErrorCode>{kOfPrivileges}, std::span<const ErrorCode>{kOfWrites}})
      codes.insert(codes.end(), part.begin(), part.end());
    codes.push_back(media_type_unsupported);
    std::sort(codes.begin(), codes.end());
    return group(infos_of(codes));
  }();
  return groups;
}

std::string shared_name(int status) {
  return fmt::format("Error{}", status);
}

Json header(std::string_view name) {
  return reference("headers", name);
}

Json error_response(int status, const std::vector<const ErrorInfo*>& errors) {
  std::string description;
  Json::Array codes;
  std::set<std::string_view> named;
  for (const ErrorInfo* error : errors) {
    if (!description.empty()) description += '\n';
    description += fmt::format("- `{}`: {}", error->name, error->meaning);
    // Two errors of one name differ in what is said of them.
    if (named.insert(error->name).second) codes.push_back(text(error->name));
  }
  Json code = object({{"Code", object({{"enum", list(std::move(codes))}})}});
  Json schema =
      object({{"allOf", list({reference("schemas", "Error"), object({{"properties", std::move(code)}})})}});
  Json response = object({{"description", text(description)}});
  if (status == 429 || status == 503)
    add(response, "headers", object({{"Retry-After", header("Retry-After")}}));
  if (status == 401) add(response, "headers", object({{"WWW-Authenticate", header("WWW-Authenticate")}}));
  add(response, "content", json_content(std::move(schema)));
  return response;
}

Json shape_schema(const RouteDoc& doc) {
  switch (doc.shape) {
    case Shape::entity:
      return reference("schemas", type_name(*doc.entity));
    case Shape::wrapped:
      return object({{"type", text("object")},
                     {"required", list({text("data")})},
                     {"properties", object({{"data", reference("schemas", type_name(*doc.entity))}})}});
    case Shape::list:
      return reference("schemas", page_name(*doc.entity));
    case Shape::message:
      return reference("schemas", "Message");
    case Shape::other:
    case Shape::none:
      break;
  }
  return object({});
}

Json answer_schema(const RouteDoc& doc) {
  if (doc.answer_schema.empty()) return shape_schema(doc);
  Json schema = schema::parse_json(doc.answer_schema);
  if (doc.shape == Shape::other) return schema;
  return object({{"allOf", list({shape_schema(doc), std::move(schema)})}});
}

Json success_response(const Route& route) {
  const RouteDoc& doc = route.doc;
  Json response = object({{"description", text(doc.success == 201 ? "It was created." : "As asked.")}});
  Members headers;
  if (is_tagged(route)) headers.push_back({"ETag", header("ETag")});
  if (doc.success == 201) headers.push_back({"Location", header("Location")});
  if (!headers.empty()) add(response, "headers", object(std::move(headers)));
  if (doc.shape == Shape::none) return response;
  Json content = object({{"schema", answer_schema(doc)}});
  add(response, "content", object({{std::string{doc.media_type}, std::move(content)}}));
  return response;
}

Json not_modified_response() {
  return object({{"description", text("The answer still has the entity tag that If-None-Match names.")},
                 {"headers", object({{"ETag", header("ETag")}})}});
}

Json header_schema(std::string_view description, std::string_view type) {
  return object({{"description", text(description)}, {"schema", object({{"type", text(type)}})}});
}

}  // namespace

bool is_write(const Route& route) {
  return route.method != Method::get;
}

bool takes_body(const Route& route) {
  return route.doc.takes_entity || !route.doc.body_schema.empty();
}

bool is_idempotent_by_key(const Route& route) {
  return route.method == Method::post && route.doc.takes_entity && !route.doc.shows_secret;
}

std::vector<const ErrorInfo*> errors_of(const Route& route) {
  std::vector<ErrorCode> codes = route.doc.codes;
  const auto append = [&](std::span<const ErrorCode> more) {
    codes.insert(codes.end(), more.begin(), more.end());
  };
  append(kOfAnyRequest);
  if (is_write(route) && route.method != Method::del) append(kOfMethodsWithBody);
  if (is_write(route)) append(kOfWrites);
  if (takes_body(route)) append(kOfJsonBodies);
  if (route.doc.takes_entity) codes.push_back(route.doc.entity->invalid);
  if (route.need.kind != Need::Kind::anyone) append(kOfSignedIn);
  if (route.need.kind != Need::Kind::anyone && is_write(route)) append(kOfSessionWrites);
  if (route.need.kind != Need::Kind::anyone && route.need.kind != Need::Kind::signed_in)
    append(kOfPrivileges);
  if (route.doc.list_parameters || !route.doc.parameters.empty()) append(kOfQueries);
  if (route.need.kind != Need::Kind::anyone && !is_write(route)) append(kOfReads);
  if (is_idempotent_by_key(route)) append(kOfIdempotencyKeys);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return infos_of(codes);
}

Members component_responses() {
  Members responses;
  for (const auto& [status, errors] : shared_groups())
    responses.push_back({shared_name(status), error_response(status, errors)});
  return responses;
}

Members component_headers() {
  return {{"ETag", header_schema("Names this version of what is served.", "string")},
          {"Location", header_schema("Where what was created is served.", "string")},
          {"Retry-After", header_schema("After how many seconds to try again.", "integer")},
          {"WWW-Authenticate", header_schema("How to sign in: `Bearer`; with `error` where a token was sent "
                                             "that does not do.",
                                             "string")}};
}

Json responses_of(const Route& route) {
  Json responses = object({{std::to_string(route.doc.success), success_response(route)}});
  if (is_tagged(route) && !is_write(route)) add(responses, "304", not_modified_response());
  for (const auto& [status, errors] : group(errors_of(route))) {
    const auto shared = shared_groups().find(status);
    const bool is_shared = shared != shared_groups().end() && shared->second == errors;
    add(responses, std::to_string(status),
        is_shared ? reference("responses", shared_name(status)) : error_response(status, errors));
  }
  return responses;
}

}  // namespace expediter::api::openapi
