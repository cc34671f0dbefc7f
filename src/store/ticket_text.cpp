#include "store/ticket_text.h"

#include <bitset>
#include <string_view>
#include <unordered_map>

#include "sql/render_search.h"

namespace expediter::store {

namespace {

constexpr std::int64_t kWholeNotes = 64;
constexpr std::int64_t kWholeBytes = std::int64_t{64} * 1024;
static_assert(kWholeNotes <= domain::kMaxShownNotes && kWholeBytes <= domain::kMaxShownNoteBytes);

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// Words as the index folds them, with a spelling of each.
class Words {
 public:
  explicit Words(sql::Connection& connection) : connection_(connection) {}

  void add(const std::string& text) {
    sql::for_each_search_word(connection_, text, [&](std::string_view word, std::string_view spelt) {
      if (!words_.contains(word)) words_.emplace(word, spelt);
    });
  }
  void remove(const std::string& text) {
    // Most words of a text are none of those looked for, which their beginning and length tell nearly always.
    marks_.reset();
    for (const auto& [word, spelt] : words_) marks_.set(mark_of(word));
    sql::for_each_search_word(connection_, text, [&](std::string_view word, std::string_view) {
      if (!marks_.test(mark_of(word))) return;
      if (const auto known = words_.find(word); known != words_.end()) words_.erase(known);
    });
  }
  bool empty() const { return words_.empty(); }
  std::string joined() const {
    std::string text;
    for (const auto& [word, spelt] : words_) text.append(spelt).append(" ");
    return text;
  }

 private:
  static constexpr std::size_t kMarks = 4096;
  static std::size_t mark_of(std::string_view word) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(word[at]); };
    return (byte(0) * 31U + byte(word.size() - 1) * 7U + byte(word.size() / 2) + word.size() * 131U) % kMarks;
  }

  sql::Connection& connection_;
  std::bitset<kMarks> marks_;  // Of the words, while others are compared with them.
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> words_;
};

sql::Statement note_texts(sql::Connection& connection, domain::TicketId id) {
  auto rows = connection.prepare("SELECT text FROM notes WHERE ticket_id = ? ORDER BY id DESC");
  rows.bind(1, id.number);
  return rows;
}

}  // namespace

bool is_told_whole(const domain::NoteTotals& notes) {
  return notes.count <= kWholeNotes && notes.bytes <= kWholeBytes;
}

std::string search_text(const domain::Ticket& ticket) {
  std::string text = ticket.title;
  if (ticket.description) text.append("\n").append(*ticket.description);
  for (const domain::Note& note : ticket.notes) text.append("\n").append(note.text);
  return text;
}

std::string words_gone(sql::Connection& connection, const domain::Ticket& ticket, const std::string& text,
                       const std::string& kept) {
  Words words{connection};
  words.add(text);
  words.remove(kept);
  auto rows = note_texts(connection, ticket.id);
  while (!words.empty() && rows.step()) words.remove(std::string{rows.text(0)});
  return words.joined();
}

std::string all_words(sql::Connection& connection, const domain::Ticket& ticket) {
  Words words{connection};
  words.add(ticket.title);
  if (ticket.description) words.add(*ticket.description);
  auto rows = note_texts(connection, ticket.id);
  while (rows.step()) words.add(std::string{rows.text(0)});
  return words.joined();
}

}  // namespace expediter::store
