#include "store/tickets.h"

#include <algorithm>
#include <bit>

#include "base/search_terms.h"
#include "store/addresses.h"
#include "store/rows.h"
#include "store/ticket_text.h"

namespace expediter::store {

namespace {

using domain::Note;
using domain::Ticket;
using domain::TicketId;

// `before`: the ticket as it was; what it becomes where it is created.
void add_history(WriteContext& context, const Ticket& before, const HistoryNote& note,
                 std::optional<std::string_view> field = std::nullopt) {
  // A ticket's first entry is its creation: there is nothing to count on from.
  constexpr std::string_view kFirst =
      "INSERT INTO ticket_history (ticket_id, id, changed_at, changed_by, action, field, from_value, "
      "to_value, commit_seq, updated_before) VALUES (?1, 1, ?, ?, ?, ?, ?, ?, ?, ?)";
  constexpr std::string_view kNext =
      "INSERT INTO ticket_history (ticket_id, id, changed_at, changed_by, action, field, from_value, "
      "to_value, commit_seq, updated_before) "
      "VALUES (?1, (SELECT COALESCE(MAX(id), 0) + 1 FROM ticket_history WHERE ticket_id = ?1), ?, ?, ?, ?, "
      "?, ?, ?, ?)";
  auto insert = context.db().prepare(note.action == domain::Action::created ? kFirst : kNext);
  insert.bind(1, before.id.number).bind(2, context.now().seconds).bind(3, note.by);
  insert.bind(4, static_cast<std::int64_t>(note.action));
  const auto bind_text = [&](int parameter, const auto& text) {
    if (text) insert.bind(parameter, std::string_view{*text});
  };
  bind_text(5, field);
  bind_text(6, note.from);
  bind_text(7, note.to);
  insert.bind(8, static_cast<std::int64_t>(context.seq()));
  if (note.action != domain::Action::created) insert.bind(9, before.updated_at.seconds);
  insert.run();
}

std::optional<std::int64_t> settled_at(const Ticket& ticket, base::Timestamp now) {
  return domain::is_settled(ticket.status) ? std::optional{now.seconds} : std::nullopt;
}

void bind_optional(sql::Statement& statement, int parameter, const std::optional<std::int64_t>& value) {
  if (value)
    statement.bind(parameter, *value);
  else
    statement.bind_null(parameter);
}

// "UPDATE tickets SET status = ?, updated_at = ? …" for a set of changed fields (bits by field): an index
// whose columns are not named in it is not touched.
std::string update_sql(std::uint32_t changed, bool settles) {
  std::string sql = "UPDATE tickets SET updated_at = ?1";
  int parameter = 3;
  for (std::size_t i = 0; i < schema::kFieldCount<Ticket>; ++i)
    if ((changed >> i & 1U) != 0)
      sql += fmt::format(", {} = ?{}", schema::kFieldInfos<Ticket>[i].column, parameter++);
  if (settles) sql += fmt::format(", settled_at = ?{}", parameter);
  return sql + " WHERE id = ?2";
}

void store_update(WriteContext& context, const Ticket& before, const Ticket& after, std::uint32_t changed) {
  const bool settles = domain::is_settled(before.status) != domain::is_settled(after.status);
  auto update = context.db().prepare(update_sql(changed, settles));
  update.bind(1, after.updated_at.seconds).bind(2, after.id.number);
  int parameter = 3;
  std::string scratch;  // Only Subscribers need it.
  schema::for_each_slot<Ticket>([&]<std::size_t I>(const auto& field) {
    using Value = std::remove_cvref_t<decltype(after.*field.member)>;
    if constexpr (requires { schema::ValueTraits<Value>::to_scalar(after.*field.member, scratch); })
      if ((changed >> I & 1U) != 0)
        update.bind(parameter++, schema::ValueTraits<Value>::to_scalar(after.*field.member, scratch));
  });
  if (settles) bind_optional(update, parameter, settled_at(after, context.now()));
  update.run();
}

constexpr std::uint32_t bit(std::size_t field) {
  return std::uint32_t{1} << field;
}

std::vector<Note> read_notes(sql::Statement& rows, std::int64_t most, std::int64_t most_bytes) {
  std::vector<Note> notes;
  std::int64_t bytes = 0;
  while (static_cast<std::int64_t>(notes.size()) < most && rows.step()) {
    Note note = read_row<Note>(rows);
    bytes += static_cast<std::int64_t>(note.text.size());
    if (bytes > most_bytes) break;
    notes.push_back(std::move(note));
  }
  return notes;
}

// The newest that the bounds allow, oldest first.
std::vector<Note> list_notes(sql::Connection& connection, TicketId id, Notes which) {
  static const std::string sql =
      "SELECT " + column_list<Note>() + " FROM notes WHERE ticket_id = ? ORDER BY id DESC";
  auto rows = connection.prepare(sql);
  rows.bind(1, id.number);
  const bool all = which == Notes::all;
  auto notes = read_notes(rows, all ? INT64_MAX : domain::kMaxShownNotes,
                          all ? INT64_MAX : domain::kMaxShownNoteBytes);
  std::reverse(notes.begin(), notes.end());
  return notes;
}

// A change of one note touches its ticket: the time, the totals of its notes, the search index. Made before
// the note's row changes, finished after.
class NoteChange {
 public:
  // `note`: the one that is there before; 0 for a new one.
  NoteChange(WriteContext& context, const Ticket& ticket, std::int64_t note)
      : context_(context), ticket_(ticket), totals_(find_note_totals(context.db(), ticket.id)) {
    if (is_told_whole(totals_))
      terms_ = terms_of(with_notes(ticket));
    else if (note != 0)
      foreseen_ = foreseen_loss(context, ticket.id, note);
  }

  // `gone` and `come`: the note's text before and after; "" where there was or is none.
  void finish(const std::string& gone, const std::string& come) {
    Ticket after = ticket_;
    after.updated_at = context_.now();
    totals_.count += static_cast<int>(!come.empty()) - static_cast<int>(!gone.empty());
    totals_.bytes += static_cast<std::int64_t>(come.size()) - static_cast<std::int64_t>(gone.size());
    context_.db()
        .prepare("UPDATE tickets SET updated_at = ?, note_count = ?, note_bytes = ? WHERE id = ?")
        .bind(1, after.updated_at.seconds)
        .bind(2, totals_.count)
        .bind(3, totals_.bytes)
        .bind(4, after.id.number)
        .run();
    context_.counts().add(ticket_, -1);
    context_.counts().add(after, 1);
    if (terms_) {
      after = with_notes(after);
      context_.search().change(after.id, std::move(terms_), terms_of(after));
      context_.publish(after);
    } else {
      std::string come_terms = note_terms_of(come);
      std::string gone_terms = lost(gone, come_terms);
      context_.search().change_terms(after.id, std::move(gone_terms), std::move(come_terms));
      context_.invalidate(after.id);
    }
  }

 private:
  std::string lost(const std::string& gone, const std::string& come_terms) const {
    if (gone.empty()) return "";
    std::string terms = foreseen_ != nullptr ? *foreseen_ : note_terms_of(gone);
    for (const std::string& kept : {text_terms_of(ticket_), come_terms})
      terms = base::terms_without(terms, kept);
    return foreseen_ != nullptr ? terms : terms_in_no_note(context_.db(), ticket_.id, terms);
  }

  // One note more than is told whole is still shown.
  Ticket with_notes(Ticket ticket) const {
    ticket.notes = list_notes(context_.db(), ticket.id, Notes::shown);
    return ticket;
  }

  WriteContext& context_;
  const Ticket& ticket_;
  domain::NoteTotals totals_;
  std::optional<std::string> terms_;       // Before, where the index is told all.
  const std::string* foreseen_ = nullptr;  // What it is without the note, where that was read ahead.
};

// Of another title or description.
void change_search(WriteContext& context, const Ticket& before, const Ticket& after) {
  if (is_told_whole(find_note_totals(context.db(), after.id)))
    return context.search().change(after.id, terms_of(before), terms_of(after));
  std::string come = text_terms_of(after);
  const std::string* const foreseen = foreseen_loss(context, after.id);
  std::string gone = base::terms_without(foreseen != nullptr ? *foreseen : text_terms_of(before), come);
  if (foreseen == nullptr) gone = terms_in_no_note(context.db(), after.id, gone);
  context.search().change_terms(after.id, std::move(gone), std::move(come));
}

}  // namespace

std::optional<Ticket> find_ticket(sql::Connection& connection, TicketId id, Notes notes) {
  static const std::string sql = "SELECT " + column_list<Ticket>() + ", note_count FROM tickets WHERE id = ?";
  static const int note_count_column = static_cast<int>(
      std::count_if(schema::kFieldInfos<Ticket>.begin(), schema::kFieldInfos<Ticket>.end(),
                    [](const schema::FieldInfo& field) { return !field.expression.empty(); }));
  auto row = connection.prepare(sql);
  row.bind(1, id.number);
  if (!row.step()) return std::nullopt;
  Ticket ticket = read_row<Ticket>(row);
  if (notes != Notes::none && row.integer(note_count_column) > 0)
    ticket.notes = list_notes(connection, id, notes);
  return ticket;
}

domain::NoteTotals find_note_totals(sql::Connection& connection, TicketId id) {
  auto row = connection.prepare("SELECT note_count, note_bytes FROM tickets WHERE id = ?");
  row.bind(1, id.number);
  if (!row.step()) return {};
  return {.count = row.integer(0), .bytes = row.integer(1)};
}

std::optional<OwnedNote> find_note(sql::Connection& connection, TicketId ticket, std::int64_t note) {
  static const std::string sql =
      "SELECT author_id, " + column_list<Note>() + " FROM notes WHERE id = ? AND ticket_id = ?";
  auto row = connection.prepare(sql);
  row.bind(1, note).bind(2, ticket.number);
  if (!row.step()) return std::nullopt;
  OwnedNote found{.note = read_row<Note>(row, 1), .author_id = std::nullopt};
  if (!row.is_null(0)) found.author_id = row.integer(0);
  return found;
}

std::optional<bool> find_deleted(sql::Connection& connection, TicketId id) {
  auto row =
      connection.prepare("SELECT action FROM ticket_history WHERE ticket_id = ? ORDER BY id DESC LIMIT 1");
  row.bind(1, id.number);
  if (!row.step()) return std::nullopt;
  return row.integer(0) == static_cast<std::int64_t>(domain::Action::deleted);
}

void insert_ticket(WriteContext& context, const Ticket& ticket, std::string_view by) {
  static const std::string sql = insert_sql<Ticket>({"settled_at", "note_count", "note_bytes"});
  std::string scratch;
  auto insert = context.db().prepare(sql);
  const int next = bind_row(insert, ticket, scratch);
  bind_optional(insert, next, settled_at(ticket, ticket.updated_at));
  const domain::NoteTotals notes = domain::totals_of(ticket.notes);
  insert.bind(next + 1, notes.count).bind(next + 2, notes.bytes);
  insert.run();
  note_spelling(context.db(), ticket.reporter_email);
  if (ticket.assignee_email) note_spelling(context.db(), *ticket.assignee_email);
  context.search().change(ticket.id, std::nullopt, terms_of(ticket));
  add_history(context, ticket, {.by = by, .action = domain::Action::created, .to = ticket.title});
  context.counts().add(ticket, 1);
  context.publish(ticket);
}

void update_ticket(WriteContext& context, const Ticket& before, const Ticket& after, std::string_view by) {
  const auto changes = schema::changes_between(before, after);
  std::uint32_t changed = 0;
  for (const schema::FieldChange& change : changes) changed |= bit(change.field);
  store_update(context, before, after, changed);
  if (after.assignee_email && after.assignee_email != before.assignee_email)
    note_spelling(context.db(), *after.assignee_email);
  constexpr std::uint32_t kSearched =
      bit(schema::kIndexOf<&Ticket::title>) | bit(schema::kIndexOf<&Ticket::description>);
  if ((changed & kSearched) != 0) change_search(context, before, after);
  for (const schema::FieldChange& change : changes)
    add_history(context, before,
                {.by = by,
                 .action = domain::Action::changed,
                 .from = domain::plain_text_of(change.from),
                 .to = domain::plain_text_of(change.to)},
                schema::kFieldInfos<Ticket>[change.field].name);
  context.counts().add(before, -1);
  context.counts().add(after, 1);
  context.publish(after);
}

void delete_ticket(WriteContext& context, const Ticket& ticket, std::string_view by) {
  if (is_told_whole(find_note_totals(context.db(), ticket.id)))
    context.search().change(ticket.id, terms_of(ticket), std::nullopt);
  else if (const std::string* const foreseen = foreseen_loss(context, ticket.id))
    context.search().change_terms(ticket.id, *foreseen, "");
  else
    context.search().change_terms(ticket.id, all_terms(context.db(), ticket.id), "");
  context.db().prepare("DELETE FROM notes WHERE ticket_id = ?").bind(1, ticket.id.number).run();
  context.db().prepare("DELETE FROM tickets WHERE id = ?").bind(1, ticket.id.number).run();
  add_history(context, ticket, {.by = by, .action = domain::Action::deleted, .from = ticket.title});
  context.counts().add(ticket, -1);
  context.invalidate(ticket.id);
}

void insert_note(WriteContext& context, const Ticket& ticket, const OwnedNote& owned, std::string_view by) {
  static const std::string sql = insert_sql<Note>({"ticket_id", "author_id"});
  NoteChange change{context, ticket, 0};
  std::string scratch;
  auto insert = context.db().prepare(sql);
  const int next = bind_row(insert, owned.note, scratch);
  insert.bind(next, ticket.id.number);
  bind_optional(insert, next + 1, owned.author_id);
  insert.run();
  add_history(context, ticket, {.by = by, .action = domain::Action::note_added, .to = owned.note.text});
  change.finish("", owned.note.text);
}

void update_note(WriteContext& context, const Ticket& ticket, const Note& before, const Note& after,
                 std::string_view by) {
  NoteChange change{context, ticket, before.id};
  context.db()
      .prepare("UPDATE notes SET text = ?, updated_at = ? WHERE id = ?")
      .bind(1, std::string_view{after.text})
      .bind(2, after.updated_at.seconds)
      .bind(3, after.id)
      .run();
  add_history(context, ticket,
              {.by = by, .action = domain::Action::note_changed, .from = before.text, .to = after.text});
  change.finish(before.text, after.text);
}

void delete_note(WriteContext& context, const Ticket& ticket, const Note& note, std::string_view by) {
  NoteChange change{context, ticket, note.id};
  context.db().prepare("DELETE FROM notes WHERE id = ?").bind(1, note.id).run();
  add_history(context, ticket, {.by = by, .action = domain::Action::note_deleted, .from = note.text});
  change.finish(note.text, "");
}

void invalidate_tickets_of(WriteContext& context, std::int64_t purchase_order_id) {
  auto linked = context.db().prepare("SELECT id FROM tickets WHERE linked_po_id = ?");
  linked.bind(1, purchase_order_id);
  while (linked.step()) context.invalidate({linked.integer(0)});
}

}  // namespace expediter::store
