// The routes of users. Changes hash passwords, so they run on a worker.

#include "api/account_mails.h"
#include "api/entity_answers.h"
#include "api/preconditions.h"
#include "api/resources.h"
#include "net/mail_queue.h"
#include "service/accounts.h"

namespace expediter::api {

namespace {

using base::ErrorCode;
using domain::Area;
using domain::User;
using http::Method;

void list_users(Call& call) {
  answer_list<User>(call, {schema::kIndexOf<&User::id>, false}, store::everything_visible());
}

void get_user(Call& call) {
  answer_wrapped(call, [id = id_of(call, ErrorCode::user_not_found)](sql::Connection& db) {
    return service::get_user(db, id);
  });
}

// {"data": {…, "Initial Password": "…"}}: the one time that it is seen.
void append_new_user(std::string& out, const User& user, const std::string& initial_password) {
  append_wrapped(out, user);
  if (initial_password.empty()) return;
  out.resize(out.size() - 2);  // Both closing braces.
  out += R"(,"Initial Password":)";
  schema::append_json_string(out, initial_password);
  out += "}}";
}

void create_user(Call& call) {
  call.on_worker(
      [&services = call.services(), body = call.json(), caller = call.caller(), from = call.origin(),
       condition = precondition_of(call)](store::Reader&, http::Response& response) {
        const auto request = service::read_user_request(body, schema::Intent::create);
        const User user = services.database.writer().run([&](store::WriteContext& context) {
          context.set_origin(from);
          return create_unless_there(condition,
                                     [&] { return service::create_user(context, caller, request); });
        });
        response.status = 201;
        response.location = "/api/user/" + std::to_string(user.id);
        response.add_header("Cache-Control", "no-store");
        append_new_user(response.body, user, request.initial_password);
      },
      Load::account);
}

void require_user(const service::Precondition& condition, const User& user) {
  require_version(condition, [&](std::string& out) { append_wrapped(out, user); });
}

void update_user(Call& call) {
  const std::int64_t id = id_of(call, ErrorCode::user_not_found);
  call.on_worker(
      [&services = call.services(), id, body = call.json(), caller = call.caller(), from = call.origin(),
       condition = precondition_of(call)](store::Reader&, http::Response& response) {
        const auto request = service::read_user_request(body, schema::Intent::update);
        User before;
        const User after = services.database.writer().run([&](store::WriteContext& context) {
          context.set_origin(from);
          before = service::get_user(context.db(), id);
          require_user(condition, before);
          return service::update_user(context, caller, id, request);
        });
        if (after.email != before.email) {
          services.mail->add(address_changed_mail(before, after));
          service::finish_address_moves(services.database.writer());
        }
        append_wrapped(response.body, after);
      },
      Load::account);
}

void deactivate_user(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::user_not_found), caller = call.caller(),
       condition = precondition_of(call)](store::WriteContext& context) {
        require_user(condition, service::get_user(context.db(), id));
        return service::deactivate_user(context, caller, id);
      },
      [](http::Response& response, const User& user) {
        answer_message(response, 200, user.fullname + " was deactivated.");
      });
}

constexpr const schema::TableInfo* kUser = &schema::kTableInfo<User>;

}  // namespace

std::vector<Route> user_routes() {
  return {
      {Method::get,
       "/api/user",
       Need::to_view(Area::users),
       list_users,
       {.tag = "Users",
        .summary = "List users.",
        .shape = Shape::list,
        .entity = kUser,
        .list_parameters = true}},
      {Method::get,
       "/api/user/{id}",
       Need::to_view(Area::users),
       get_user,
       {.tag = "Users",
        .summary = "Get a user.",
        .shape = Shape::wrapped,
        .entity = kUser,
        .codes = {ErrorCode::user_not_found}}},
      {Method::post,
       "/api/user",
       Need::to_edit(Area::users),
       create_user,
       {.tag = "Users",
        .summary = "Create a user; without Password the answer holds an Initial Password, shown once.",
        .success = 201,
        .shape = Shape::wrapped,
        .entity = kUser,
        .takes_entity = true,
        .answer_schema = R"({"properties": {"data": {"properties": {
            "Initial Password": {"type": "string",
              "description": "There where none was sent: for the first sign-in, shown this once."}}}}})",
        .codes = {ErrorCode::user_superuser_only},
        .shows_secret = true}},
      {Method::put,
       "/api/user/{id}",
       Need::to_edit(Area::users),
       update_user,
       {.tag = "Users",
        .summary = "Change the fields that are sent.",
        .shape = Shape::wrapped,
        .entity = kUser,
        .takes_entity = true,
        .codes = {ErrorCode::user_not_found, ErrorCode::user_superuser_only, ErrorCode::user_last_superuser},
        .guarded = true}},
      {Method::del,
       "/api/user/{id}",
       Need::to_edit(Area::users),
       deactivate_user,
       {.tag = "Users",
        .summary = "Deactivate a user: sessions end, tokens are void, nothing is erased.",
        .shape = Shape::message,
        .codes = {ErrorCode::user_not_found, ErrorCode::user_superuser_only, ErrorCode::user_last_superuser},
        .guarded = true}},
  };
}

}  // namespace expediter::api
