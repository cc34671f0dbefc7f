#include "store/ticket_text.h"

#include <bitset>
#include <set>
#include <string_view>

#include "base/search_terms.h"
#include "store/tickets.h"

namespace expediter::store {

namespace {

constexpr std::int64_t kWholeNotes = 64;
constexpr std::int64_t kWholeBytes = std::int64_t{64} * 1024;
static_assert(kWholeNotes <= domain::kMaxShownNotes && kWholeBytes <= domain::kMaxShownNoteBytes);

// Terms of which some are looked for, and told off.
class Terms {
 public:
  explicit Terms(std::string_view joined) {
    for (const std::string_view term : base::split_terms(joined)) terms_.emplace(term);
    // Most terms of a text are none of those looked for, which their beginning and length tell nearly always.
    for (const std::string_view term : terms_) marks_.set(mark_of(term));
  }

  void remove(std::string_view term) {
    if (marks_.test(mark_of(term))) terms_.erase(term);
  }
  bool empty() const { return terms_.empty(); }
  std::string joined() const {
    std::string text;
    for (const std::string_view term : terms_) text.append(text.empty() ? "" : " ").append(term);
    return text;
  }

 private:
  static constexpr std::size_t kMarks = 4096;
  static std::size_t mark_of(std::string_view term) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(term[at]); };
    return (byte(0) * 31U + byte(term.size() - 1) * 7U + byte(term.size() / 2) + term.size() * 131U) % kMarks;
  }

  std::bitset<kMarks> marks_;
  std::set<std::string_view> terms_;
};

sql::Statement note_texts(sql::Connection& connection, domain::TicketId id, std::int64_t but = 0) {
  auto rows = connection.prepare("SELECT text FROM notes WHERE ticket_id = ? AND id <> ? ORDER BY id DESC");
  rows.bind(1, id.number).bind(2, but);
  return rows;
}

std::int64_t last_entry_of(sql::Connection& connection, domain::TicketId id) {
  auto row = connection.prepare("SELECT MAX(id) FROM ticket_history WHERE ticket_id = ?");
  row.bind(1, id.number);
  return row.step() && !row.is_null(0) ? row.integer(0) : 0;
}

ForeseenLoss loss_of(sql::Connection& connection, domain::TicketId id, std::int64_t note, std::string terms) {
  return {.ticket = id, .note = note, .last_entry = last_entry_of(connection, id), .terms = std::move(terms)};
}

void add_texts(base::TermSet& terms, const domain::Ticket& ticket) {
  terms.add_text(ticket.title);
  if (ticket.description) terms.add_text(*ticket.description);
}

}  // namespace

bool is_told_whole(const domain::NoteTotals& notes) {
  return notes.count <= kWholeNotes && notes.bytes <= kWholeBytes;
}

std::string note_terms_of(std::string_view text) {
  base::TermSet terms;
  terms.add_text(text);
  return terms.joined();
}

std::string text_terms_of(const domain::Ticket& ticket) {
  base::TermSet terms;
  add_texts(terms, ticket);
  return terms.joined();
}

std::string terms_of(const domain::Ticket& ticket) {
  base::TermSet terms;
  add_texts(terms, ticket);
  for (const domain::Note& note : ticket.notes) terms.add_text(note.text);
  return terms.joined();
}

std::string terms_in_no_note(sql::Connection& connection, domain::TicketId ticket, std::string_view terms,
                             std::int64_t but) {
  Terms left{terms};
  auto rows = note_texts(connection, ticket, but);
  while (!left.empty() && rows.step())
    base::for_each_term(rows.text(0), [&](std::string_view term) { left.remove(term); });
  return left.joined();
}

std::string all_terms(sql::Connection& connection, domain::TicketId id) {
  base::TermSet terms;
  if (const auto ticket = find_ticket(connection, id, Notes::none)) add_texts(terms, *ticket);
  auto rows = note_texts(connection, id);
  while (rows.step()) terms.add_text(rows.text(0));
  return terms.joined();
}

bool has_much_to_lose(sql::Connection& connection, domain::TicketId ticket) {
  return !is_told_whole(find_note_totals(connection, ticket));
}

std::optional<ForeseenLoss> foresee_loss_of_note(sql::Connection& connection, domain::TicketId ticket,
                                                 std::int64_t note) {
  if (!has_much_to_lose(connection, ticket)) return std::nullopt;
  const auto found = find_note(connection, ticket, note);
  if (!found) return std::nullopt;
  return loss_of(connection, ticket, note,
                 terms_in_no_note(connection, ticket, note_terms_of(found->note.text), note));
}

std::optional<ForeseenLoss> foresee_loss_of_text(sql::Connection& connection, domain::TicketId ticket) {
  if (!has_much_to_lose(connection, ticket)) return std::nullopt;
  const auto found = find_ticket(connection, ticket, Notes::none);
  if (!found) return std::nullopt;
  return loss_of(connection, ticket, 0, terms_in_no_note(connection, ticket, text_terms_of(*found)));
}

std::optional<ForeseenLoss> foresee_loss_of_all(sql::Connection& connection, domain::TicketId ticket) {
  if (!has_much_to_lose(connection, ticket)) return std::nullopt;
  return loss_of(connection, ticket, 0, all_terms(connection, ticket));
}

const std::string* foreseen_loss(WriteContext& context, domain::TicketId ticket, std::int64_t note) {
  const auto& foreseen = context.foreseen();
  if (!foreseen || foreseen->ticket != ticket || foreseen->note != note) return nullptr;
  return foreseen->last_entry == last_entry_of(context.db(), ticket) ? &foreseen->terms : nullptr;
}

}  // namespace expediter::store
