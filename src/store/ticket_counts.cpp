#include "store/ticket_counts.h"

namespace expediter::store {

void CountDeltas::add(const domain::Ticket& ticket, std::int64_t by) {
  deltas_[{Dimension::all, "", ticket.status, ticket.priority}] += by;
  deltas_[{Dimension::category, ticket.category, ticket.status, ticket.priority}] += by;
  deltas_[{Dimension::assignee, ticket.assignee_email.value_or(""), ticket.status, ticket.priority}] += by;
  days_[base::date_of(ticket.updated_at).days] += by;
}

void CountDeltas::merge(const CountDeltas& other) {
  for (const auto& [key, by] : other.deltas_) deltas_[key] += by;
  for (const auto& [day, by] : other.days_) days_[day] += by;
}

void CountDeltas::flush(sql::Connection& connection) const {
  for (const auto& [key, by] : deltas_) {
    if (by == 0) continue;
    const auto& [dimension, value, status, priority] = key;
    connection
        .prepare(
            "INSERT INTO ticket_counts (dimension, value, status, priority, count) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (dimension, value, status, priority) DO UPDATE SET count = count + excluded.count")
        .bind(1, static_cast<std::int64_t>(dimension))
        .bind(2, std::string_view{value})
        .bind(3, static_cast<std::int64_t>(status))
        .bind(4, static_cast<std::int64_t>(priority))
        .bind(5, by)
        .run();
  }
  for (const auto& [day, by] : days_) {
    if (by == 0) continue;
    connection
        .prepare(
            "INSERT INTO ticket_days (day, count) VALUES (?, ?) "
            "ON CONFLICT (day) DO UPDATE SET count = count + excluded.count")
        .bind(1, std::int64_t{day})
        .bind(2, by)
        .run();
  }
}

std::int64_t count_tickets(sql::Connection& connection, const CountQuestion& question) {
  std::int64_t total = 0;
  auto rows = connection.prepare(
      "SELECT status, priority, count FROM ticket_counts WHERE dimension = ? AND value = ?");
  for (const std::string& value : question.values) {
    rows.bind(1, static_cast<std::int64_t>(question.dimension)).bind(2, std::string_view{value});
    while (rows.step()) {
      const bool status_in = (question.statuses >> static_cast<unsigned>(rows.integer(0)) & 1U) != 0;
      const bool priority_in = (question.priorities >> static_cast<unsigned>(rows.integer(1)) & 1U) != 0;
      if (status_in && priority_in) total += rows.integer(2);
    }
    rows.reset();
  }
  return total;
}

std::optional<DayPosition> find_day(sql::Connection& connection, bool newest_first, std::int64_t offset) {
  auto days = connection.prepare(newest_first ? "SELECT day, count FROM ticket_days ORDER BY day DESC"
                                              : "SELECT day, count FROM ticket_days ORDER BY day");
  while (days.step()) {
    const std::int64_t count = days.integer(1);
    if (count > offset) return DayPosition{{static_cast<std::int32_t>(days.integer(0))}, offset};
    offset -= count;
  }
  return std::nullopt;
}

}  // namespace expediter::store
