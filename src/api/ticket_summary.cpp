// Figures over tickets, for the page's counts and its dashboard.

#include "store/ticket_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/resources.h"
#include "base/text.h"
#include "schema/json.h"
#include "schema/parameters.h"
#include "schema/query.h"
#include "store/ticket_lists.h"

namespace expediter::api {

namespace {

using domain::Area;
using domain::Ticket;
using http::Method;
using schema::JsonObject;

constexpr std::array<std::string_view, 4> kOwnParameters{"by", "weeks", "limit", "utc_offset"};

// The numbers among them: what they may be, for who parses and for who reads of it.
struct Bounds {
  std::int64_t min;
  std::int64_t max;
};
constexpr Bounds kWeeks{1, 104};
constexpr Bounds kLimit{1, 500};
constexpr std::int64_t kUsualLimit = 50;
// Clocks are from 14 hours behind UTC to 14 hours ahead of it, in minutes.
constexpr Bounds kOffset{-14 * 60, 14 * 60};

// What is asked beside the list's own filter parameters.
struct SummaryRequest {
  schema::Query query;
  std::vector<store::Grouping> by;
  int weeks = 0;                     // 0: no weeks, no settling time.
  std::int64_t limit = kUsualLimit;  // Values per grouping.
  base::Date today = {};             // In UTC,
  store::LocalDay day = {};          // and by the caller's clock.
};

[[noreturn]] void refuse(std::string_view parameter, std::string message) {
  throw base::Error{base::ErrorCode::query_invalid,
                    {{std::string{parameter}, std::string{base::violation::kValue}, std::move(message)}}};
}

// Throws user_not_privileged for what the table withholds.
std::vector<store::Grouping> parse_groupings(std::string_view text, const schema::TableInfo& table) {
  std::vector<store::Grouping> groupings;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view name = base::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    schema::refuse_withheld(name, table);
    std::string allowed;
    bool found = false;
    for (const store::GroupingName& known : store::grouping_names()) {
      allowed.append(allowed.empty() ? "" : ", ").append(known.name);
      if (known.name != name) continue;
      found = true;
      // Counting is the work here: a name that is repeated is counted once.
      if (std::ranges::find(groupings, known.grouping) == groupings.end())
        groupings.push_back(known.grouping);
    }
    if (!found) refuse("by", "by takes names of " + allowed + ".");
  }
  return groupings;
}

std::int64_t parse_bounded(const schema::Parameter& parameter, const Bounds& bounds) {
  const auto value = base::parse_integer(parameter.value);
  if (!value || *value < bounds.min || *value > bounds.max)
    refuse(parameter.name, fmt::format("{} must be from {} to {}.", parameter.name, bounds.min, bounds.max));
  return *value;
}

SummaryRequest parse_request(const Call& call, const base::Clock& clock) {
  const auto parameters = schema::parse_parameters(call.request().query);
  const base::Timestamp now = clock.now();
  const base::Date today = base::date_of(now);
  std::int64_t ahead = 0;
  SummaryRequest request{
      .query = schema::parse_query(parameters, ticket_table(call.caller()),
                                   ticket_query_context(call.caller().email, today), kOwnParameters),
      .by = parse_groupings(schema::joined_values(parameters, "by"), ticket_table(call.caller()))};
  for (const schema::Parameter& parameter : parameters) {
    if (std::ranges::find(kOwnParameters, parameter.name) != kOwnParameters.end() && parameter.name != "by")
      schema::refuse_repeats(parameters, parameter.name);
    if (parameter.name == "weeks") request.weeks = static_cast<int>(parse_bounded(parameter, kWeeks));
    if (parameter.name == "limit") request.limit = parse_bounded(parameter, kLimit);
    if (parameter.name == "utc_offset") ahead = parse_bounded(parameter, kOffset) * 60;
  }
  request.today = today;
  request.day = {base::date_of({now.seconds + ahead}), ahead};
  return request;
}

void append_groups(std::string& out, const SummaryRequest& request, const store::Snapshot& snapshot,
                   const store::LocalDay& day) {
  JsonObject counts{out};
  for (const store::Grouping grouping : request.by) {
    std::string_view name;
    for (const store::GroupingName& known : store::grouping_names())
      if (known.grouping == grouping) name = known.name;
    std::string& list = counts.member(name);
    list += '[';
    for (const auto& group : store::count_by(snapshot, request.query, grouping, day, request.limit)) {
      if (list.back() != '[') list += ',';
      JsonObject item{list};
      if (group.value)
        item.string("value", *group.value);
      else
        item.member("value") += "null";
      item.integer("count", group.count);
      item.close();
    }
    list += ']';
  }
  counts.close();
}

void append_weeks(JsonObject& data, const SummaryRequest& request, const store::Snapshot& snapshot,
                  const store::LocalDay& day) {
  std::string& list = data.member("weeks");
  list += '[';
  for (const store::Week& week : store::count_weeks(snapshot, request.query, day, request.weeks)) {
    if (list.back() != '[') list += ',';
    JsonObject item{list};
    item.string("week", base::format_date(week.monday)).integer("opened", week.opened);
    item.integer("settled", week.settled);
    item.close();
  }
  list += ']';
  std::string& settling = data.member("settling_seconds");
  if (const auto time = store::settling_time(snapshot, request.query, day)) {
    JsonObject item{settling};
    item.string("since", base::format_date(time->since)).integer("count", time->count);
    item.integer("median", time->median).integer("p90", time->ninetieth_percentile);
    item.close();
  } else {
    settling += "null";
  }
}

std::string make_summary(Services& services, const SummaryRequest& request, const store::Snapshot& snapshot) {
  const store::LocalDay& day = request.day;
  std::string out = R"({"data":)";
  JsonObject data{out};
  data.integer("total", store::count_tickets(snapshot, request.query, services.counts));
  const store::Lateness late = store::count_late(snapshot, request.query, day);
  data.integer("overdue", late.overdue).integer("due_soon", late.due_soon);
  append_groups(data.member("counts"), request, snapshot, day);
  if (request.weeks > 0) append_weeks(data, request, snapshot, day);
  data.close();
  return out + "}";
}

void summarise(Call& call) {
  Services& services = call.services();
  SummaryRequest request = parse_request(call, services.clock);
  const std::string key = fmt::format("summary {}\n", request.day.today.days) + list_key(call, request.today);
  if (const auto known = services.lists.find(key, services.database.tickets().published())) {
    call.response().body = *known;
    return;
  }
  // It counts over all that the filter keeps, several times: not a loop's work.
  call.on_worker(
      [&services, key, request = std::move(request)](store::Reader& reader, http::Response& response) {
        const store::Snapshot snapshot = reader.snapshot();
        response.body = make_summary(services, request, snapshot);
        services.lists.keep(key, snapshot.seq(), std::make_shared<const std::string>(response.body));
      });
}

constexpr std::string_view kAnswer =
    R"({"type":"object","required":["data"],"properties":{"data":{"type":"object",)"
    R"("required":["total","overdue","due_soon","counts"],"properties":{"total":{"type":"integer"},)"
    R"("overdue":{"type":"integer"},"due_soon":{"type":"integer"},)"
    R"("counts":{"type":"object","additionalProperties":)"
    R"({"type":"array","items":{"type":"object","properties":{"value":{"type":["string","null"]},)"
    R"("count":{"type":"integer"}}}}},"weeks":{"type":"array","items":{"type":"object","properties":)"
    R"({"week":{"type":"string","format":"date"},"opened":{"type":"integer"},)"
    R"("settled":{"type":"integer"}}}},)"
    R"("settling_seconds":{"type":["object","null"],"properties":)"
    R"({"since":{"type":"string","format":"date"},"count":{"type":"integer"},)"
    R"("median":{"type":"integer"},"p90":{"type":"integer"}}}}}}})";

std::vector<QueryParameter> own_parameters() {
  using enum QueryParameter::Type;
  std::vector<std::string_view> groupings;
  for (const store::GroupingName& known : store::grouping_names()) groupings.push_back(known.name);
  return {{"q"},
          {.name = "by",
           .summary = "What to count by, comma by comma; left out, nothing.",
           .type = list,
           .values = std::move(groupings)},
          {.name = "weeks",
           .summary = "For how many weeks to tell what was opened and settled; left out, none.",
           .type = number,
           .min = kWeeks.min,
           .max = kWeeks.max},
          {.name = "limit",
           .summary = "How many values of each count to tell, the most frequent first.",
           .type = number,
           .min = kLimit.min,
           .max = kLimit.max,
           .preset = kUsualLimit},
          {.name = "utc_offset",
           .summary = "Minutes by which the caller's clock is ahead of UTC: when days and weeks begin.",
           .type = number,
           .min = kOffset.min,
           .max = kOffset.max,
           .preset = 0}};
}

}  // namespace

std::vector<Route> ticket_summary_routes() {
  return {
      {Method::get,
       "/api/issue-tracker-tickets/summary",
       Need::to_view(Area::issue_tracker),
       summarise,
       {.tag = "Tickets",
        .summary = "Figures over the tickets that a filter keeps.",
        .shape = Shape::other,
        .entity = &schema::kTableInfo<Ticket>,
        .answer_schema = kAnswer,
        .list_parameters = true,
        .parameters = own_parameters()}},
  };
}

}  // namespace expediter::api
