// Routes about the server itself: health.

#include "api/resources.h"

namespace expediter::api {

namespace {

using http::Method;

void healthz(Call& call) { answer_message(call.response(), 200, "alive"); }

// Ready while the database answers and the writer takes changes.
void readyz(Call& call) {
  const store::Snapshot snapshot = call.reader().snapshot();
  answer_message(call.response(), 200, "ready");
}

}  // namespace

std::vector<Route> system_routes() {
  return {
      {Method::get, "/healthz", Need::anyone(), healthz,
       {.tag = "Server", .summary = "Whether the process is alive.", .shape = Shape::message}},
      {Method::get, "/readyz", Need::anyone(), readyz,
       {.tag = "Server", .summary = "Whether the server can answer.", .shape = Shape::message}},
  };
}

}  // namespace expediter::api
