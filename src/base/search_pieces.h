#pragma once
// Folded text as pieces: words, runs of languages without spaces, and what joins the parts of a code. What
// search_terms and search_question share.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace expediter::base {

enum class Joint : std::uint8_t {
  none,
  soft,  // White space, perhaps with a sign: joins where what stands around it looks like a code.
  hard,  // One of - / . _ alone.
};

struct Piece {
  std::string_view text;
  Joint before = Joint::none;  // Between the piece before and this.
  bool point = false;          // That joint is a full stop.
  bool digit = false;          // Has a digit.
  bool letter = false;         // Has something else.
  bool run = false;            // Of a language that does not put spaces between words.
};

std::vector<Piece> cut_pieces(std::string_view folded);

// Whether `next`, with white space before it, may go on a code that ends in `last`: `PO 4711`, `730 1234`.
bool may_go_on(const Piece& last, const Piece& next);

// Whether that, without what joins its parts, is looked for as a code.
bool is_code(std::string_view compact);
inline constexpr std::size_t kMaxCodeBytes = 40;

// The characters, last first.
std::string reversed(std::string_view text);
// At most kMaxTermBytes of it, whole characters.
std::string_view as_term(std::string_view word);

// Calls `use(term)` for the characters of a run, and for every two that follow each other.
template <class Use>
void for_each_run_term(std::string_view run, Use&& use) {
  std::size_t before = 0;
  for (std::size_t begin = 0; begin < run.size();) {
    std::size_t end = begin + 1;
    while (end < run.size() && (static_cast<unsigned char>(run[end]) & 0xC0U) == 0x80) ++end;
    use(run.substr(begin, end - begin));
    if (begin > 0) use(run.substr(before, end - before));
    before = begin;
    begin = end;
  }
}

// Whether a word goes on from one character to the next: no end of a word between them.
bool goes_on(char32_t before, char32_t after);

}  // namespace expediter::base
