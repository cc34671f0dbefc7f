// The routes of saved views: one's own, and those that others share.

#include "service/views.h"

#include "api/entity_answers.h"
#include "api/preconditions.h"
#include "api/resources.h"
#include "service/purchase_orders.h"

namespace expediter::api {

namespace {

using base::ErrorCode;
using domain::Area;
using domain::View;
using http::Method;

void list_views(Call& call) {
  answer_list<View>(call, {schema::kIndexOf<&View::id>, false},
                    store::views_seen_by(call.caller().user_id, service::may_view_register(call.caller())));
}

void get_view(Call& call) {
  answer_one(call, [id = id_of(call, ErrorCode::view_not_found), caller = call.caller()](
                       sql::Connection& db) { return service::get_view(db, caller, id); });
}

void create_view(Call& call) {
  call.write(
      [patch = call.patch<View>(schema::Intent::create), caller = call.caller(),
       key = call.idempotency_key()](store::WriteContext& context) {
        return once(context, key, [&] {
          const View view = service::create_view(context, caller, patch);
          service::StoredAnswer answer{201, "/api/issue-tracker-views/" + std::to_string(view.id), {}};
          schema::append_entity(answer.body, view);
          return answer;
        });
      },
      answer_stored);
}

void require_view(store::WriteContext& context, const service::Precondition& condition,
                  const service::Caller& caller, std::int64_t id) {
  require_version(condition, [&](std::string& out) {
    schema::append_entity(out, service::get_view(context.db(), caller, id));
  });
}

void update_view(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::view_not_found), patch = call.patch<View>(schema::Intent::update),
       caller = call.caller(), condition = precondition_of(call)](store::WriteContext& context) {
        require_view(context, condition, caller, id);
        return service::update_view(context, caller, id, patch);
      },
      [](http::Response& response, const View& view) { schema::append_entity(response.body, view); });
}

void delete_view(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::view_not_found), caller = call.caller(),
       condition = precondition_of(call)](store::WriteContext& context) {
        require_view(context, condition, caller, id);
        service::delete_view(context, caller, id);
        return id;
      },
      [](http::Response& response, std::int64_t) { answer_message(response, 200, "The view was deleted."); });
}

constexpr const schema::TableInfo* kView = &schema::kTableInfo<View>;

}  // namespace

std::vector<Route> view_routes() {
  return {
      {Method::get,
       "/api/issue-tracker-views",
       Need::to_view(Area::issue_tracker),
       list_views,
       {.tag = "Saved Views",
        .summary = "List one's saved views and those that are shared.",
        .shape = Shape::list,
        .entity = kView,
        .list_parameters = true}},
      {Method::get,
       "/api/issue-tracker-views/{id}",
       Need::to_view(Area::issue_tracker),
       get_view,
       {.tag = "Saved Views",
        .summary = "Get a saved view.",
        .shape = Shape::entity,
        .entity = kView,
        .codes = {ErrorCode::view_not_found}}},
      {Method::post,
       "/api/issue-tracker-views",
       Need::to_view(Area::issue_tracker),
       create_view,
       {.tag = "Saved Views",
        .summary = "Save a view of the ticket list.",
        .success = 201,
        .shape = Shape::entity,
        .entity = kView,
        .takes_entity = true}},
      {Method::put,
       "/api/issue-tracker-views/{id}",
       Need::to_view(Area::issue_tracker),
       update_view,
       {.tag = "Saved Views",
        .summary = "Change a saved view; its owner or a Superuser may.",
        .shape = Shape::entity,
        .entity = kView,
        .takes_entity = true,
        .codes = {ErrorCode::view_not_found, ErrorCode::view_not_yours},
        .guarded = true}},
      {Method::del,
       "/api/issue-tracker-views/{id}",
       Need::to_view(Area::issue_tracker),
       delete_view,
       {.tag = "Saved Views",
        .summary = "Delete a saved view; its owner or a Superuser may.",
        .shape = Shape::message,
        .codes = {ErrorCode::view_not_found, ErrorCode::view_not_yours},
        .guarded = true}},
  };
}

}  // namespace expediter::api
