#pragma once
// What is looked for: a question in words, and what the terms of a document must be for it to answer.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace expediter::base {

// A question, cut: words, those that one of - / . _ joins together (with `-`), and phrases behind a `"`. All
// folded.
// Empty where nothing in it can be looked for. A quote that is not closed is passed over.
std::vector<std::string> split_question(std::string_view text);

// What must be among a document's terms.
struct TermExpression {
  enum class Kind : std::uint8_t { all, any, term, beginning };
  Kind kind = Kind::all;
  std::string term;                   // Of term and beginning.
  std::vector<TermExpression> parts;  // Of all and any: true for all of none, false for any of none.
};

struct Question {
  TermExpression matches;
  // Stricter: codes and ids in full. Where the question has none, there is nothing to come first.
  bool has_exact = false;
  TermExpression exact;
  // What the documents' texts must have besides (has_phrase): their terms do not tell the order of words.
  std::vector<std::string> phrases;
};

struct QuestionContext {
  bool with_suppliers = false;
  // The names (of TermSpace::assignee) that a word stands for, or begins.
  std::function<std::vector<std::string>(const std::string& word, bool begins)> assignees;
};

// `words` are split_question's. Every one must be found; the last may be the beginning of a word.
Question question_of(const std::vector<std::string>& words, const QuestionContext& context);

// Whether a text has the phrase, which is folded, between ends of words; white space of any width and kind is
// one space.
bool has_phrase(std::string_view text, std::string_view phrase);

}  // namespace expediter::base
