// The list of tickets as a file for spreadsheets. Made whole, of one moment, by a worker, within bounds; it
// leaves once the audit log says so.

#include <fmt/format.h>

#include <algorithm>

#include "api/rate_limiter.h"
#include "api/resources.h"
#include "base/random.h"
#include "schema/csv_table.h"
#include "service/audit.h"
#include "store/ticket_lists.h"

namespace expediter::api {

namespace {

using base::Error;
using base::ErrorCode;
using domain::Ticket;

constexpr const schema::TableInfo& kTable = schema::kTableInfo<Ticket>;

// What the worker needs to know of the request, which is gone by then.
struct ExportRequest {
  schema::Query query;
  std::string asked;  // For the audit log: the parameters as they were sent.
  std::string if_none_match;
  service::Caller caller;
  store::Origin origin;
  ByteBudget::Owner owner;
  bool head_only;  // HEAD: nothing leaves.
  std::string date;
};

struct File {
  std::string text;
  std::int64_t rows = 0;
};

std::string list_parameters(std::span<const schema::Parameter> parameters) {
  std::string list;
  for (const auto& [name, value] : parameters)
    list.append(list.empty() ? "" : " & ").append(name).append("=").append(value);
  return list;
}

ExportRequest parse_request(Call& call) {
  const auto parameters = schema::parse_parameters(call.request().query);
  const base::Date today = base::date_of(call.services().clock.now());
  auto context = ticket_query_context(call.caller().email, today);
  context.paged = false;
  return {.query = schema::parse_query(parameters, ticket_table(call.caller()), context),
          .asked = list_parameters(parameters),
          .if_none_match = std::string{call.request().header("If-None-Match")},
          .caller = call.caller(),
          .origin = call.origin(),
          .owner = {.account = rate_key(call.caller().user_id), .address = rate_key(call.request().address)},
          .head_only = call.request().method == http::Method::head,
          .date = base::format_date(today)};
}

[[noreturn]] void refuse_rows(std::int64_t rows, std::int64_t most) {
  throw Error{ErrorCode::export_too_large,
              fmt::format("{} tickets match, and an export has at most {}: narrow the filter.", rows, most)};
}

[[noreturn]] void refuse_bytes(const File& file, std::int64_t total, std::size_t most) {
  throw Error{ErrorCode::export_too_large,
              fmt::format("The first {} of {} tickets fill the {} bytes that an export has at most: narrow "
                          "the filter, or ask for fewer fields.",
                          file.rows, total, most)};
}

// A few clients that take long over large files must not use up what all answers share (`limits.held`).
[[noreturn]] void refuse_for_now() {
  throw Error{ErrorCode::overloaded, "Too many exports wait for their clients; try again."}
      .because("exports that were not taken fill their part of limits.held")
      .retry_after(std::chrono::seconds{5});
}

File make_file(Services& services, const store::Snapshot& snapshot, const schema::Query& query) {
  const ExportLimits& limits = services.exports;
  const std::int64_t total = store::count_tickets(snapshot, query, services.counts);
  if (total > limits.rows) refuse_rows(total, limits.rows);
  const auto fields = query.fields.empty() ? schema::served_fields(kTable) : query.fields;
  File file{.text = std::string{schema::kCsvMark}};
  schema::append_csv_header(file.text, kTable, fields);
  if (total == 0) return file;
  const bool with_notes =
      std::find(fields.begin(), fields.end(), schema::kIndexOf<&Ticket::notes>) != fields.end();
  const store::Notes notes = with_notes ? store::Notes::all : store::Notes::none;
  for (const domain::TicketId id : store::list_tickets(snapshot, query, {.limit = total}).ids) {
    const auto ticket = store::find_ticket(snapshot.db(), id, notes);
    if (!ticket) continue;  // The lists of one snapshot agree; a database that is damaged may not.
    schema::append_csv_row(file.text, *ticket, fields);
    ++file.rows;
    if (file.text.size() > limits.bytes) refuse_bytes(file, total, limits.bytes);
  }
  return file;
}

// Nothing leaves that the log does not tell of: where it cannot be written, there is no export.
void log_export(store::Writer& writer, const ExportRequest& request, std::int64_t rows) {
  try {
    writer.run([&](store::WriteContext& context) {
      context.set_origin(request.origin);
      const std::string what = request.asked.empty() ? "no filter" : request.asked;
      service::record(context, request.caller, service::AuditAction::exported,
                      {.subject = "tickets", .details = fmt::format("{} rows; {}", rows, what)});
      return true;
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::storage_unavailable) throw;
    throw Error{error.code(), fmt::format("The export cannot be noted in the audit log, so there is none. {}",
                                          error.message())}
        .because(error.detail())
        .retry_after(error.retry_after().value_or(std::chrono::seconds{1}));
  }
}

void answer_file(Services& services, store::Reader& reader, const ExportRequest& request,
                 http::Response& response) {
  File file = make_file(services, reader.snapshot(), request.query);
  const std::string tag = base::content_tag(file.text);
  if (answer_not_modified(response, request.if_none_match, tag)) return;
  response.until_sent = services.exports.untaken.take(file.text.capacity(), request.owner);
  if (!response.until_sent) refuse_for_now();
  if (!request.head_only) log_export(services.database.writer(), request, file.rows);
  response.content_type = "text/csv; charset=utf-8";
  response.add_header("Content-Disposition",
                      fmt::format("attachment; filename=\"tickets-{}.csv\"", request.date));
  add_tag(response, tag);
  response.body = std::move(file.text);
}

void export_tickets(Call& call) {
  Services& services = call.services();
  // Shared, as a worker's work is copied.
  const auto request = std::make_shared<const ExportRequest>(parse_request(call));
  call.on_worker(
      [&services, request](store::Reader& reader, http::Response& response) {
        answer_file(services, reader, *request, response);
      },
      Load::heavy);
}

}  // namespace

std::vector<Route> ticket_export_routes() {
  return {{http::Method::get,
           "/api/issue-tracker-tickets/export",
           Need::to_view(domain::Area::issue_tracker),
           export_tickets,
           {.tag = "Tickets",
            .summary = "Export the list of tickets, all its rows, as CSV.",
            .shape = Shape::other,
            .entity = &kTable,
            .answer_schema = R"({"type":"string"})",
            .list_parameters = true,
            .paged = false,
            .parameters = {{"q"}},
            .codes = {ErrorCode::export_too_large},
            .tagged = true,
            .media_type = "text/csv"}}};
}

}  // namespace expediter::api
