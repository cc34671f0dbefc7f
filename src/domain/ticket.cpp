#include "domain/ticket.h"

#include <algorithm>

#include "base/text.h"
#include "base/unicode.h"

namespace expediter::domain {

namespace {

constexpr std::string_view kPrefix = "TKT-";

}  // namespace

std::optional<TicketId> parse_ticket_id(std::string_view text) {
  if (!text.starts_with(kPrefix)) return std::nullopt;
  const std::string_view digits = text.substr(kPrefix.size());
  if (digits.size() < 3 || digits.size() > 18) return std::nullopt;
  // One name per ticket: TKT-0001 is not TKT-001.
  if (digits.size() > 3 && digits.front() == '0') return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  const auto number = base::parse_integer(digits);
  if (!number || *number < 1) return std::nullopt;
  return TicketId{*number};
}

void append_ticket_id(std::string& out, TicketId id) {
  out += kPrefix;
  if (id.number < 100) out += '0';
  if (id.number < 10) out += '0';
  schema::append_json_integer(out, id.number);
}

std::string format_ticket_id(TicketId id) {
  std::string out;
  append_ticket_id(out, id);
  return out;
}

void subscribe_assignee(Ticket& ticket) {
  if (!ticket.assignee_email) return;
  auto& all = ticket.subscribers;
  const std::string folded = base::fold_identity(*ticket.assignee_email);
  const auto is_assignee = [&](const std::string& each) { return base::fold_identity(each) == folded; };
  if (all.size() < kMaxSubscribers && std::none_of(all.begin(), all.end(), is_assignee))
    all.push_back(*ticket.assignee_email);
}

NoteTotals totals_of(const std::vector<Note>& notes) {
  NoteTotals totals{.count = static_cast<std::int64_t>(notes.size())};
  for (const Note& note : notes) totals.bytes += static_cast<std::int64_t>(note.text.size());
  return totals;
}

}  // namespace expediter::domain

namespace expediter::schema {

bool ValueTraits<domain::TicketId>::read(const Json& json, const Rule& rule, domain::TicketId& out,
                                         base::Violations& violations) {
  const auto id = json.text() == nullptr ? std::nullopt : domain::parse_ticket_id(*json.text());
  if (!id) {
    violate(violations, rule, json.text() == nullptr ? base::violation::kType : base::violation::kFormat,
            fmt::format("{} must be {}.", rule.field, info.expected));
    return false;
  }
  out = *id;
  return true;
}

}  // namespace expediter::schema
