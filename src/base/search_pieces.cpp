#include "base/search_pieces.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/search_terms.h"

namespace expediter::base {

namespace {

enum class Kind : std::uint8_t { none, word, run };

constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_ascii_digit(c);
}

// What a character is, behind one of kind `before`: marks, and letters of no script, go with that.
Kind kind_of(UChar32 c, Kind before) {
  if (c < 0x80) return is_ascii_word(static_cast<char>(c)) ? Kind::word : Kind::none;
  const auto mask = static_cast<std::uint32_t>(U_GET_GC_MASK(c));
  if ((mask & static_cast<std::uint32_t>(U_GC_M_MASK)) != 0) return before;
  constexpr auto kWord = static_cast<std::uint32_t>(U_GC_L_MASK) | static_cast<std::uint32_t>(U_GC_N_MASK);
  if ((mask & kWord) == 0) return Kind::none;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED)
    return before == Kind::none ? Kind::word : before;
  return script == USCRIPT_HANGUL || uscript_breaksBetweenLetters(script) != 0 ? Kind::run : Kind::word;
}

// The length of a sign that joins the parts of a code: ASCII's, and the hyphens and dashes of others.
std::size_t hard_sign_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '-' || c == '/' || c == '.' || c == '_') return 1;
  const std::string_view three = text.substr(at, 3);
  for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"})
    if (three == dash) return three.size();
  return 0;
}

Joint joint_of(std::string_view between) {
  if (between == " ") return Joint::soft;
  constexpr std::size_t kMostSigns = 3;
  std::size_t signs = 0;
  bool soft = false;
  for (std::size_t at = 0; at < between.size(); ++signs) {
    const std::size_t hard = hard_sign_at(between, at);
    if (hard == 0 && between[at] != ' ' && between[at] != '#' && between[at] != ':') return Joint::none;
    soft |= hard == 0;
    at += std::max<std::size_t>(hard, 1);
  }
  if (signs == 0 || signs > kMostSigns || (!soft && signs > 1)) return Joint::none;
  return soft ? Joint::soft : Joint::hard;
}

// 12.50 is a number, no code; 26.11.2024 and 730.1234 are codes.
void part_decimals(std::vector<Piece>& pieces) {
  constexpr std::size_t kMostDigits = 6;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const Piece& before = pieces[i - 1];
    Piece& piece = pieces[i];
    const bool alone =
        before.before != Joint::hard && (i + 1 == pieces.size() || pieces[i + 1].before != Joint::hard);
    if (piece.before == Joint::hard && piece.point && alone && !before.letter && !piece.letter &&
        before.text.size() + piece.text.size() <= kMostDigits)
      piece.before = Joint::none;
  }
}

}  // namespace

std::vector<Piece> cut_pieces(std::string_view folded) {
  std::vector<Piece> pieces;
  Kind kind = Kind::none;
  std::size_t begin = 0;
  std::size_t end_of_last = 0;
  const auto size = static_cast<std::int32_t>(folded.size());
  pieces.reserve(folded.size() / 6 + 1);
  const auto end_piece = [&](std::size_t end) {
    if (kind == Kind::none) return;
    Piece piece{.text = folded.substr(begin, end - begin), .run = kind == Kind::run};
    for (const char c : piece.text) (is_ascii_digit(c) ? piece.digit : piece.letter) = true;
    if (!pieces.empty() && !piece.run && !pieces.back().run) {
      const std::string_view between = folded.substr(end_of_last, begin - end_of_last);
      piece.before = joint_of(between);
      piece.point = between == ".";
    }
    end_of_last = end;
    pieces.push_back(piece);
  };
  for (std::int32_t at = 0; at < size;) {
    const auto here = static_cast<std::size_t>(at);
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(folded.data(), at, size, c);
    const Kind next = kind_of(c, kind);
    if (next == kind) continue;
    end_piece(here);
    kind = next;
    begin = here;
  }
  end_piece(folded.size());
  part_decimals(pieces);
  return pieces;
}

bool may_go_on(const Piece& last, const Piece& next) {
  constexpr std::size_t kMostLetters = 4;
  if (last.run || next.run || !next.digit) return false;
  const bool prefix = !last.digit && last.text.size() <= kMostLetters && is_ascii_digit(next.text.front()) &&
                      std::all_of(last.text.begin(), last.text.end(), is_ascii_word);
  return last.digit || prefix;
}

bool is_code(std::string_view compact) {
  const auto digits = std::count_if(compact.begin(), compact.end(), is_ascii_digit);
  const bool all = digits == static_cast<std::ptrdiff_t>(compact.size());
  return digits > 0 && compact.size() <= kMaxCodeBytes && (!all || compact.size() >= kMinCodeEnd);
}

std::string reversed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t end = text.size(); end > 0;) {
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80) --begin;
    out += text.substr(begin, end - begin);
    end = begin;
  }
  return out;
}

std::string_view as_term(std::string_view word) {
  if (word.size() <= kMaxTermBytes) return word;
  std::size_t end = kMaxTermBytes;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80) --end;
  return word.substr(0, end);
}

bool goes_on(char32_t before, char32_t after) {
  const Kind kind = kind_of(static_cast<UChar32>(before), Kind::none);
  return kind == Kind::word && kind_of(static_cast<UChar32>(after), kind) == Kind::word;
}

}  // namespace expediter::base
