#include "store/ticket_filter.h"

#include "domain/ticket.h"

namespace expediter::store {

namespace {

using domain::Ticket;
using schema::Condition;
using schema::Filter;
using schema::Operator;

constexpr std::size_t kStatus = schema::kIndexOf<&Ticket::status>;
constexpr std::size_t kPriority = schema::kIndexOf<&Ticket::priority>;
constexpr std::size_t kAssignee = schema::kIndexOf<&Ticket::assignee_email>;
constexpr std::size_t kCategory = schema::kIndexOf<&Ticket::category>;

bool keeps_rank(const Condition& condition, std::int64_t rank) {
  for (const schema::Scalar& value : condition.values) {
    const auto* other = std::get_if<std::int64_t>(&value);
    if (other == nullptr) continue;
    switch (condition.op) {
      case Operator::eq:
      case Operator::in:
        if (rank == *other) return true;
        break;
      case Operator::ne:
        return rank != *other;
      case Operator::lt:
        return rank < *other;
      case Operator::le:
        return rank <= *other;
      case Operator::gt:
        return rank > *other;
      case Operator::ge:
        return rank >= *other;
      default:
        break;
    }
  }
  return false;
}

// Which ranks of an enumeration of four a condition on it keeps.
unsigned kept_ranks(const Filter& filter) {
  unsigned kept = 0;
  for (unsigned rank = 0; rank < 4; ++rank)
    if (keeps_rank(filter.condition, rank) != filter.negated) kept |= 1U << rank;
  return kept;
}

bool is_equality(const Filter& filter) {
  return filter.kind == Filter::Kind::condition && !filter.negated &&
         (filter.condition.op == Operator::eq || filter.condition.op == Operator::in ||
          filter.condition.op == Operator::is_null);
}

// What the totals keep of a condition's values: "" stands for no value there, and only a field that can be
// null has such tickets. An empty text is another question, to which there is no ticket: no address and no
// category is empty.
std::vector<std::string> kept_values(const Condition& condition) {
  const bool nullable = schema::kTableInfo<Ticket>.fields[condition.field].type.nullable;
  std::vector<std::string> kept;
  if (condition.op == Operator::is_null && nullable) kept.emplace_back();
  for (const schema::Scalar& value : condition.values) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr && nullable) kept.emplace_back();
    if (text != nullptr && !text->empty()) kept.push_back(*text);
  }
  return kept;
}

bool is_indexed(std::size_t field) {
  return field == kAssignee || field == kCategory || field == schema::kIndexOf<&Ticket::id> ||
         field == schema::kIndexOf<&Ticket::linked_po_id> ||
         field == schema::kIndexOf<&Ticket::reporter_email>;
}

void analyse_conjunct(const Filter& filter, TicketFilter& out) {
  if (filter.kind == Filter::Kind::all_of) {
    for (const Filter& child : filter.children) analyse_conjunct(child, out);
    return;
  }
  const bool condition = filter.kind == Filter::Kind::condition;
  if (condition && filter.condition.field == kStatus && filter.condition.op != Operator::is_null) {
    out.statuses &= kept_ranks(filter);
    return;
  }
  if (condition && filter.condition.field == kPriority && filter.condition.op != Operator::is_null) {
    out.priorities &= kept_ranks(filter);
    return;
  }
  out.rest.children.push_back(filter);
  if (is_equality(filter) && is_indexed(filter.condition.field)) out.has_indexed_equality = true;
  if (is_equality(filter) && filter.condition.field == kAssignee && !out.assignees)
    out.assignees = kept_values(filter.condition);
  else if (is_equality(filter) && filter.condition.field == kCategory && !out.categories)
    out.categories = kept_values(filter.condition);
  else
    out.has_others = true;
}

}  // namespace

TicketFilter analyse(const Filter& filter) {
  TicketFilter out;
  analyse_conjunct(filter, out);
  return out;
}

std::optional<CountQuestion> TicketFilter::as_count_question() const {
  if (has_others || (assignees && categories)) return std::nullopt;
  CountQuestion question{.statuses = statuses, .priorities = priorities};
  if (assignees) question.dimension = Dimension::assignee, question.values = *assignees;
  if (categories) question.dimension = Dimension::category, question.values = *categories;
  return question;
}

}  // namespace expediter::store
