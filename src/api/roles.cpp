// The routes of roles.

#include "api/entity_answers.h"
#include "api/preconditions.h"
#include "api/resources.h"
#include "service/accounts.h"

namespace expediter::api {

namespace {

using base::ErrorCode;
using domain::Area;
using domain::Role;
using http::Method;

void list_roles(Call& call) {
  answer_list<Role>(call, {schema::kIndexOf<&Role::id>, false}, store::everything_visible());
}

void get_role(Call& call) {
  answer_wrapped(call, [id = id_of(call, ErrorCode::role_not_found)](sql::Connection& db) {
    return service::get_role(db, id);
  });
}

void create_role(Call& call) {
  call.write(
      [patch = call.patch<Role>(schema::Intent::create), caller = call.caller(), key = call.idempotency_key(),
       condition = precondition_of(call)](store::WriteContext& context) {
        return once(context, key, [&] {
          const Role role =
              create_unless_there(condition, [&] { return service::create_role(context, caller, patch); });
          service::StoredAnswer answer{201, "/api/role/" + std::to_string(role.id), {}};
          append_wrapped(answer.body, role);
          return answer;
        });
      },
      answer_stored);
}

void require_role(store::WriteContext& context, const service::Precondition& condition, std::int64_t id) {
  require_version(condition,
                  [&](std::string& out) { append_wrapped(out, service::get_role(context.db(), id)); });
}

void update_role(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::role_not_found), patch = call.patch<Role>(schema::Intent::update),
       caller = call.caller(), condition = precondition_of(call)](store::WriteContext& context) {
        require_role(context, condition, id);
        return service::update_role(context, caller, id, patch);
      },
      [](http::Response& response, const Role& role) { append_wrapped(response.body, role); });
}

void delete_role(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::role_not_found), caller = call.caller(),
       condition = precondition_of(call)](store::WriteContext& context) {
        require_role(context, condition, id);
        service::delete_role(context, caller, id);
        return id;
      },
      [](http::Response& response, std::int64_t) { answer_message(response, 200, "The role was deleted."); });
}

constexpr const schema::TableInfo* kRole = &schema::kTableInfo<Role>;

}  // namespace

std::vector<Route> role_routes() {
  return {
      {Method::get,
       "/api/role",
       Need::to_view(Area::users),
       list_roles,
       {.tag = "Roles",
        .summary = "List roles.",
        .shape = Shape::list,
        .entity = kRole,
        .list_parameters = true}},
      {Method::get,
       "/api/role/{id}",
       Need::to_view(Area::users),
       get_role,
       {.tag = "Roles",
        .summary = "Get a role.",
        .shape = Shape::wrapped,
        .entity = kRole,
        .codes = {ErrorCode::role_not_found}}},
      {Method::post,
       "/api/role",
       Need::to_edit(Area::users),
       create_role,
       {.tag = "Roles",
        .summary = "Create a role, of privileges that the caller has.",
        .success = 201,
        .shape = Shape::wrapped,
        .entity = kRole,
        .takes_entity = true}},
      {Method::put,
       "/api/role/{id}",
       Need::to_edit(Area::users),
       update_role,
       {.tag = "Roles",
        .summary = "Change a role; takes effect at once. Built-in ones stay.",
        .shape = Shape::wrapped,
        .entity = kRole,
        .takes_entity = true,
        .codes = {ErrorCode::role_not_found, ErrorCode::role_built_in},
        .guarded = true}},
      {Method::del,
       "/api/role/{id}",
       Need::to_edit(Area::users),
       delete_role,
       {.tag = "Roles",
        .summary = "Delete a role that no user has.",
        .shape = Shape::message,
        .codes = {ErrorCode::role_not_found, ErrorCode::role_built_in, ErrorCode::role_in_use},
        .guarded = true}},
  };
}

}  // namespace expediter::api
