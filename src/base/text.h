#pragma once
// Rules about text that no field table can say: UTF-8, control characters, folding of case, nearest names.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace expediter::base {

// Whether `text` is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view text);

// The number of characters (code points) in well-formed UTF-8.
std::size_t count_characters(std::string_view text);

// Without white space at either end: ASCII space, tab, line breaks, and U+00A0, U+3000, U+2000 … U+200A.
std::string_view trim(std::string_view text);

// Whether `text` holds a control character (C0, DEL or C1). `line_breaks` admits tab, LF and CR.
bool has_control_characters(std::string_view text, bool line_breaks);

// Lower case for comparing without regard to case; code point by code point, independent of the locale.
// What is not a letter stays; malformed bytes stay. The same text folds the same way on every machine.
std::string fold_case(std::string_view text);

// The words of `text`, folded, in order: runs of letters and digits, with the accents that follow them.
std::vector<std::string> split_words(std::string_view text);

// `text` as well-formed UTF-8 of one line: what is malformed in it becomes U+FFFD, as does each control
// character. For text that comes in otherwise than in a body, such as a header, and is kept or shown.
std::string clean_line(std::string_view text);

// `text`, or its first `characters` characters and an ellipsis: what a message shows of a stranger's text.
std::string shorten(std::string_view text, std::size_t characters);

// Equal but for ASCII case.
bool equal_ignoring_ascii_case(std::string_view a, std::string_view b);

// The name among `names` that `word` most likely meant: the nearest one (Damerau-Levenshtein distance of at
// most a third of the word's length, case ignored), else the shortest that begins with it; empty where none
// does.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names);

// The whole of `text` as a decimal integer; empty where it is none or does not fit.
std::optional<std::int64_t> parse_integer(std::string_view text);

// Replaces %XX, and '+' by a space where `plus_is_space`; empty where an escape is malformed.
std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space);

}  // namespace expediter::base
