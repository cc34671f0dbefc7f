// What the parts of a request cost by themselves: rendering a ticket, copying a rendered one into an answer,
// reading a filter, reading a body, verifying a token.
#include <benchmark/benchmark.h>

#include "domain/ticket.h"
#include "schema/patch.h"
#include "schema/query.h"
#include "service/access_tokens.h"
#include "store/rendered_ticket.h"

namespace {

using namespace expediter;
using domain::Ticket;

constexpr base::Timestamp kNow{1'790'812'800};
constexpr std::string_view kBody =
    R"({"Title":"Late container 7 at the quay",)"
    R"("Description":"The vessel waits; 40 pieces are due 3 days later.",)"
    R"("Priority":"High","Category":"Customs","Assignee Email":"team.7@acme.com","Linked PO Id":42})";
constexpr std::string_view kList = "Status=Open&Priority=High&sort=-Updated+At";
constexpr std::string_view kExpression =
    "filter=Status+eq+'Open'+and+(Priority+in+('High','Critical')+or+%22Due+Date%22+lt+today%2B3d)"
    "+and+not+Title+contains+'test'";

Ticket make_ticket() {
  Ticket ticket;
  ticket.id = {777};
  ticket.title = "Freight billed twice by Halcyon Air";
  ticket.description = "The same shipment to Gdansk on two invoices.";
  ticket.category = "Invoicing";
  ticket.assignee_email = "nils.lang@acme.com";
  ticket.reporter_email = "clara.dietz@acme.com";
  ticket.created_at = ticket.updated_at = kNow;
  ticket.due_date = base::date_of(kNow);
  ticket.linked_po_id = 3993;
  domain::subscribe_assignee(ticket);
  return ticket;
}

void render_ticket(benchmark::State& state) {
  const Ticket ticket = make_ticket();
  for (auto _ : state) benchmark::DoNotOptimize(store::RenderedTicket{ticket, 1});
}
BENCHMARK(render_ticket);

void append_rendered_ticket(benchmark::State& state) {
  const store::RenderedTicket rendered{make_ticket(), 1};
  std::string out;
  for (auto _ : state) {
    out.clear();
    rendered.append_to(out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * out.size()));
}
BENCHMARK(append_rendered_ticket);

void parse_query(benchmark::State& state, std::string_view text) {
  const schema::QueryContext context{.me = "jane.doe@acme.com",
                                     .today = base::date_of(kNow),
                                     .default_sort = {schema::kIndexOf<&Ticket::updated_at>, true},
                                     .default_search_sort = {schema::kIndexOf<&Ticket::id>, true},
                                     .searchable = true};
  for (auto _ : state)
    benchmark::DoNotOptimize(
        schema::parse_query(schema::parse_parameters(text), schema::kTableInfo<Ticket>, context));
}
BENCHMARK_CAPTURE(parse_query, fields, kList);
BENCHMARK_CAPTURE(parse_query, expression, kExpression);

void read_body(benchmark::State& state) {
  for (auto _ : state) {
    base::Violations violations;
    const schema::Json json = schema::parse_json_object(kBody);
    benchmark::DoNotOptimize(schema::read_patch<Ticket>(json, schema::Intent::create, violations));
    if (!violations.empty()) state.SkipWithError("the body is refused");
  }
}
BENCHMARK(read_body);

void verify_token(benchmark::State& state) {
  const service::SigningKeys keys{.current = {.id = "bench", .secret = std::string(32, 'k')}};
  const std::string token = service::issue_token(keys, {.user_id = 1,
                                                        .session_id = "papfen3rCdcZemz48zyIIQ",
                                                        .type = service::TokenType::access,
                                                        .csrf = "Y7QO5iuqW1DTdPwXcMtFZ4taJDY_SvQE",
                                                        .issued_at = kNow,
                                                        .expires_at = {kNow.seconds + 3600}});
  for (auto _ : state) {
    const auto verified = service::verify_token(keys, token, service::TokenType::access, kNow);
    if (!std::holds_alternative<service::TokenClaims>(verified)) state.SkipWithError("the token is refused");
  }
}
BENCHMARK(verify_token);

}  // namespace

BENCHMARK_MAIN();
