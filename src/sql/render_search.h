#pragma once
// The words of a search as the text of an FTS5 MATCH.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/connection.h"

namespace expediter::sql {

// A query that matches what has every word, the last perhaps as the beginning of a longer one; to be bound,
// not pasted. Words beyond ASCII are cut and folded by the tokenizer of the index itself, whose idea of a
// letter is not quite ours: an index without positions refuses a word that it would cut in two. Where nothing
// is left of the words, nothing matches. `words` are folded (schema::Query::words).
std::string render_search(Connection& connection, const std::vector<std::string>& words);

// Calls `use(word, spelt)` for each word of a text: as the index of `connection`'s database folds it, and as
// it is spelt there. Both live for the call only.
using UseWord = std::function<void(std::string_view word, std::string_view spelt)>;
void for_each_search_word(Connection& connection, const std::string& text, const UseWord& use);

// The words of texts as the index of `connection`'s database cuts and folds them, one after the other.
std::vector<std::string> search_tokens(Connection& connection, const std::vector<std::string>& texts);

// As render_search, of tokens. The last one is the beginning of a word; where `endings` are given, they are
// all the words that it may be the beginning of, and the index need not look for them.
std::string render_tokens(const std::vector<std::string>& tokens, const std::vector<std::string>* endings);

}  // namespace expediter::sql
