#include "store/search_memory.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "sql/render_search.h"

namespace expediter::store {

namespace {

// With more of them the index had better gather.
constexpr std::size_t kMostEndings = 32;

// All words of the index that begin with `token`; empty where they are too many. Walks over all that have
// them.
std::optional<std::vector<std::string>> endings_of(sql::Connection& connection, const std::string& token) {
  constexpr std::string_view kLastCharacter = "\U0010FFFF";
  const std::string last = token + std::string{kLastCharacter};
  auto rows = connection.prepare("SELECT term FROM temp.search_terms WHERE term >= ? AND term <= ? LIMIT ?");
  rows.bind(1, std::string_view{token}).bind(2, std::string_view{last});
  rows.bind(3, static_cast<std::int64_t>(kMostEndings) + 1);
  std::vector<std::string> endings;
  while (rows.step()) endings.emplace_back(rows.text(0));
  if (endings.size() > kMostEndings) return std::nullopt;
  return endings;
}

std::string key_of(const std::vector<std::string>& words) {
  std::string key;
  for (const std::string& word : words) key.append(word).append(" ");
  return key;
}

}  // namespace

void SearchMemory::prepare(sql::Connection& connection) {
  connection.execute("CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab (main, ticket_search, row)");
}

void SearchMemory::note(std::uint64_t seq, SearchChanges changes) {
  const std::scoped_lock lock{mutex_};
  changes.take_each([&](SearchChange change) {
    changes_.push_back(std::make_shared<Change>(Change{std::move(change), seq}));
    changed_bytes_ += changes_.back()->bytes();
  });
  while (changes_.size() > kChanges || changed_bytes_ > kChangedBytes) {
    complete_from_ = changes_.front()->seq;
    changed_bytes_ -= changes_.front()->bytes();
    changes_.pop_front();
  }
}

std::optional<SearchMemory::Found> SearchMemory::recall(sql::Connection& connection, std::uint64_t seq,
                                                        const std::vector<std::string>& words) {
  const std::string key = key_of(words);
  Search search;
  std::vector<std::shared_ptr<const Change>> since;
  {
    const std::scoped_lock lock{mutex_};
    const auto known = searches_.find(key);
    if (known == searches_.end() || known->second.seq > seq) return std::nullopt;
    if (known->second.seq < complete_from_ && known->second.seq < seq) return std::nullopt;
    search = known->second;
    for (auto change = changes_.rbegin(); change != changes_.rend() && (*change)->seq > search.seq; ++change)
      if ((*change)->seq <= seq) since.push_back(*change);
  }
  if (search.seq == seq) return search.found();
  // Texts are cut into words outside the lock; whoever did so for the newer commit is kept.
  for (const auto& change : std::ranges::reverse_view(since))
    if (!search.apply(connection, *change)) return std::nullopt;
  search.seq = seq;
  Found found = search.found();
  const std::scoped_lock lock{mutex_};
  if (const auto known = searches_.find(key); known != searches_.end() && known->second.seq < seq)
    known->second = std::move(search);
  return found;
}

SearchMemory::Found SearchMemory::search(sql::Connection& connection, std::uint64_t seq,
                                         const std::vector<std::string>& words) {
  Search search{.seq = seq, .tokens = sql::search_tokens(connection, words), .endings = {}};
  if (search.tokens.empty()) return {sql::render_search(connection, words), false, 0};
  auto endings = endings_of(connection, search.tokens.back());
  search.too_many_endings = !endings;
  if (endings) search.endings = *std::move(endings);
  const std::string match = search.found().match;
  auto row = connection.prepare("SELECT COUNT(*) FROM ticket_search WHERE ticket_search MATCH ?");
  row.bind(1, std::string_view{match}).step();
  search.total = row.integer(0);
  const Found found = search.found();
  const std::scoped_lock lock{mutex_};
  if (searches_.size() >= kSearches) searches_.clear();
  Search& kept = searches_[key_of(words)];
  if (kept.seq <= seq) kept = std::move(search);
  return found;
}

std::int64_t SearchMemory::Search::matches(const std::vector<std::string>& text) const {
  const auto has = [&](const std::string& token) {
    return std::find(text.begin(), text.end(), token) != text.end();
  };
  const auto has_beginning = [&](const std::string& token) {
    return std::any_of(text.begin(), text.end(), [&](const std::string& t) { return t.starts_with(token); });
  };
  return std::all_of(tokens.begin(), tokens.end() - 1, has) && has_beginning(tokens.back()) ? 1 : 0;
}

bool SearchMemory::Search::concerns(const std::vector<std::string>& words_changed) const {
  return std::any_of(words_changed.begin(), words_changed.end(), [&](const std::string& word) {
    return word.starts_with(tokens.back()) ||
           std::find(tokens.begin(), tokens.end() - 1, word) != tokens.end() - 1;
  });
}

bool SearchMemory::Search::apply(sql::Connection& connection, const Change& change) {
  if (!change.whole) return !concerns(sql::search_tokens(connection, {*change.before, *change.after}));
  if (change.before) total -= matches(sql::search_tokens(connection, {*change.before}));
  if (!change.after) return true;
  const std::vector<std::string> text = sql::search_tokens(connection, {*change.after});
  total += matches(text);
  // Endings that no ticket has any more do no harm.
  for (const std::string& token : text)
    if (!too_many_endings && token.starts_with(tokens.back()) &&
        std::find(endings.begin(), endings.end(), token) == endings.end())
      endings.push_back(token);
  if (endings.size() > kMostEndings) too_many_endings = true, endings.clear();
  return true;
}

SearchMemory::Found SearchMemory::Search::found() const {
  Found found{.match = sql::render_tokens(tokens, too_many_endings ? nullptr : &endings),
              .gathers = too_many_endings,
              .total = total};
  return found;
}

}  // namespace expediter::store
