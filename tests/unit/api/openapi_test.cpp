#include "api/openapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/error.h"
#include "domain/purchase_order.h"
#include "domain/ticket.h"
#include "domain/user.h"

namespace expediter::api {
namespace {

using http::Method;
using schema::Json;
using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

// The value at a path of member names; fails the test where it is not there.
const Json& at(const Json& json, std::initializer_list<std::string_view> path) {
  static const Json kNothing;
  const Json* here = &json;
  for (const std::string_view name : path) {
    here = here->find(name);
    if (here == nullptr) {
      ADD_FAILURE() << "no member " << name;
      return kNothing;
    }
  }
  return *here;
}

bool has(const Json& json, std::string_view name) {
  return json.find(name) != nullptr;
}

std::vector<std::string> names_of(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : *object.object()) names.push_back(name);
  return names;
}

std::vector<std::string> strings_of(const Json& array) {
  std::vector<std::string> strings;
  for (const Json& item : *array.array()) strings.push_back(item.text() == nullptr ? "null" : *item.text());
  return strings;
}

const Json& document() {
  static const Json made = make_openapi(routes());
  return made;
}

const Json& operation(std::string_view path, std::string_view method) {
  return at(document(), {"paths", path, method});
}

const Json& schema_of(std::string_view name) {
  return at(document(), {"components", "schemas", name});
}

constexpr std::string_view kTickets = "/api/issue-tracker-tickets";
constexpr std::string_view kTicket = "/api/issue-tracker-tickets/{id}";
constexpr std::string_view kNote = "/api/issue-tracker-tickets/{id}/notes/{note}";

// Every `$ref` in the document.
void collect_references(const Json& json, std::set<std::string>& out) {
  if (const auto* object = json.object()) {
    for (const auto& [name, value] : *object) {
      if (name == "$ref") out.insert(*value.text());
      collect_references(value, out);
    }
  }
  if (const auto* array = json.array())
    for (const Json& item : *array) collect_references(item, out);
}

bool resolves(std::string_view target) {
  const Json* here = &document();
  target.remove_prefix(2);
  while (here != nullptr && !target.empty()) {
    const std::size_t end = std::min(target.find('/'), target.size());
    here = here->find(target.substr(0, end));
    target.remove_prefix(std::min(end + 1, target.size()));
  }
  return here != nullptr;
}

// The codes that the response of a status may carry.
std::vector<std::string> codes_of(const Json& operation, std::string_view status) {
  const Json* response = &at(operation, {"responses", status});
  if (const Json* target = response->find("$ref")) {
    const std::string_view name =
        std::string_view{*target->text()}.substr(std::string_view{"#/components/responses/"}.size());
    response = &at(document(), {"components", "responses", name});
  }
  const Json& parts = at(*response, {"content", "application/json", "schema", "allOf"});
  return strings_of(at((*parts.array())[1], {"properties", "Code", "enum"}));
}

std::vector<std::string> parameter_names(const Json& operation) {
  std::vector<std::string> names;
  for (const Json& parameter : *at(operation, {"parameters"}).array()) {
    const Json* target = parameter.find("$ref");
    if (target == nullptr)
      names.push_back(*at(parameter, {"name"}).text());
    else
      names.push_back(target->text()->substr(target->text()->rfind('/') + 1));
  }
  return names;
}

TEST(Openapi, EveryRouteIsInTheDocument) {
  for (const Route& route : routes()) {
    std::string method{http::method_name(route.method)};
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(*at(operation(route.path, method), {"summary"}).text(), route.doc.summary) << route.path;
    EXPECT_TRUE(has(at(operation(route.path, method), {"responses"}), std::to_string(route.doc.success)));
  }
}

TEST(Openapi, TheServedTextIsTheDocumentAndStaysTheSame) {
  std::string text;
  schema::append_json(text, document());
  EXPECT_EQ(openapi_document().text, text);
  EXPECT_EQ(&openapi_document(), &openapi_document());
  EXPECT_FALSE(openapi_document().tag.empty());
}

TEST(Openapi, EveryReferenceResolves) {
  std::set<std::string> references;
  collect_references(document(), references);
  EXPECT_GT(references.size(), 20U);
  for (const std::string& target : references) EXPECT_TRUE(resolves(target)) << target;
}

TEST(Openapi, EverySharedPartIsUsed) {
  std::set<std::string> references;
  collect_references(document(), references);
  for (const std::string_view section : {"schemas", "parameters", "headers", "responses"})
    for (const std::string& name : names_of(at(document(), {"components", section})))
      EXPECT_THAT(references, Contains("#/components/" + std::string{section} + "/" + name));
}

TEST(Openapi, EveryOperationHasAnIdOfItsOwn) {
  std::set<std::string> ids;
  std::size_t operations = 0;
  for (const auto& [path, item] : *at(document(), {"paths"}).object()) {
    for (const auto& [method, each] : *item.object()) {
      ids.insert(*at(each, {"operationId"}).text());
      ++operations;
    }
  }
  EXPECT_EQ(ids.size(), operations);
  EXPECT_THAT(ids, IsSupersetOf({"listIssueTrackerTickets", "getIssueTrackerTicket",
                                 "createIssueTrackerTicket", "updateIssueTrackerTicketNote"}));
}

TEST(Openapi, EveryTagIsDescribed) {
  std::set<std::string> described;
  for (const Json& tag : *at(document(), {"tags"}).array()) described.insert(*at(tag, {"name"}).text());
  for (const Route& route : routes())
    EXPECT_THAT(described, Contains(std::string{route.doc.tag})) << route.path;
}

TEST(Openapi, ASecretThatIsShownOnceIsDescribedBesideItsEntity) {
  const Json& token = at(operation("/api/token", "post"),
                         {"responses", "201", "content", "application/json", "schema", "allOf"});
  EXPECT_EQ(*at((*token.array())[0], {"$ref"}).text(), "#/components/schemas/Token");
  EXPECT_TRUE(has(at((*token.array())[1], {"properties"}), "Token"));
  EXPECT_FALSE(has(at(schema_of("Token"), {"properties"}), "Token"));
}

TEST(Openapi, ABodyThatCreatesNothingIsARequest) {
  const Json& content = at(operation("/api/authenticate", "post"), {"requestBody", "content"});
  EXPECT_EQ(*at(content, {"application/json", "schema", "$ref"}).text(),
            "#/components/schemas/SignInRequest");
  EXPECT_THAT(strings_of(at(schema_of("SignInRequest"), {"required"})), ElementsAre("username", "password"));
  EXPECT_THAT(codes_of(operation("/api/authenticate", "post"), "401"),
              ElementsAre("User.InvalidCredentials"));
  EXPECT_THAT(codes_of(operation("/api/authenticate", "post"), "429"),
              ElementsAre("User.Locked", "Request.RateLimited"));
}

TEST(Openapi, ATicketIsDescribedByItsFieldTable) {
  const Json& properties = at(schema_of("Ticket"), {"properties"});
  std::vector<std::string> names;
  for (const auto& field : schema::kFieldInfos<domain::Ticket>) names.emplace_back(field.name);
  EXPECT_EQ(names_of(properties), names);
  EXPECT_EQ(strings_of(at(schema_of("Ticket"), {"required"})), names);
}

TEST(Openapi, ASchemaTellsBoundsSetsAndNull) {
  const Json& ticket = at(schema_of("Ticket"), {"properties"});
  EXPECT_EQ(*at(ticket, {"Title", "maxLength"}).integer(), 255);
  EXPECT_EQ(*at(ticket, {"Title", "minLength"}).integer(), 1);
  EXPECT_EQ(*at(ticket, {"Title", "type"}).text(), "string");
  EXPECT_THAT(strings_of(at(ticket, {"Due Date", "type"})), ElementsAre("string", "null"));
  EXPECT_EQ(*at(ticket, {"Due Date", "format"}).text(), "date");
  EXPECT_THAT(strings_of(at(ticket, {"Status", "enum"})),
              ElementsAre("Open", "In Progress", "Resolved", "Closed"));
  EXPECT_EQ(*at(ticket, {"Linked PO Id", "minimum"}).integer(), 1);
  EXPECT_FALSE(has(at(ticket, {"Linked PO Id"}), "maximum"));
  EXPECT_EQ(*at(ticket, {"Subscribers", "items", "format"}).text(), "email");
  EXPECT_EQ(*at(ticket, {"Notes", "items", "$ref"}).text(), "#/components/schemas/Note");
  EXPECT_TRUE(*at(ticket, {"Reporter Email", "readOnly"}).boolean());
  EXPECT_FALSE(has(at(ticket, {"Title"}), "readOnly"));
}

TEST(Openapi, ACreationRequiresWhatTheTableRequiresAndKnowsNoFieldOfTheServers) {
  const Json& creation = schema_of("NewTicket");
  EXPECT_THAT(strings_of(at(creation, {"required"})), ElementsAre("Title", "Priority"));
  EXPECT_THAT(names_of(at(creation, {"properties"})), Not(Contains("Reporter Email")));
  EXPECT_FALSE(*at(creation, {"additionalProperties"}).boolean());
}

TEST(Openapi, AChangeRequiresNothingAndMayCarryBackWhatWasRead) {
  EXPECT_FALSE(has(schema_of("TicketChange"), "required"));
  EXPECT_TRUE(*at(schema_of("TicketChange"), {"properties", "id", "readOnly"}).boolean());
}

TEST(Openapi, ARowOfAListMayLackFieldsAndATicketMayNot) {
  EXPECT_FALSE(has(schema_of("TicketRow"), "required"));
  const Json& rows = at(schema_of("TicketPage"), {"properties", "data", "properties", "rows", "items"});
  EXPECT_EQ(*at(rows, {"$ref"}).text(), "#/components/schemas/TicketRow");
}

TEST(Openapi, AListHasAParameterForEveryFieldItCanBeFilteredBy) {
  const auto names = parameter_names(operation(kTickets, "get"));
  EXPECT_THAT(names, IsSupersetOf({"filter", "sort", "page", "page_size", "cursor", "fields", "q", "Status",
                                   "Due Date", "Linked PO Number", "Subscribers"}));
  EXPECT_THAT(names, Not(Contains("Notes")));
}

TEST(Openapi, AWriteUnderASessionDeclaresTheCsrfHeaderAndATokenNeedsNone) {
  const auto& ways = *at(operation(kTickets, "post"), {"security"}).array();
  ASSERT_EQ(ways.size(), 2U);
  EXPECT_THAT(names_of(ways[0]), ElementsAre("session", "csrf"));
  EXPECT_THAT(names_of(ways[1]), ElementsAre("apiToken"));
  EXPECT_THAT(names_of((*at(operation(kTickets, "get"), {"security"}).array())[0]), ElementsAre("session"));
  EXPECT_TRUE(at(operation("/healthz", "get"), {"security"}).array()->empty());
}

struct DeclaredCode {
  std::string_view path;
  std::string_view method;
  std::string_view status;
  std::string code;
};

TEST(Openapi, AResponseNamesTheCodesThatMayCome) {
  for (const DeclaredCode& each : {
           DeclaredCode{kTickets, "get", "400", "Query.Invalid"},
           DeclaredCode{kTickets, "get", "401", "Session.Expired"},
           DeclaredCode{kTickets, "get", "403", "User.NotPrivileged"},
           DeclaredCode{kTickets, "get", "503", "Server.Overloaded"},
           DeclaredCode{kTickets, "get", "503", "Query.TooSlow"},
           DeclaredCode{kTickets, "post", "400", "Ticket.Invalid"},
           DeclaredCode{kTickets, "post", "400", "JSON.Invalid"},
           DeclaredCode{kTickets, "post", "400", "Idempotency.KeyReused"},
           DeclaredCode{kTickets, "post", "413", "Request.TooLarge"},
           DeclaredCode{kTickets, "post", "415", "Request.MediaType"},
           DeclaredCode{kTickets, "post", "422", "CSRF.Missing"},
           DeclaredCode{kTicket, "get", "404", "Ticket.NotFound"},
           DeclaredCode{kTicket, "put", "412", "Ticket.Changed"},
           DeclaredCode{kTicket, "delete", "412", "Ticket.Changed"},
           DeclaredCode{kNote, "put", "404", "Note.NotFound"},
           DeclaredCode{kNote, "delete", "403", "Note.NotYours"},
       })
    EXPECT_THAT(codes_of(operation(each.path, each.method), each.status), Contains(each.code))
        << each.method << " " << each.path << " " << each.status;
}

TEST(Openapi, ARouteDoesNotDeclareWhatCannotCome) {
  EXPECT_FALSE(has(at(operation("/healthz", "get"), {"responses"}), "401"));
  EXPECT_FALSE(has(at(operation(kTickets, "get"), {"responses"}), "422"));
  EXPECT_FALSE(has(at(operation(kTickets, "get"), {"responses"}), "415"));
  EXPECT_FALSE(has(at(operation(kTickets, "post"), {"responses"}), "404"));
  EXPECT_THAT(codes_of(operation(kTicket, "get"), "400"), Not(Contains("Query.Invalid")));
  EXPECT_THAT(codes_of(operation(kTickets, "post"), "503"), Not(Contains("Query.TooSlow")));
}

TEST(Openapi, ConditionalRequestsAreDeclaredWhereTheyWork) {
  EXPECT_TRUE(has(at(operation(kTicket, "get"), {"responses"}), "304"));
  EXPECT_THAT(parameter_names(operation(kTicket, "get")), Contains("If-None-Match"));
  EXPECT_THAT(parameter_names(operation(kTicket, "put")), Contains("If-Match"));
  EXPECT_THAT(parameter_names(operation(kTickets, "post")), Contains("Idempotency-Key"));
  EXPECT_FALSE(has(at(operation(kTicket, "put"), {"responses"}), "304"));
}

TEST(Openapi, APathValueHasTheSchemaOfWhatItNames) {
  const auto& parameters = *at(operation(kNote, "put"), {"parameters"}).array();
  EXPECT_EQ(*at(parameters[0], {"schema", "pattern"}).text(), "^TKT-[0-9]{3,}$");
  EXPECT_EQ(*at(parameters[1], {"schema", "type"}).text(), "integer");
}

TEST(Openapi, EveryErrorCodeOfTheTableIsInTheErrorSchema) {
  std::vector<std::string> names;
  for (const base::ErrorInfo& error : base::all_errors())
    if (std::find(names.begin(), names.end(), error.name) == names.end()) names.emplace_back(error.name);
  EXPECT_EQ(strings_of(at(schema_of("Error"), {"properties", "Code", "enum"})), names);
}

void nothing(Call&) {}

TEST(Openapi, ARouteWithItsOwnBodyAndAnswerIsDescribedByThem) {
  const std::array table{Route{
      Method::post,
      "/api/greet",
      Need::anyone(),
      nothing,
      {.tag = "Server",
       .summary = "Greet.",
       .shape = Shape::other,
       .body_schema = R"({"type":"object","properties":{"name":{"type":"string"}}})",
       .answer_schema = R"({"type":"object","properties":{"greeting":{"type":"string"}}})",
       .codes = {base::ErrorCode::user_locked}},
  }};
  const Json made = make_openapi(table);
  const Json& greet = at(made, {"paths", "/api/greet", "post"});
  EXPECT_EQ(*at(greet, {"operationId"}).text(), "greet");
  EXPECT_TRUE(has(at(greet, {"requestBody", "content", "application/json", "schema", "properties"}), "name"));
  const Json& answer = at(greet, {"responses", "200", "content", "application/json", "schema"});
  EXPECT_TRUE(has(at(answer, {"properties"}), "greeting"));
  EXPECT_TRUE(has(at(greet, {"responses", "429", "headers"}), "Retry-After"));
}

TEST(Openapi, APasswordIsSentAndNeverServed) {
  constexpr const schema::TableInfo* kUser = &schema::kTableInfo<domain::User>;
  const Need need = Need::to_edit(domain::Area::users);
  const std::array table{
      Route{Method::post,
            "/api/user",
            need,
            nothing,
            {.tag = "Users",
             .summary = "Create.",
             .success = 201,
             .shape = Shape::entity,
             .entity = kUser,
             .takes_entity = true}},
      Route{Method::put,
            "/api/user/{id}",
            need,
            nothing,
            {.tag = "Users",
             .summary = "Change.",
             .shape = Shape::wrapped,
             .entity = kUser,
             .takes_entity = true}},
  };
  const Json made = make_openapi(table);
  const Json& schemas = at(made, {"components", "schemas"});
  EXPECT_FALSE(has(at(schemas, {"User", "properties"}), "Password"));
  EXPECT_THAT(strings_of(at(schemas, {"User", "required"})), Not(Contains("Password")));
  EXPECT_TRUE(has(at(schemas, {"NewUser", "properties"}), "Password"));
  EXPECT_TRUE(*at(schemas, {"UserChange", "properties", "Password", "writeOnly"}).boolean());
}

TEST(Openapi, AnIdThatMayBeChosenOnCreationIsReadOnlyAfterwards) {
  constexpr const schema::TableInfo* kOrder = &schema::kTableInfo<domain::PurchaseOrder>;
  const Need need = Need::to_edit(domain::Area::procurement);
  RouteDoc doc{.tag = "Purchase Orders",
               .summary = "An order.",
               .success = 201,
               .shape = Shape::entity,
               .entity = kOrder,
               .takes_entity = true};
  const std::array table{Route{Method::post, "/api/purchase-order", need, nothing, doc},
                         Route{Method::put, "/api/purchase-order/{id}", need, nothing, doc}};
  const Json made = make_openapi(table);
  const Json& schemas = at(made, {"components", "schemas"});
  EXPECT_FALSE(has(at(schemas, {"NewPurchaseOrder", "properties", "id"}), "readOnly"));
  EXPECT_TRUE(*at(schemas, {"PurchaseOrderChange", "properties", "id", "readOnly"}).boolean());
}

}  // namespace
}  // namespace expediter::api
