#pragma once
// What texts are found by: the one place that cuts them, and questions, into terms. Knows no engine.
//
// A term is a piece of folded text without white space or punctuation; an index is a set of pairs, a term and
// the document that has it. Besides the words there are:
//
// - codes (MSKU-730123/4, PO 2024.0012): parts joined by one of - / . _ or by a space, with a digit among
//   them. Their terms are what stands there without what joins it, for any up to kMaxJoined parts in a row;
//   and the same from the end, so that an end of a code is the beginning of a term;
// - languages that do not put spaces between words: every character, and every two that follow each other.
//
// Terms that do not come from a document's own text have a namespace of their own, so that a word of a text
// is never taken for them, and that they can be left out of a question.
//
// All functions are pure, safe from any thread, and linear in their text.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace expediter::base {

inline constexpr std::size_t kMaxTermBytes = 64;  // Longer words are what they begin with.
inline constexpr std::size_t kMaxJoined = 4;
inline constexpr std::size_t kMinCodeEnd = 4;  // The end of a code is looked for from this many characters.

enum class TermSpace : std::uint8_t { text, code_end, id, assignee, order, order_end, supplier };

// The term of that namespace; `name` may be any text, and is kept apart from every other by its bytes.
std::string term_in(TermSpace space, std::string_view name);

// Gathers the terms of one document.
class TermSet {
 public:
  // All that a text is found by. Two texts that are added one after the other do not touch.
  void add_text(std::string_view text);
  // A number of the register, as a code: by all of it, its parts together and its end.
  void add_order(std::string_view number);
  void add_words(TermSpace space, std::string_view text);
  void add(TermSpace space, std::string_view name);
  // Each once, in the order of their bytes, a space between two.
  std::string joined() const;

 private:
  void keep(std::string_view term);

  struct Kept {
    std::uint64_t first = 0;  // Its first bytes as a number, which orders as they do.
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  std::string bytes_;
  std::vector<Kept> terms_;
};

// Calls `use` for the terms of a text, as TermSet has them; some more than once.
using UseTerm = std::function<void(std::string_view term)>;
void for_each_term(std::string_view text, const UseTerm& use);
// The terms of TermSet::joined.
std::vector<std::string_view> split_terms(std::string_view joined);
// The terms of `joined` that `other` lacks, likewise joined.
std::string terms_without(std::string_view joined, std::string_view other);

// Names how texts are cut: an index made under another name must be made anew.
std::string search_terms_version();

}  // namespace expediter::base
