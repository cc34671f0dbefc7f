// Routes about the server itself: health, and the description of the API.

#include "api/openapi.h"
#include "api/resources.h"

namespace expediter::api {

namespace {

using http::Method;

void healthz(Call& call) {
  answer_message(call.response(), 200, "alive");
}

// Ready while the database answers and the writer takes changes.
void readyz(Call& call) {
  const store::Snapshot snapshot = call.reader().snapshot();
  answer_message(call.response(), 200, "ready");
}

void get_openapi(Call& call) {
  const OpenapiDocument& document = openapi_document();
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
