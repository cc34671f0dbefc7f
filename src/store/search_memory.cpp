#include "store/search_memory.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/search_terms.h"
#include "sql/render_search.h"

namespace expediter::store {

namespace {

using base::TermExpression;

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

using Kind = TermExpression::Kind;

void append_key(std::string& key, const TermExpression& asked) {
  key += "&|=<"[static_cast<std::size_t>(asked.kind)];
  key += asked.term;
  for (const TermExpression& part : asked.parts) append_key(key, part);
  key += ' ';
}

std::string key_of(const TermExpression& asked) {
  std::string key;
  append_key(key, asked);
  return key;
}

// Calls `use` for each term and beginning of an expression.
template <class Use>
void for_each_leaf(const TermExpression& asked, const Use& use) {
  if (asked.kind == Kind::term || asked.kind == Kind::beginning) return use(asked);
  for (const TermExpression& part : asked.parts) for_each_leaf(part, use);
}

// `terms`: in the order of their bytes.
bool has(const TermExpression& asked, const std::vector<std::string_view>& terms) {
  const auto part_holds = [&](const TermExpression& part) { return has(part, terms); };
  const auto at = [&] { return std::lower_bound(terms.begin(), terms.end(), asked.term); };
  switch (asked.kind) {
    case Kind::all:
      return std::all_of(asked.parts.begin(), asked.parts.end(), part_holds);
    case Kind::any:
      return std::any_of(asked.parts.begin(), asked.parts.end(), part_holds);
    case Kind::term:
      return at() != terms.end() && *at() == asked.term;
    case Kind::beginning:
      return at() != terms.end() && at()->starts_with(asked.term);
  }
  return false;
}

// Whether it asks for any of these.
bool concerns(const TermExpression& asked, const std::vector<std::string_view>& terms) {
  bool any = false;
  for_each_leaf(asked, [&](const TermExpression& leaf) { any |= has(leaf, terms); });
  return any;
}

}  // namespace

void SearchMemory::prepare(sql::Connection& connection) {
  connection.execute(
      "CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab (main, ticket_search, row);"
      "CREATE VIRTUAL TABLE temp.search_instances USING fts5vocab (main, ticket_search, instance)");
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

std::optional<SearchMemory::Found> SearchMemory::recall(std::uint64_t seq, const TermExpression& asked) {
  const std::string key = key_of(asked);
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
  // Terms are looked at outside the lock; whoever did so for the newer commit is kept.
  for (const auto& change : std::ranges::reverse_view(since))
    if (!search.apply(*change)) return std::nullopt;
  search.seq = seq;
  Found found = search.found();
  const std::scoped_lock lock{mutex_};
  if (const auto known = searches_.find(key); known != searches_.end() && known->second.seq < seq)
    known->second = std::move(search);
  return found;
}

SearchMemory::Found SearchMemory::search(sql::Connection& connection, std::uint64_t seq,
                                         const TermExpression& asked) {
  Search search{.seq = seq, .asked = asked, .endings = {}};
  for_each_leaf(asked, [&](const TermExpression& leaf) {
    if (leaf.kind != Kind::beginning || search.endings.contains(leaf.term)) return;
    auto known = endings_of(connection, leaf.term);
    Endings& endings = search.endings[leaf.term];
    endings.too_many = !known;
    if (known) endings.terms = *std::move(known);
  });
  const std::string match = search.found().match;
  auto row = connection.prepare("SELECT COUNT(*) FROM ticket_search WHERE ticket_search MATCH ?");
  row.bind(1, std::string_view{match}).step();
  search.total = row.integer(0);
  const Found found = search.found();
  const std::scoped_lock lock{mutex_};
  if (searches_.size() >= kSearches) searches_.clear();
  Search& kept = searches_[key_of(asked)];
  if (kept.seq <= seq) kept = std::move(search);
  return found;
}

void SearchMemory::Search::note_endings(std::string_view term) {
  for (auto& [beginning, known] : endings) {
    if (known.too_many || !term.starts_with(beginning)) continue;
    if (std::find(known.terms.begin(), known.terms.end(), term) == known.terms.end())
      known.terms.emplace_back(term);
    if (known.terms.size() > kMostEndings) known.too_many = true, known.terms.clear();
  }
}

bool SearchMemory::Search::apply(const Change& change) {
  const auto before = base::split_terms(change.before ? std::string_view{*change.before} : "");
  const auto after = base::split_terms(change.after ? std::string_view{*change.after} : "");
  if (!change.whole) return !concerns(asked, before) && !concerns(asked, after);
  if (change.before && has(asked, before)) --total;
  if (change.after && has(asked, after)) ++total;
  // Endings that no ticket has any more do no harm.
  for (const std::string_view term : after) note_endings(term);
  return true;
}

SearchMemory::Found SearchMemory::Search::found() const {
  Found found{.match = "", .gathers = false, .total = total};
  found.match = sql::render_match(asked, [&](const std::string& beginning) {
    const auto known = endings.find(beginning);
    const bool listed = known != endings.end() && !known->second.too_many;
    found.gathers |= !listed;
    return listed ? &known->second.terms : nullptr;
  });
  return found;
}

}  // namespace expediter::store
