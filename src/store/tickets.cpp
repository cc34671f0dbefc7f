#include "store/tickets.h"

#include <algorithm>
#include <bit>

#include "store/rows.h"

namespace expediter::store {

namespace {

using domain::Note;
using domain::Ticket;
using domain::TicketId;

void add_history(WriteContext& context, TicketId id, const HistoryNote& note,
                 std::optional<std::string_view> field = std::nullopt) {
  // A ticket's first entry is its creation: there is nothing to count on from.
  constexpr std::string_view kFirst =
      "INSERT INTO ticket_history (ticket_id, id, changed_at, changed_by, action, field, from_value, "
      "to_value) VALUES (?1, 1, ?, ?, ?, ?, ?, ?)";
  constexpr std::string_view kNext =
      "INSERT INTO ticket_history (ticket_id, id, changed_at, changed_by, action, field, from_value, "
      "to_value) "
      "VALUES (?1, (SELECT COALESCE(MAX(id), 0) + 1 FROM ticket_history WHERE ticket_id = ?1), ?, ?, ?, ?, "
      "?, ?)";
  auto insert = context.db().prepare(note.action == domain::Action::created ? kFirst : kNext);
  insert.bind(1, id.number).bind(2, context.now().seconds).bind(3, note.by);
  insert.bind(4, static_cast<std::int64_t>(note.action));
  const auto bind_text = [&](int parameter, const auto& text) {
    if (text) insert.bind(parameter, std::string_view{*text});
  };
  bind_text(5, field);
  bind_text(6, note.from);
  bind_text(7, note.to);
  insert.run();
}

// What `q` finds a ticket by.
std::string search_text(const Ticket& ticket) {
  std::string text = ticket.title;
  if (ticket.description) text.append("\n").append(*ticket.description);
  for (const Note& note : ticket.notes) text.append("\n").append(note.text);
  return text;
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

// Every note change touches the ticket: its time, the number of its notes, the search index.
void store_note_change(WriteContext& context, const Ticket& before, Ticket after) {
  after.updated_at = context.now();
  context.db()
      .prepare("UPDATE tickets SET updated_at = ?, note_count = ? WHERE id = ?")
      .bind(1, after.updated_at.seconds)
      .bind(2, static_cast<std::int64_t>(after.notes.size()))
      .bind(3, after.id.number)
      .run();
  context.search().change(after.id, search_text(before), search_text(after));
  context.counts().add(before, -1);
  context.counts().add(after, 1);
  context.publish(after);
}

}  // namespace

std::optional<Ticket> find_ticket(sql::Connection& connection, TicketId id) {
  static const std::string sql = "SELECT " + column_list<Ticket>() + ", note_count FROM tickets WHERE id = ?";
  static const int note_count_column = static_cast<int>(
      std::count_if(schema::kFieldInfos<Ticket>.begin(), schema::kFieldInfos<Ticket>.end(),
                    [](const schema::FieldInfo& field) { return !field.expression.empty(); }));
  auto row = connection.prepare(sql);
  row.bind(1, id.number);
  if (!row.step()) return std::nullopt;
  Ticket ticket = read_row<Ticket>(row);
  if (row.integer(note_count_column) > 0) ticket.notes = list_notes(connection, id);
  return ticket;
}

std::vector<Note> list_notes(sql::Connection& connection, TicketId id) {
  static const std::string sql =
      "SELECT " + column_list<Note>() + " FROM notes WHERE ticket_id = ? ORDER BY id";
  std::vector<Note> notes;
  auto rows = connection.prepare(sql);
  rows.bind(1, id.number);
  while (rows.step()) notes.push_back(read_row<Note>(rows));
  return notes;
}

std::vector<domain::HistoryEntry> list_history(sql::Connection& connection, TicketId id) {
  static const std::string sql = "SELECT " + column_list<domain::HistoryEntry>() +
                                 " FROM ticket_history WHERE ticket_id = ? ORDER BY id";
  std::vector<domain::HistoryEntry> entries;
  auto rows = connection.prepare(sql);
  rows.bind(1, id.number);
  while (rows.step()) entries.push_back(read_row<domain::HistoryEntry>(rows));
  return entries;
}

void insert_ticket(WriteContext& context, const Ticket& ticket, std::string_view by) {
  static const std::string sql = insert_sql<Ticket>({"settled_at", "note_count"});
  std::string scratch;
  auto insert = context.db().prepare(sql);
  const int next = bind_row(insert, ticket, scratch);
  bind_optional(insert, next, settled_at(ticket, ticket.updated_at));
  insert.bind(next + 1, static_cast<std::int64_t>(ticket.notes.size()));
  insert.run();
  context.search().change(ticket.id, std::nullopt, search_text(ticket));
  add_history(context, ticket.id, {.by = by, .action = domain::Action::created, .to = ticket.title});
  context.counts().add(ticket, 1);
  context.publish(ticket);
}

void update_ticket(WriteContext& context, const Ticket& before, const Ticket& after, std::string_view by) {
  const auto changes = schema::changes_between(before, after);
  std::uint32_t changed = 0;
  for (const schema::FieldChange& change : changes) changed |= bit(change.field);
  store_update(context, before, after, changed);
  constexpr std::uint32_t kSearched =
      bit(schema::kIndexOf<&Ticket::title>) | bit(schema::kIndexOf<&Ticket::description>);
  if ((changed & kSearched) != 0) context.search().change(after.id, search_text(before), search_text(after));
  for (const schema::FieldChange& change : changes)
    add_history(context, after.id,
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
  context.db().prepare("DELETE FROM notes WHERE ticket_id = ?").bind(1, ticket.id.number).run();
  context.db().prepare("DELETE FROM tickets WHERE id = ?").bind(1, ticket.id.number).run();
  context.search().change(ticket.id, search_text(ticket), std::nullopt);
  add_history(context, ticket.id, {.by = by, .action = domain::Action::deleted, .from = ticket.title});
  context.counts().add(ticket, -1);
  context.invalidate(ticket.id);
}

void insert_note(WriteContext& context, const Ticket& ticket, Note note, std::string_view by) {
  static const std::string sql = insert_sql<Note>({"ticket_id"});
  std::string scratch;
  auto insert = context.db().prepare(sql);
  const int next = bind_row(insert, note, scratch);
  insert.bind(next, ticket.id.number).run();
  add_history(context, ticket.id, {.by = by, .action = domain::Action::note_added, .to = note.text});
  Ticket after = ticket;
  after.notes.push_back(std::move(note));
  store_note_change(context, ticket, std::move(after));
}

void update_note(WriteContext& context, const Ticket& ticket, const Note& note, std::string_view by) {
  context.db()
      .prepare("UPDATE notes SET text = ?, updated_at = ? WHERE id = ?")
      .bind(1, std::string_view{note.text})
      .bind(2, note.updated_at.seconds)
      .bind(3, note.id)
      .run();
  Ticket after = ticket;
  const auto stored =
      std::find_if(after.notes.begin(), after.notes.end(), [&](const Note& n) { return n.id == note.id; });
  add_history(context, ticket.id,
              {.by = by, .action = domain::Action::note_changed, .from = stored->text, .to = note.text});
  *stored = note;
  store_note_change(context, ticket, std::move(after));
}

void delete_note(WriteContext& context, const Ticket& ticket, const Note& note, std::string_view by) {
  context.db().prepare("DELETE FROM notes WHERE id = ?").bind(1, note.id).run();
  add_history(context, ticket.id, {.by = by, .action = domain::Action::note_deleted, .from = note.text});
  Ticket after = ticket;
  std::erase_if(after.notes, [&](const Note& n) { return n.id == note.id; });
  store_note_change(context, ticket, std::move(after));
}

void invalidate_tickets_of(WriteContext& context, std::int64_t purchase_order_id) {
  auto linked = context.db().prepare("SELECT id FROM tickets WHERE linked_po_id = ?");
  linked.bind(1, purchase_order_id);
  while (linked.step()) context.invalidate({linked.integer(0)});
}

}  // namespace expediter::store
