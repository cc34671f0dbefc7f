// The routes of API tokens: one's own, and everybody's for a Superuser.

#include "api/entity_answers.h"
#include "api/resources.h"
#include "service/api_tokens.h"

namespace expediter::api {

namespace {

using base::ErrorCode;
using domain::ApiToken;
using http::Method;

void list_tokens(Call& call) {
  answer_list<ApiToken>(call, {schema::kIndexOf<&ApiToken::id>, false},
                        service::tokens_seen_by(call.reader().connection(), call.caller()));
}

void get_token(Call& call) {
  answer_one(call, [id = id_of(call, ErrorCode::token_not_found), caller = call.caller()](
                       sql::Connection& db) { return service::get_token(db, caller, id); });
}

// The token's fields and `Token`: the one time that its text is seen.
void answer_new_token(http::Response& response, const service::NewToken& made) {
  response.status = 201;
  response.location = "/api/token/" + std::to_string(made.token.id);
  response.add_header("Cache-Control", "no-store");
  schema::append_entity(response.body, made.token);
  response.body.pop_back();
  response.body += R"(,"Token":)";
  schema::append_json_string(response.body, made.text);
  response.body += '}';
}

void create_token(Call& call) {
  call.write(
      [patch = call.patch<ApiToken>(schema::Intent::create),
       caller = call.caller()](store::WriteContext& context) {
        return service::create_token(context, caller, caller.user_id, patch);
      },
      answer_new_token);
}

void revoke_token(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::token_not_found), caller = call.caller()](store::WriteContext& context) {
        service::revoke_token(context, caller, id);
        return id;
      },
      [](http::Response& response, std::int64_t) {
        answer_message(response, 200, "The token was revoked.");
      });
}

constexpr const schema::TableInfo* kToken = &schema::kTableInfo<ApiToken>;

}  // namespace

std::vector<Route> token_routes() {
  return {
      {Method::get,
       "/api/token",
       Need::signed_in(),
       list_tokens,
       {.tag = "API Tokens",
        .summary = "List one's API tokens; a Superuser sees all.",
        .shape = Shape::list,
        .entity = kToken,
        .list_parameters = true}},
      {Method::get,
       "/api/token/{id}",
       Need::signed_in(),
       get_token,
       {.tag = "API Tokens",
        .summary = "Get an API token, without its text.",
        .shape = Shape::entity,
        .entity = kToken,
        .codes = {ErrorCode::token_not_found}}},
      {Method::post,
       "/api/token",
       Need::signed_in(),
       create_token,
       {.tag = "API Tokens",
        .summary = "Create an API token; the answer holds its text as Token, shown once.",
        .success = 201,
        .shape = Shape::entity,
        .entity = kToken,
        .takes_entity = true,
        .answer_schema = R"({"required": ["Token"], "properties": {
            "Token": {"type": "string",
              "description": "What `Authorization: Bearer` sends; shown this once."}}})",
        .shows_secret = true}},
      {Method::del,
       "/api/token/{id}",
       Need::signed_in(),
       revoke_token,
       {.tag = "API Tokens",
        .summary = "Revoke an API token.",
        .shape = Shape::message,
        .codes = {ErrorCode::token_not_found}}},
  };
}

}  // namespace expediter::api
