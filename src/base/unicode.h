#pragma once
// The one account of text beyond bytes: its form, what it folds to, what in it cannot be seen, what looks
// alike, and how people sort it. By ICU, which the files of base/ alone include.
//
// All texts are well-formed UTF-8, in and out. Every function is pure, safe from any thread, and linear in
// its text. ASCII costs a look at each byte.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace expediter::base {

// Canonical composition (Unicode NFC): the one form in which text is stored.
bool is_nfc(std::string_view text);
std::string to_nfc(std::string_view text);

// What is compared where people look for something: without regard to compatibility forms (ﬁ, Ａ, ①), case (ß
// and ss, Σ σ ς), marks of letters (Å, й, Arabic and Hebrew vowel points) and letters that Unicode does not
// decompose (ł ø đ ı æ œ þ and their like). Marks that make another letter or syllable stay: those of kana
// and of the scripts of India and of South East Asia. What cannot be seen goes. Folding twice changes
// nothing.
std::string fold(std::string_view text);

// Whether what a text folds to holds, or begins with, a pattern that is folded already: what `contains` and
// `startswith` ask of each row. The memory of a thread's last text is kept for its next.
bool fold_contains(std::string_view text, std::string_view folded_pattern);
bool fold_starts_with(std::string_view text, std::string_view folded_pattern);

// What is compared where a name, an address or a code must be the same one: case alone does not count, the
// rest does. (Unicode's full case folding, composed.)
std::string fold_identity(std::string_view text);

// Without white space and what cannot be seen, at either end. Variation selectors and tags belong to the
// emoji before them and stay.
std::string_view trim_unseen(std::string_view text);

// What a text of one line may hold of what cannot be seen.
enum class Unseen : std::uint8_t {
  // Joiners, variation selectors and tags, which emoji and Persian are written with; spaces of every width.
  joiners,
  // Nothing: an identifier, which must not look like another. Of spaces, U+0020 alone.
  none,
};

struct Found {
  char32_t character = 0;
  std::size_t position = 0;  // In characters, from 1.
};

// The first character that cannot be seen and is not admitted: zero width, bidi controls, line and paragraph
// separators, fillers, tags (Unicode TR 36, 3; TR 39, 3).
std::optional<Found> find_unseen(std::string_view text, Unseen admitted);

// Equal for two texts that the eye takes for one another (Unicode TR 39, 4: the skeleton), case aside. Never
// shown and never stored across versions of ICU without being made anew.
std::string skeleton(std::string_view text);

// Whether a text mixes scripts as no language does, such as Latin with Cyrillic (TR 39, 5.2: beyond highly
// restrictive).
bool mixes_scripts(std::string_view text);

}  // namespace expediter::base
