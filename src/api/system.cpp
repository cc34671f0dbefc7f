// Routes about the server itself: health, and the description of the API.

#include "api/metrics.h"
#include "api/openapi.h"
#include "api/resources.h"

namespace expediter::api {

namespace {

using http::Method;

void healthz(Call& call) {
  call.response().add_header("Cache-Control", "no-store");
  answer_message(call.response(), 200, "alive");
}

// Ready while the database answers and the writer takes changes.
void readyz(Call& call) {
  const store::Snapshot snapshot = call.reader().snapshot();
  call.response().add_header("Cache-Control", "no-store");
  answer_message(call.response(), 200, "ready");
}

void get_metrics(Call& call) {
  const Services& services = call.services();
  const std::size_t connections = services.open_connections ? services.open_connections() : 0;
  http::Response& response = call.response();
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.add_header("Cache-Control", "no-store");
  response.body += services.metrics->render({.connections = connections,
                                             .writer = services.database.writer().statistics(),
                                             .tickets = services.database.tickets().statistics()});
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
       {.tag = "Server", .summary = "Whether the server can answer.", .shape = Shape::message}},
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
