#include "store/search_suggestion.h"

#include <algorithm>
#include <vector>

#include "store/ticket_lists.h"

namespace expediter::store {

namespace {

constexpr int kMostSteps = 200;          // Of the walk through the index's words.
constexpr std::size_t kMostTried = 4;    // Near words whose answers are looked for.
constexpr std::size_t kLeastLength = 3;  // Bytes of a word that is put right.
constexpr std::size_t kFarLength = 6;    // From here on two letters may be wrong.

struct Near {
  std::string word;
  int distance = 0;
};

// How far `text` is from `word`; an exchange of two neighbours is one step. `hopeless`: how much of its
// beginning tells already that nothing which begins so comes as near as `most`; more than all of it where
// none does.
struct Distance {
  int steps = 0;
  std::size_t hopeless = 0;
};
Distance distance_of(std::string_view word, std::string_view text, int most) {
  const std::size_t width = word.size() + 1;
  std::vector<int> before(width);
  std::vector<int> last(width);
  std::vector<int> now(width);
  for (std::size_t i = 0; i < width; ++i) last[i] = static_cast<int>(i);
  for (std::size_t row = 1; row <= text.size(); ++row) {
    now[0] = static_cast<int>(row);
    for (std::size_t i = 1; i < width; ++i) {
      const int other = text[row - 1] == word[i - 1] ? 0 : 1;
      now[i] = std::min({last[i] + 1, now[i - 1] + 1, last[i - 1] + other});
      if (row > 1 && i > 1 && text[row - 1] == word[i - 2] && text[row - 2] == word[i - 1])
        now[i] = std::min(now[i], before[i - 2] + 1);
    }
    // What an exchange may yet mend is one step off at most.
    if (*std::min_element(now.begin(), now.end()) > most &&
        *std::min_element(last.begin(), last.end()) >= most)
      return {.steps = most + 1, .hopeless = row};
    before.swap(last);
    last.swap(now);
  }
  return {.steps = last[width - 1], .hopeless = text.size() + 1};
}

// Words of the index near `word`, the nearest first. The walk leaves out what begins too differently.
std::vector<Near> find_near(sql::Connection& connection, const std::string& word, int steps) {
  const int most = word.size() >= kFarLength ? 2 : 1;
  std::vector<Near> near;
  auto seek = connection.prepare("SELECT term FROM temp.search_instances WHERE term >= ? LIMIT 1");
  // What begins as the word does is nearer at hand than all else.
  std::string from = word.substr(0, 1);
  const std::string end = from + "\xFF";
  for (int step = 0; step < steps; ++step) {
    seek.bind(1, std::string_view{from});
    if (!seek.step()) break;
    const std::string term{seek.text(0)};
    seek.reset();
    if (term >= end) break;
    const Distance distance = distance_of(word, term, most);
    if (distance.hopeless > term.size()) {
      if (distance.steps <= most && term != word) near.push_back({term, distance.steps});
      from = term + '\x01';
    } else {
      from = term.substr(0, distance.hopeless) + "\xFF";
    }
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const Near& a, const Near& b) { return a.distance < b.distance; });
  if (near.size() > kMostTried) near.resize(kMostTried);
  return near;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text.append(text.empty() ? "" : " ").append(word);
    if (word.starts_with('"')) text += '"';
  }
  return text;
}

bool finds_something(const Snapshot& snapshot, const schema::Query& query) {
  return !list_tickets(snapshot, query, {.limit = 1}).ids.empty();
}

}  // namespace

std::optional<std::string> find_suggestion(const Snapshot& snapshot, const schema::Query& query) {
  schema::Query other = query;
  for (std::size_t at = query.words.size(); at > 0; --at) {
    const std::string& word = query.words[at - 1];
    if (word.size() < kLeastLength || word.find_first_of("\"-") != std::string::npos) continue;
    const int steps = kMostSteps / static_cast<int>(query.words.size());
    for (const Near& near : find_near(snapshot.db(), word, steps)) {
      other.words = query.words;
      other.words[at - 1] = near.word;
      if (finds_something(snapshot, other)) return joined(other.words);
    }
  }
  return std::nullopt;
}

}  // namespace expediter::store
