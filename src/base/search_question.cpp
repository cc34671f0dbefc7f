#include "base/search_question.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/search_pieces.h"
#include "base/search_terms.h"
#include "base/unicode.h"

namespace expediter::base {

namespace {

using Kind = TermExpression::Kind;

// White space of any kind and width as one space, none at the ends.
std::string with_single_spaces(std::string_view folded) {
  std::string out;
  out.reserve(folded.size());
  bool space = false;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(folded.size());) {
    const auto begin = static_cast<std::size_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(folded.data(), at, static_cast<std::int32_t>(folded.size()), c);
    if (c == ' ' || u_isUWhiteSpace(c) != 0) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += folded.substr(begin, static_cast<std::size_t>(at) - begin);
  }
  return out;
}

// The length of the quotation mark there; 0 where there is none.
std::size_t quote_at(std::string_view text, std::size_t at) {
  if (text[at] == '"') return 1;
  const std::string_view three = text.substr(at, 3);
  return three == "\u201C" || three == "\u201D" || three == "\u201E" ? three.size() : 0;
}

void append_words(std::string_view folded, std::vector<std::string>& words) {
  const std::vector<Piece> pieces = cut_pieces(folded);
  for (std::size_t first = 0; first < pieces.size();) {
    words.emplace_back(pieces[first].text);
    for (++first; first < pieces.size() && pieces[first].before == Joint::hard; ++first)
      words.back().append("-").append(pieces[first].text);
  }
}

TermExpression term(TermSpace space, std::string_view name) {
  return {.kind = Kind::term, .term = term_in(space, name), .parts = {}};
}
TermExpression beginning(TermSpace space, std::string_view name) {
  return {.kind = Kind::beginning, .term = term_in(space, name), .parts = {}};
}
TermExpression of(Kind kind, std::vector<TermExpression> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  return {.kind = kind, .term = "", .parts = std::move(parts)};
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

// `tkt042`, by the number; empty where it is no ticket's id.
std::optional<std::string> ticket_number_of(std::string_view compact) {
  constexpr std::string_view kPrefix = "tkt";
  constexpr std::size_t kMostDigits = 18;
  if (!compact.starts_with(kPrefix)) return std::nullopt;
  compact.remove_prefix(kPrefix.size());
  if (compact.empty() || compact.size() > kMostDigits) return std::nullopt;
  if (compact.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  compact.remove_prefix(std::min(compact.find_first_not_of('0'), compact.size() - 1));
  return std::string{compact};
}

class Asking {
 public:
  Asking(const std::vector<std::string>& words, const QuestionContext& context)
      : words_(words), context_(context) {}

  Question ask() {
    std::vector<TermExpression> loose;
    std::vector<TermExpression> strict;
    for (std::size_t first = 0; first < words_.size();) {
      const std::size_t end = end_of_run(first);
      loose.push_back(run(first, end, false));
      strict.push_back(run(first, end, true));
      first = end;
    }
    question_.matches = of(Kind::all, std::move(loose));
    question_.exact = of(Kind::all, std::move(strict));
    // Their questions are told twice.
    std::sort(question_.phrases.begin(), question_.phrases.end());
    question_.phrases.erase(std::unique(question_.phrases.begin(), question_.phrases.end()),
                            question_.phrases.end());
    return std::move(question_);
  }

 private:
  bool is_phrase(std::size_t at) const { return words_[at].starts_with('"'); }

  // Words that may be parts of one code that was typed with spaces.
  std::size_t end_of_run(std::size_t first) const {
    std::size_t end = first + 1;
    for (; end < words_.size() && end - first < kMaxJoined; ++end) {
      if (is_phrase(end - 1) || is_phrase(end)) break;
      const auto before = cut_pieces(words_[end - 1]);
      const auto after = cut_pieces(words_[end]);
      if (before.empty() || after.empty() || !may_go_on(before.back(), after.front())) break;
    }
    return end;
  }

  // Every way to put the words of a run together.
  TermExpression run(std::size_t first, std::size_t end, bool strict) {
    std::vector<TermExpression> ways;
    const std::size_t count = end - first;
    for (unsigned joined = 0; joined < 1U << (count - 1); ++joined) {
      std::vector<TermExpression> parts;
      for (std::size_t i = 0; i < count;) {
        std::string together = words_[first + i];
        std::size_t next = i + 1;
        for (; next < count && (joined >> (next - 1) & 1U) != 0; ++next)
          together.append("-").append(words_[first + next]);
        parts.push_back(part(together, first + next == words_.size(), strict));
        i = next;
      }
      ways.push_back(of(Kind::all, std::move(parts)));
    }
    return of(Kind::any, std::move(ways));
  }

  TermExpression part(const std::string& word, bool last, bool strict) {
    if (word.starts_with('"')) return phrase(word.substr(1));
    const auto pieces = cut_pieces(word);
    if (pieces.size() == 1 && pieces.front().run) return text_of_run(pieces.front().text);
    std::string compact;
    bool digit = false;
    for (const Piece& piece : pieces) compact += piece.text, digit |= piece.digit;
    std::vector<TermExpression> any;
    if (pieces.size() == 1)
      any.push_back(last && !(strict && digit) ? beginning(TermSpace::text, as_term(compact))
                                               : term(TermSpace::text, as_term(compact)));
    if (digit && (pieces.size() == 1 || is_code(compact))) {
      add_code(compact, pieces.size() == 1, last, strict, any);
    } else {
      // A number of the register may be without digits.
      any.push_back(term(TermSpace::order, as_term(compact)));
      if (pieces.size() > 1) any.push_back(apart(pieces, last, strict));
    }
    if (pieces.size() == 1) add_names(compact, last && !(strict && digit), any);
    return of(Kind::any, std::move(any));
  }

  // What else a code is found by; `known`: its own term is among `any` already.
  void add_code(const std::string& compact, bool known, bool last, bool strict,
                std::vector<TermExpression>& any) {
    question_.has_exact = true;
    const bool begins = last && !strict;
    const auto add = [&](TermSpace space) {
      any.push_back(begins ? beginning(space, as_term(compact)) : term(space, as_term(compact)));
    };
    if (!known) add(TermSpace::text);
    add(TermSpace::order);
    if (const auto number = ticket_number_of(compact)) any.push_back(term(TermSpace::id, *number));
    if (strict || compact.size() < kMinCodeEnd || compact.size() > kMaxCodeBytes) return;
    any.push_back(beginning(TermSpace::code_end, reversed(compact)));
    any.push_back(beginning(TermSpace::order_end, reversed(compact)));
  }

  // Words that only a hyphen or its like joins: each for itself.
  TermExpression apart(const std::vector<Piece>& pieces, bool last, bool strict) {
    std::vector<TermExpression> all;
    for (const Piece& piece : pieces)
      all.push_back(part(std::string{piece.text}, last && &piece == &pieces.back(), strict));
    return of(Kind::all, std::move(all));
  }

  void add_names(const std::string& word, bool begins, std::vector<TermExpression>& any) const {
    const std::string_view known = as_term(word);
    if (context_.with_suppliers)
      any.push_back(begins ? beginning(TermSpace::supplier, known) : term(TermSpace::supplier, known));
    if (!context_.assignees) return;
    for (const std::string& name : context_.assignees(word, begins))
      any.push_back(term(TermSpace::assignee, name));
  }

  static TermExpression run_terms(TermSpace space, std::string_view run) {
    // Two characters that follow each other say more than each.
    const bool single = characters_of(run) == 1;
    std::vector<TermExpression> terms;
    for_each_run_term(run, [&](std::string_view name) {
      if (single || characters_of(name) > 1) terms.push_back(term(space, name));
    });
    return of(Kind::all, std::move(terms));
  }

  TermExpression text_of_run(std::string_view run) {
    const bool whole = characters_of(run) <= 2;
    if (!whole) question_.phrases.emplace_back(run);
    std::vector<TermExpression> any{run_terms(TermSpace::text, run)};
    if (context_.with_suppliers) any.push_back(run_terms(TermSpace::supplier, run));
    if (context_.assignees && whole)
      for (const std::string& name : context_.assignees(std::string{run}, false))
        any.push_back(term(TermSpace::assignee, name));
    return of(Kind::any, std::move(any));
  }

  TermExpression phrase(const std::string& text) {
    question_.phrases.push_back(text);
    const auto pieces = cut_pieces(text);
    const auto all_in = [&](TermSpace space) {
      std::vector<TermExpression> all;
      for (const Piece& piece : pieces)
        all.push_back(piece.run ? run_terms(space, piece.text) : term(space, as_term(piece.text)));
      return of(Kind::all, std::move(all));
    };
    std::vector<TermExpression> any{all_in(TermSpace::text)};
    if (context_.with_suppliers) any.push_back(all_in(TermSpace::supplier));
    std::string compact;
    for (const Piece& piece : pieces) compact += piece.text;
    any.push_back(term(TermSpace::order, as_term(compact)));
    if (const auto number = ticket_number_of(compact)) any.push_back(term(TermSpace::id, *number));
    return of(Kind::any, std::move(any));
  }

  const std::vector<std::string>& words_;
  const QuestionContext& context_;
  Question question_;
};

}  // namespace

std::vector<std::string> split_question(std::string_view text) {
  const std::string folded = fold(text);
  std::vector<std::string> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t length = quote_at(folded, at);
    std::size_t close = at + length;
    while (length > 0 && close < folded.size() && quote_at(folded, close) == 0) ++close;
    if (length == 0 || close == folded.size()) {
      at += std::max<std::size_t>(length, 1);
      continue;
    }
    append_words(std::string_view{folded}.substr(begin, at - begin), words);
    const std::string phrase =
        with_single_spaces(std::string_view{folded}.substr(at + length, close - at - length));
    if (!cut_pieces(phrase).empty()) words.push_back("\"" + phrase);
    at = begin = close + quote_at(folded, close);
  }
  append_words(std::string_view{folded}.substr(begin), words);
  return words;
}

Question question_of(const std::vector<std::string>& words, const QuestionContext& context) {
  return Asking{words, context}.ask();
}

bool has_phrase(std::string_view text, std::string_view phrase) {
  const std::string folded = with_single_spaces(fold(text));
  const auto character_at = [](std::string_view in, std::size_t at) {
    UChar32 c = 0;
    auto from = static_cast<std::int32_t>(at);
    U8_NEXT_OR_FFFD(in.data(), from, static_cast<std::int32_t>(in.size()), c);
    return static_cast<char32_t>(c);
  };
  const auto character_before = [](std::string_view in, std::size_t at) {
    UChar32 c = 0;
    auto from = static_cast<std::int32_t>(at);
    U8_PREV_OR_FFFD(in.data(), 0, from, c);
    return static_cast<char32_t>(c);
  };
  if (phrase.empty()) return true;
  for (std::size_t at = folded.find(phrase); at != std::string::npos; at = folded.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    const bool begins = at == 0 || !goes_on(character_before(folded, at), character_at(folded, at));
    const bool ends =
        end == folded.size() || !goes_on(character_before(folded, end), character_at(folded, end));
    if (begins && ends) return true;
  }
  return false;
}

}  // namespace expediter::base
