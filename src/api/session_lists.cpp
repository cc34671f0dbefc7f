// The routes of open sessions: seen and ended one by one or all, one's own or those of a user.

#include "api/entity_answers.h"
#include "api/resources.h"
#include "service/accounts.h"

namespace expediter::api {

namespace {

using base::ErrorCode;
using domain::Area;
using domain::SessionEntry;
using http::Method;

template <class Check = Unchecked>
void list_sessions_of(Call& call, std::int64_t user_id, Check check = {}) {
  answer_list<SessionEntry>(
      call, {schema::kIndexOf<&SessionEntry::id>, true},
      store::live_sessions_of(user_id, call.services().clock.now()),
      [asking = call.caller().session_id](sql::Connection& connection, std::vector<SessionEntry>& rows) {
        const std::int64_t current = asking.empty() ? 0 : store::find_session_number(connection, asking);
        for (SessionEntry& row : rows) row.current = row.id == current;
      },
      std::move(check));
}

void list_own_sessions(Call& call) {
  list_sessions_of(call, call.caller().user_id);
}

void list_users_sessions(Call& call) {
  const std::int64_t user_id = id_of(call, ErrorCode::user_not_found);
  list_sessions_of(call, user_id, [user_id](sql::Connection& db) { service::get_user(db, user_id); });
}

void answer_ended(http::Response& response, std::int64_t ended) {
  answer_message(response, 200,
                 ended == 1 ? "1 session was ended." : fmt::format("{} sessions were ended.", ended));
}

void end_session(Call& call) {
  call.write(
      [id = id_of(call, ErrorCode::session_not_found), caller = call.caller()](store::WriteContext& context) {
        service::end_session(context, caller, id);
        return std::int64_t{1};
      },
      answer_ended);
}

void end_other_sessions(Call& call) {
  call.write([caller = call.caller()](
                 store::WriteContext& context) { return service::end_other_sessions(context, caller); },
             answer_ended);
}

void end_users_sessions(Call& call) {
  call.write([id = id_of(call, ErrorCode::user_not_found), caller = call.caller()](
                 store::WriteContext& context) { return service::end_all_sessions(context, caller, id); },
             answer_ended);
}

constexpr const schema::TableInfo* kSession = &schema::kTableInfo<SessionEntry>;

}  // namespace

std::vector<Route> session_list_routes() {
  return {
      {Method::get,
       "/api/session",
       Need::session(),
       list_own_sessions,
       {.tag = "Sessions",
        .summary = "List one's own open sessions.",
        .shape = Shape::list,
        .entity = kSession,
        .list_parameters = true}},
      {Method::del,
       "/api/session",
       Need::session(),
       end_other_sessions,
       {.tag = "Sessions",
        .summary = "End all of one's own sessions but the one that asks.",
        .shape = Shape::message}},
      {Method::del,
       "/api/session/{id}",
       Need::session(),
       end_session,
       {.tag = "Sessions",
        .summary = "End a session: one's own, or, with Users / Edit, that of another user.",
        .shape = Shape::message,
        .codes = {ErrorCode::session_not_found, ErrorCode::user_superuser_only}}},
      {Method::get,
       "/api/user/{id}/session",
       Need::to_edit(Area::users),
       list_users_sessions,
       {.tag = "Users",
        .summary = "List a user's open sessions.",
        .shape = Shape::list,
        .entity = kSession,
        .list_parameters = true,
        .codes = {ErrorCode::user_not_found}}},
      {Method::del,
       "/api/user/{id}/session",
       Need::to_edit(Area::users),
       end_users_sessions,
       {.tag = "Users",
        .summary = "End all sessions of a user.",
        .shape = Shape::message,
        .codes = {ErrorCode::user_not_found, ErrorCode::user_superuser_only}}},
  };
}

}  // namespace expediter::api
