#include "sql/render_search.h"

#include <sqlite3.h>

#include <algorithm>
#include <optional>

#include "base/error.h"

namespace expediter::sql {

namespace {

// The tokenizer that the search index is declared with, for one use.
class Tokenizer {
 public:
  explicit Tokenizer(sqlite3* database) {
    const fts5_api* api = find_api(database);
    void* context = nullptr;
    const char* arguments[] = {"remove_diacritics", "2"};
    if (api == nullptr ||
        api->xFindTokenizer(const_cast<fts5_api*>(api), "unicode61", &context, &methods_) != 0 ||
        methods_.xCreate(context, arguments, 2, &tokenizer_) != SQLITE_OK)
      throw base::Error{base::ErrorCode::internal}.because("the full-text tokenizer cannot be made");
  }
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;
  ~Tokenizer() { methods_.xDelete(tokenizer_); }

  void for_each(const std::string& text, const UseWord& use) {
    struct Target {
      const std::string& text;
      const UseWord& use;
    } target{text, use};
    const auto tell = [](void* out, int, const char* token, int size, int begin, int end) {
      const auto& to = *static_cast<Target*>(out);
      const auto at = static_cast<std::size_t>(begin);
      to.use({token, static_cast<std::size_t>(size)},
             std::string_view{to.text}.substr(at, static_cast<std::size_t>(end) - at));
      return SQLITE_OK;
    };
    methods_.xTokenize(tokenizer_, &target, FTS5_TOKENIZE_DOCUMENT, text.data(),
                       static_cast<int>(text.size()), tell);
  }

  void append_tokens(const std::string& word, std::vector<std::string>& tokens) {
    const auto collect = [](void* out, int, const char* text, int size, int, int) {
      static_cast<std::vector<std::string>*>(out)->emplace_back(text, static_cast<std::size_t>(size));
      return SQLITE_OK;
    };
    methods_.xTokenize(tokenizer_, &tokens, FTS5_TOKENIZE_QUERY, word.data(), static_cast<int>(word.size()),
                       collect);
  }

 private:
  static const fts5_api* find_api(sqlite3* database) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) return nullptr;
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
    return api;
  }

  fts5_tokenizer methods_{};
  Fts5Tokenizer* tokenizer_ = nullptr;
};

bool is_ascii(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The tokenizer costs more than the rest of a search's preparation, and cuts ASCII so.
void append_ascii_tokens(std::string_view text, std::vector<std::string>& tokens) {
  bool inside = false;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool of_word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (of_word && !inside) tokens.emplace_back();
    if (of_word) tokens.back() += static_cast<char>(upper ? c | 0x20 : c);
    inside = of_word;
  }
}

void append_quoted(std::string& out, std::string_view token) {
  out += '"';
  out += token;  // Letters and digits alone: nothing to escape.
  out += '"';
}

}  // namespace

void for_each_search_word(Connection& connection, const std::string& text, const UseWord& use) {
  if (!is_ascii(text)) return Tokenizer{connection.handle()}.for_each(text, use);
  std::string folded = text;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= folded.size(); ++at) {
    const char c = at < folded.size() ? folded[at] : ' ';
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper) folded[at] = static_cast<char>(c | 0x20);
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) continue;
    if (at > begin)
      use(std::string_view{folded}.substr(begin, at - begin),
          std::string_view{text}.substr(begin, at - begin));
    begin = at + 1;
  }
}

std::vector<std::string> search_tokens(Connection& connection, const std::vector<std::string>& texts) {
  std::vector<std::string> tokens;
  std::optional<Tokenizer> tokenizer;
  for (const std::string& text : texts) {
    if (is_ascii(text)) {
      append_ascii_tokens(text, tokens);
    } else {
      if (!tokenizer) tokenizer.emplace(connection.handle());
      tokenizer->append_tokens(text, tokens);
    }
  }
  return tokens;
}

std::string render_tokens(const std::vector<std::string>& tokens, const std::vector<std::string>* endings) {
  // An empty text would be a syntax error; an empty phrase matches nothing.
  if (tokens.empty() || (endings != nullptr && endings->empty())) return R"("")";
  std::string out;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    append_quoted(out, tokens[i]);
    out += " AND ";
  }
  if (endings == nullptr) {
    append_quoted(out, tokens.back());
    return out + '*';
  }
  out += '(';
  for (std::size_t i = 0; i < endings->size(); ++i) {
    if (i > 0) out += " OR ";
    append_quoted(out, (*endings)[i]);
  }
  return out + ')';
}

std::string render_search(Connection& connection, const std::vector<std::string>& words) {
  return render_tokens(search_tokens(connection, words), nullptr);
}

}  // namespace expediter::sql
