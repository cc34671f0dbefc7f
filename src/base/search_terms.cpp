#include "base/search_terms.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <array>

#include "base/search_pieces.h"
#include "base/unicode.h"

namespace expediter::base {

namespace {

constexpr char32_t kSpaces = 0xE000;  // Of private use, which no text is cut into.
constexpr char32_t kSigns = 0xE100;

void append_private(std::string& out, char32_t character) {
  out += static_cast<char>(0xEE);
  out += static_cast<char>(0x80 | (character >> 6 & 0x3FU));
  out += static_cast<char>(0x80 | (character & 0x3FU));
}

// The parts from `first` to the one before `end`, without what joins them.
std::string compact_of(const std::vector<Piece>& pieces, std::size_t first, std::size_t end) {
  std::string compact;
  for (std::size_t i = first; i < end; ++i) compact += pieces[i].text;
  return compact;
}

std::size_t hard_begin_of(const std::vector<Piece>& pieces, std::size_t at) {
  while (pieces[at].before == Joint::hard) --at;
  return at;
}

// `AB12-CD34` by its digits alone; where letters stand before them only, they are its end.
std::string digits_among_letters(std::string_view compact) {
  std::string digits;
  bool among = false;
  for (const char c : compact) {
    const bool digit = c >= '0' && c <= '9';
    if (digit) digits += c;
    among |= !digit && !digits.empty();
  }
  return among && digits.size() >= kMinCodeEnd ? digits : "";
}

// Of one run of parts, [first, end): what a code in it may be asked by.
class CodeTerms {
 public:
  CodeTerms(const std::vector<Piece>& pieces, const UseTerm& use, TermSpace whole, TermSpace end)
      : pieces_(pieces), use_(use), whole_(whole), end_(end) {}

  void tell(std::size_t first, std::size_t end) const {
    for (std::size_t i = first; i < end; ++i) {
      for (std::size_t j = i + 2; j <= std::min(end, i + kMaxJoined); ++j)
        use_code(compact_of(pieces_, i, j));
      const bool ends = i + 1 == end || pieces_[i + 1].before != Joint::hard;
      if (ends) tell_end(first, i);
    }
  }

 private:
  void tell_end(std::size_t first, std::size_t last) const {
    const std::size_t hard_begin = hard_begin_of(pieces_, last);
    const std::string hard = compact_of(pieces_, hard_begin, last + 1);
    if (last + 1 - hard_begin > kMaxJoined) use_code(hard);
    const std::string digits = digits_among_letters(hard);
    if (!digits.empty() && hard.size() <= kMaxCodeBytes) use_code(digits);
    std::size_t begin = std::min(hard_begin, std::max(first + kMaxJoined, last + 1) - kMaxJoined);
    while (begin < last && compact_of(pieces_, begin, last + 1).size() > kMaxCodeBytes) ++begin;
    const std::string longest = compact_of(pieces_, begin, last + 1);
    // One that is no longer is asked for in full.
    const std::size_t least = end_ == TermSpace::code_end ? kMinCodeEnd + 1 : kMinCodeEnd;
    if (longest.size() < least || !is_code(longest)) return;
    use_(term_in(end_, reversed(longest)));
  }

  void use_code(const std::string& compact) const {
    if (!is_code(compact)) return;
    whole_ == TermSpace::text ? use_(compact) : use_(term_in(whole_, compact));
  }

  const std::vector<Piece>& pieces_;
  const UseTerm& use_;
  TermSpace whole_;
  TermSpace end_;
};

void for_each_code(const std::vector<Piece>& pieces, const CodeTerms& codes) {
  for (std::size_t first = 0; first < pieces.size();) {
    bool digit = pieces[first].digit;
    std::size_t end = first + 1;
    for (; end < pieces.size(); ++end) {
      const Piece& piece = pieces[end];
      if (piece.before == Joint::none) break;
      if (piece.before == Joint::soft && !may_go_on(pieces[end - 1], piece)) break;
      digit |= piece.digit;
    }
    if (digit) codes.tell(first, end);
    first = end;
  }
}

}  // namespace

std::string term_in(TermSpace space, std::string_view name) {
  std::string term;
  term.reserve(name.size() + 3);
  if (space != TermSpace::text) append_private(term, kSpaces + static_cast<char32_t>(space));
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    plain ? static_cast<void>(term += c) : append_private(term, kSigns + byte);
  }
  return term;
}

void for_each_term(std::string_view text, const UseTerm& use) {
  const std::string folded = fold(text);
  const std::vector<Piece> pieces = cut_pieces(folded);
  for (const Piece& piece : pieces) piece.run ? for_each_run_term(piece.text, use) : use(as_term(piece.text));
  for_each_code(pieces, CodeTerms{pieces, use, TermSpace::text, TermSpace::code_end});
}

void TermSet::keep(std::string_view term) {
  Kept kept{.begin = static_cast<std::uint32_t>(bytes_.size()),
            .size = static_cast<std::uint32_t>(term.size())};
  for (std::size_t i = 0; i < sizeof(kept.first); ++i)
    kept.first = kept.first << 8U | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  bytes_ += term;
  terms_.push_back(kept);
}

void TermSet::add_text(std::string_view text) {
  for_each_term(text, [this](std::string_view term) { keep(term); });
}

void TermSet::add_order(std::string_view number) {
  const std::string folded = fold(number);
  const std::vector<Piece> pieces = cut_pieces(folded);
  const UseTerm use = [this](std::string_view term) { keep(term); };
  if (!pieces.empty()) add(TermSpace::order, as_term(compact_of(pieces, 0, pieces.size())));
  for_each_code(pieces, CodeTerms{pieces, use, TermSpace::order, TermSpace::order_end});
}

void TermSet::add_words(TermSpace space, std::string_view text) {
  const std::string folded = fold(text);
  const auto use = [&](std::string_view term) { add(space, term); };
  for (const Piece& piece : cut_pieces(folded))
    piece.run ? for_each_run_term(piece.text, use) : use(as_term(piece.text));
}

void TermSet::add(TermSpace space, std::string_view name) {
  keep(term_in(space, name));
}

std::string TermSet::joined() const {
  const auto text_of = [&](const Kept& kept) {
    return std::string_view{bytes_}.substr(kept.begin, kept.size);
  };
  std::vector<Kept> sorted = terms_;
  std::sort(sorted.begin(), sorted.end(), [&](const Kept& a, const Kept& b) {
    if (a.first != b.first) return a.first < b.first;
    return text_of(a) < text_of(b);
  });
  std::string out;
  out.reserve(bytes_.size() + sorted.size());
  std::string_view last;
  for (const Kept& kept : sorted) {
    const std::string_view term = text_of(kept);
    if (term == last) continue;
    if (!out.empty()) out += ' ';
    out += term;
    last = term;
  }
  return out;
}

std::vector<std::string_view> split_terms(std::string_view joined) {
  std::vector<std::string_view> terms;
  for (std::size_t begin = 0; begin < joined.size();) {
    const std::size_t end = std::min(joined.find(' ', begin), joined.size());
    terms.push_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return terms;
}

std::string terms_without(std::string_view joined, std::string_view other) {
  if (other.empty() || joined.empty()) return std::string{joined};
  const auto terms = split_terms(joined);
  const auto others = split_terms(other);
  std::vector<std::string_view> left;
  std::set_difference(terms.begin(), terms.end(), others.begin(), others.end(), std::back_inserter(left));
  std::string out;
  for (const std::string_view term : left) {
    if (!out.empty()) out += ' ';
    out += term;
  }
  return out;
}

std::string search_terms_version() {
  constexpr std::string_view kRules = "2";  // 1: with the terms of links.
  UVersionInfo version{};
  u_getUnicodeVersion(version);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return std::string{kRules} + " Unicode " + text.data();
}

}  // namespace expediter::base
