#pragma once
// The route table's vocabulary: what a route is, who may take it, and what OpenAPI says of it.
//
// A route is one row of its resource's table; api/resources.cpp gathers the tables. Authorisation, 405 and
// Allow, the metrics' labels and the OpenAPI document all come from the rows.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "domain/privilege.h"
#include "http/message.h"
#include "schema/field.h"

namespace expediter::api {

class Call;

// Who may take a route. There is no default: a row without one does not compile.
struct Need {
  // `session`: signed in with a session; an API token does not do for what concerns the account itself.
  enum class Kind : std::uint8_t { anyone, signed_in, session, privilege, superuser };
  Kind kind;
  domain::Area area{};
  domain::Level level{};

  static constexpr Need anyone() { return {Kind::anyone}; }
  static constexpr Need signed_in() { return {Kind::signed_in}; }
  static constexpr Need session() { return {Kind::session}; }
  static constexpr Need superuser() { return {Kind::superuser}; }
  static constexpr Need to_view(domain::Area area) { return {Kind::privilege, area, domain::Level::view}; }
  static constexpr Need to_edit(domain::Area area) { return {Kind::privilege, area, domain::Level::edit}; }
};

// How an answer's body looks.
enum class Shape : std::uint8_t {
  none,
  entity,   // The bare object of `entity`.
  wrapped,  // {"data": {…}} around it.
  list,     // The list envelope over rows of it.
  message,  // {"message": "…"}.
  other,    // As `answer_schema` says.
};

// A query parameter of a route's own. Without a summary it is one that lists share, `q`.
struct QueryParameter {
  // A list's values are those of `values`, comma by comma; a number's are from `min` to `max`.
  enum class Type : std::uint8_t { text, number, list };
  std::string_view name;
  std::string_view summary = "";
  Type type = Type::text;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::optional<std::int64_t> preset = {};  // Where it is left out.
  std::vector<std::string_view> values = {};
};

// What OpenAPI says of a route beyond its method, path and need.
struct RouteDoc {
  std::string_view tag;
  std::string_view summary;
  int success = 200;
  Shape shape = Shape::none;
  const schema::TableInfo* entity = nullptr;  // Of `shape`, and of the body where `takes_entity`.
  bool takes_entity = false;                  // The request body is `entity`'s writable fields.
  std::string_view body_schema = "";          // A JSON Schema of another body.
  // A JSON Schema of another answer; beside an entity's shape, of what it holds besides.
  std::string_view answer_schema = "";
  // A list's filters, sort and pages as query parameters.
  bool list_parameters = false;
  bool paged = true;                            // Pages are among them; else all rows are answered.
  std::vector<QueryParameter> parameters = {};  // Further query parameters.
  // Errors of its own, beyond those that follow from the row: who may take it, what it reads, limits.
  std::vector<base::ErrorCode> codes = {};
  // The answer shows a secret that is kept nowhere: an Idempotency-Key does not bring it back.
  bool shows_secret = false;
  // Every call counts as an attempt, not only one that fails: it makes the server send mail.
  bool rationed = false;
  // The handler answers with an ETag, and a GET with 304 to If-None-Match. Of entities and lists else both
  // follow from the row.
  bool tagged = false;
  // A write that is done only while If-Match and If-None-Match hold; the answer with the entity has its ETag.
  // Other writes are refused where If-Match names a version, since they have none.
  bool guarded = false;
  std::string_view media_type = "application/json";  // Of the answer.
};

struct Route {
  http::Method method;
  std::string_view path;  // Segments in braces are values: /api/user/{id}.
  Need need;
  void (*handle)(Call& call);
  RouteDoc doc;
};

// Whether the answer carries an ETag.
inline bool is_tagged(const Route& route) {
  const RouteDoc& doc = route.doc;
  if (doc.tagged) return true;
  const bool is_entity = doc.shape == Shape::entity || doc.shape == Shape::wrapped;
  if (route.method == http::Method::get) return is_entity || doc.shape == Shape::list;
  return is_entity && (doc.guarded || (doc.success == 201 && !doc.shows_secret));
}

// Every route of the program, resource by resource.
std::span<const Route> routes();

}  // namespace expediter::api
