// Routes about the server itself: health, and the description of the API.

#include <algorithm>
#include <array>
#include <utility>

#include "api/metrics.h"
#include "api/openapi.h"
#include "api/resources.h"
#include "schema/json.h"

namespace expediter::api {

namespace {

using http::Method;

void healthz(Call& call) {
  call.response().add_header("Cache-Control", "no-store");
  answer_message(call.response(), 200, "alive");
}

constexpr std::string_view kFine = "ok";

// The error code that requests get now, or "ok".
std::string_view state_of_database(Call& call) {
  try {
    const store::Snapshot snapshot = call.reader().snapshot();
    return kFine;
  } catch (const base::Error& error) {
    return error.name();
  }
}

std::string_view state_of_writes(const store::Writer::Statistics& writer) {
  return writer.refusing ? base::Error{*writer.refusing}.name() : kFine;
}

std::string_view state_of_connections(const http::Server::Statistics& http) {
  if (http.short_of_descriptors) return "descriptors";
  return http.full ? "limit" : kFine;
}

// Ready while the database answers, the writer takes changes, and there is room for connections. Balancers
// look at the status, people and scripts at the body.
void readyz(Call& call) {
  const Services& services = call.services();
  const auto http = services.http_statistics ? services.http_statistics() : http::Server::Statistics{};
  const std::array<std::pair<std::string_view, std::string_view>, 4> checks{
      {{"database", state_of_database(call)},
       {"writes", state_of_writes(services.database.writer().statistics())},
       {"connections", state_of_connections(http)},
       {"process", services.leaving ? "stopping" : kFine}}};
  const bool ready = std::ranges::all_of(checks, [](const auto& check) { return check.second == kFine; });
  http::Response& response = call.response();
  response.add_header("Cache-Control", "no-store");
  response.status = ready ? 200 : 503;
  schema::JsonObject body{response.body};
  body.string("message", ready ? "ready" : "not ready");
  schema::JsonObject states{body.member("checks")};
  for (const auto& [name, state] : checks) states.string(name, state);
  states.close();
  body.close();
}

void get_metrics(Call& call) {
  const Services& services = call.services();
  const auto http = services.http_statistics ? services.http_statistics() : http::Server::Statistics{};
  http::Response& response = call.response();
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.add_header("Cache-Control", "no-store");
  response.body += services.metrics->render({.http = http,
                                             .writer = services.database.writer().statistics(),
                                             .tickets = services.database.tickets().statistics(),
                                             .certificate_expiry = services.certificate_expiry});
}

void get_openapi(Call& call) {
  const OpenapiDocument& document = openapi_document(call.services().base_path);
  http::Response& response = call.response();
  if (answer_not_modified(response, call.request(), document.tag)) return;
  add_tag(response, document.tag);
  response.static_body = document.text;
}

}  // namespace

std::vector<Route> system_routes() {
  return {
      {Method::get,
       "/healthz",
       Need::anyone(),
       healthz,
       {.tag = "Server", .summary = "Whether the process is alive.", .shape = Shape::message}},
      {Method::get,
       "/readyz",
       Need::anyone(),
       readyz,
       {.tag = "Server",
        .summary = "Whether the server can answer; if not, `checks` says what is wrong.",
        .shape = Shape::message,
        .answer_schema = R"({"type": "object", "properties":
                             {"checks": {"type": "object", "additionalProperties": {"type": "string"}}}})"}},
      {Method::get,
       "/metrics",
       Need::anyone(),
       get_metrics,
       {.tag = "Server",
        .summary = "Counters, times and gauges, in the text format of Prometheus.",
        .shape = Shape::other,
        .answer_schema = R"({"type": "string"})",
        .media_type = "text/plain"}},
      {Method::get,
       "/api/openapi.json",
       Need::anyone(),
       get_openapi,
       {.tag = "Server",
        .summary = "This document.",
        .shape = Shape::other,
        .answer_schema = R"({"type": "object", "description": "OpenAPI 3.1."})",
        .tagged = true}},
  };
}

}  // namespace expediter::api
