#include "sql/render_search.h"

#include <sqlite3.h>

#include <algorithm>

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

std::vector<std::string> search_tokens(Connection& connection, const std::vector<std::string>& words) {
  // The tokenizer costs more than the rest of a search's preparation, and cuts ASCII as we do.
  if (std::all_of(words.begin(), words.end(), is_ascii)) return words;
  std::vector<std::string> tokens;
  Tokenizer tokenizer{connection.handle()};
  for (const std::string& word : words) tokenizer.append_tokens(word, tokens);
  return tokens;
}

}  // namespace

std::string render_search(Connection& connection, const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& token : search_tokens(connection, words)) {
    if (!out.empty()) out += ' ';
    out += '"';
    out += token;  // Letters and digits alone: nothing to escape.
    out += '"';
  }
  // An empty text would be a syntax error; an empty phrase matches nothing.
  return out.empty() ? R"("")" : out + '*';
}

}  // namespace expediter::sql
