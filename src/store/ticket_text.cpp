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

sql::Statement note_texts(sql::Connection& connection, domain::TicketId id) {
  auto rows = connection.prepare("SELECT text FROM notes WHERE ticket_id = ? ORDER BY id DESC");
  rows.bind(1, id.number);
  return rows;
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

std::string terms_gone(sql::Connection& connection, domain::TicketId ticket, std::string_view terms,
                       std::string_view kept) {
  Terms gone{terms};
  for (const std::string_view term : base::split_terms(kept)) gone.remove(term);
  auto rows = note_texts(connection, ticket);
  while (!gone.empty() && rows.step())
    base::for_each_term(rows.text(0), [&](std::string_view term) { gone.remove(term); });
  return gone.joined();
}

std::string all_terms(sql::Connection& connection, domain::TicketId id) {
  base::TermSet terms;
  if (const auto ticket = find_ticket(connection, id, Notes::none)) add_texts(terms, *ticket);
  auto rows = note_texts(connection, id);
  while (rows.step()) terms.add_text(rows.text(0));
  return terms.joined();
}

}  // namespace expediter::store
