#pragma once
// Answers about plain resources: one of them, or a page of its small table.

#include <memory>

#include "api/call.h"
#include "api/resources.h"
#include "base/text.h"
#include "schema/query.h"
#include "store/budget.h"
#include "store/entity_lists.h"

namespace expediter::api {

// The id in the route's first braces; throws `not_found` where it is none.
inline std::int64_t id_of(const Call& call, base::ErrorCode not_found) {
  const auto id = base::parse_integer(call.path_value(0));
  if (!id) throw base::Error{not_found};
  return *id;
}

// {"data": {…}}
template <class Entity>
void append_wrapped(std::string& out, const Entity& entity) {
  out += R"({"data":)";
  schema::append_entity(out, entity);
  out += '}';
}

// The given fields of the entity, in that order; all where there are none.
template <class Entity>
void append_fields(std::string& out, const Entity& entity, const std::vector<std::size_t>& fields) {
  if (fields.empty()) return schema::append_entity(out, entity);
  schema::JsonObject object{out};
  for (const std::size_t wanted : fields)
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
      if (I != wanted) return;
      using Traits = schema::ValueTraits<std::remove_cvref_t<decltype(entity.*field.member)>>;
      Traits::append(object.member(field.name), entity.*field.member);
    });
  object.close();
}

// Rows within their envelope.
template <class Entity>
void append_page(std::string& out, const Envelope& envelope, const std::vector<Entity>& rows) {
  open_envelope(out, envelope);
  for (const Entity& row : rows) {
    store::check_budget();
    if (out.back() != '[') out += ',';
    append_fields(out, row, envelope.query.fields);
  }
  close_envelope(out, envelope);
}

// Answers with what `find(sql::Connection&)` returns, or throws, of one moment.
template <class Find>
void answer_one(Call& call, Find find) {
  call.read({}, [find = std::move(find)](const store::Snapshot& snapshot, http::Response& response) {
    schema::append_entity(response.body, find(snapshot.db()));
  });
}
template <class Find>
void answer_wrapped(Call& call, Find find) {
  call.read({}, [find = std::move(find)](const store::Snapshot& snapshot, http::Response& response) {
    append_wrapped(response.body, find(snapshot.db()));
  });
}

// What a list does besides reading rows: `check(sql::Connection&)` throws where there is no such list,
// `finish(sql::Connection&, std::vector<Entity>&)` fills in what only this caller's list can know.
struct Unchecked {
  void operator()(sql::Connection&) const {}
};
struct Finished {
  template <class Entity>
  void operator()(sql::Connection&, const std::vector<Entity>&) const {}
};

// Answers the list that the request's parameters ask for, of the rows that are `visible`.
template <class Entity, class Finish = Finished, class Check = Unchecked>
void answer_list(Call& call, schema::SortKey default_sort, store::Visible visible, Finish finish = {},
                 Check check = {}) {
  Services& services = call.services();
  const schema::QueryContext context{.me = call.caller().email,
                                     .today = base::date_of(services.clock.now()),
                                     .default_sort = default_sort,
                                     .default_search_sort = default_sort};
  schema::Query query = schema::parse_query(schema::parse_parameters(call.request().query),
                                            schema::kTableInfo<Entity>, context);
  std::optional<schema::Position> after;
  if (!query.cursor.empty()) after = schema::read_cursor(query, services.cursor_key);
  Question question{.shape = shape_of(call.request().path, query)};
  call.read(std::move(question),
            [&services, query = std::move(query), after = std::move(after), visible = std::move(visible),
             finish = std::move(finish),
             check = std::move(check)](const store::Snapshot& snapshot, http::Response& response) {
              check(snapshot.db());
              auto page = store::list_entities<Entity>(snapshot.db(), query, after, visible);
              Envelope envelope{schema::kTableInfo<Entity>, query, page.total, {}};
              finish(snapshot.db(), page.rows);
              if (page.next)
                envelope.next_cursor = schema::make_cursor(*page.next, query, services.cursor_key);
              append_page(response.body, envelope, page.rows);
            });
}

}  // namespace expediter::api
