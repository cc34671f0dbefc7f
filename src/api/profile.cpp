// What anybody signed in may know: who they are, and whom they can name.

#include "api/entity_answers.h"
#include "api/resources.h"
#include "schema/parameters.h"
#include "service/accounts.h"
#include "store/sessions.h"
#include "store/users.h"

namespace expediter::api {

namespace {

using base::ErrorCode;
using domain::Person;
using http::Method;

constexpr std::int64_t kPeople = 20;

void get_profile(Call& call) {
  // A page of an admitted origin cannot read the cookies with the CSRF values, and loses its own copy when it
  // is loaded anew.
  const bool tells = call.from_admitted_page() && !call.caller().by_token();
  call.read({}, [tells, caller = call.caller()](const store::Snapshot& snapshot, http::Response& response) {
    schema::JsonObject profile{response.body};
    schema::append_entity(profile.member("data"), service::get_user(snapshot.db(), caller.user_id));
    if (tells) {
      profile.string("csrf_access_token", caller.csrf_access);
      if (const auto session = store::find_session(snapshot.db(), caller.session_id))
        profile.string("csrf_refresh_token", session->csrf_refresh);
    }
    profile.close();
  });
}

[[noreturn]] void refuse(std::string_view parameter, std::string_view code, std::string message) {
  throw base::Error{ErrorCode::query_invalid,
                    {{std::string{parameter}, std::string{code}, std::move(message)}}};
}

struct PeopleRequest {
  std::string text;
  std::int64_t page_size = kPeople;
};

PeopleRequest parse_people_request(std::string_view query) {
  PeopleRequest request;
  auto parameters = schema::parse_parameters(query);
  for (schema::Parameter& parameter : parameters) {
    schema::refuse_repeats(parameters, parameter.name);
    if (parameter.name == "q") {
      request.text = std::move(parameter.value);
    } else if (parameter.name == "page_size") {
      const auto size = base::parse_integer(parameter.value);
      if (!size || *size < 1 || *size > schema::kMaxPageSize)
        refuse("page_size", base::violation::kRange,
               fmt::format("page_size must be from 1 to {}.", schema::kMaxPageSize));
      request.page_size = *size;
    } else {
      refuse(parameter.name, base::violation::kUnknown, "Only q and page_size are known here.");
    }
  }
  return request;
}

void list_people(Call& call) {
  call.read({.shape = "people"}, [request = parse_people_request(call.request().query)](
                                     const store::Snapshot& snapshot, http::Response& response) {
    const auto people = store::find_people(snapshot.db(), request.text, static_cast<int>(request.page_size));
    schema::Query query;
    query.sort = {{schema::kIndexOf<&Person::fullname>, false}};
    query.page_size = request.page_size;
    const Envelope envelope{schema::kTableInfo<Person>, query, people.total, {}};
    append_page(response.body, envelope, people.rows);
  });
}

}  // namespace

std::vector<Route> profile_routes() {
  return {
      {Method::get,
       "/api/profile",
       Need::signed_in(),
       get_profile,
       {.tag = "Users",
        .summary = "Who is signed in, with their privileges.",
        .shape = Shape::wrapped,
        .entity = &schema::kTableInfo<domain::User>,
        .answer_schema = R"({"properties": {
            "csrf_access_token": {"type": "string",
              "description": "For pages of another origin that the server admits, under a session."},
            "csrf_refresh_token": {"type": "string", "description": "Likewise."}}})"}},
      {Method::get,
       "/api/people",
       Need::signed_in(),
       list_people,
       {.tag = "Users",
        .summary = "Names and addresses of active users, for completion.",
        .shape = Shape::list,
        .entity = &schema::kTableInfo<Person>,
        .parameters = {{"q", "Part of a name or an address; those that begin with it come first."},
                       {.name = "page_size",
                        .summary = "At most so many.",
                        .type = QueryParameter::Type::number,
                        .min = 1,
                        .max = schema::kMaxPageSize,
                        .preset = kPeople}}}},
  };
}

}  // namespace expediter::api
