#pragma once
// The OpenAPI 3.1 document: what the route table, the field tables and the error table say, as JSON Schema.
//
// Nothing in it is written twice: a field's row gives its schema, a route's row gives its operation with
// every status that can come back, an error's row gives the text of its response.

#include <span>
#include <string>
#include <string_view>

#include "api/route.h"
#include "schema/json.h"

namespace expediter::api {

// The document of these routes as a JSON value. Pure. `base_path`: http::ServerOptions::base_path.
schema::Json make_openapi(std::span<const Route> all, std::string_view base_path = {});

// The document of routes(), with its entity tag: made at the first call, the same bytes until the program
// ends, since a program serves below one path. Safe from any thread.
struct OpenapiDocument {
  std::string text;
  std::string tag;
};
const OpenapiDocument& openapi_document(std::string_view base_path = {});

}  // namespace expediter::api
