#include "base/text.h"

#include <locale.h>

#include <algorithm>
#include <charconv>
#include <clocale>
#include <cwctype>
#include <vector>

namespace expediter::base {

namespace {

struct Decoded {
  char32_t character;
  std::size_t length;  // 0: malformed
};

bool is_continuation(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

// Decodes the character at `text[at]`.
Decoded decode_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  char32_t character = 0;
  char32_t smallest = 0;
  if ((first & 0xE0U) == 0xC0U) {
    length = 2, character = first & 0x1FU, smallest = 0x80;
  } else if ((first & 0xF0U) == 0xE0U) {
    length = 3, character = first & 0x0FU, smallest = 0x800;
  } else if ((first & 0xF8U) == 0xF0U) {
    length = 4, character = first & 0x07U, smallest = 0x10000;
  } else {
    return {0, 0};
  }
  if (at + length > text.size()) return {0, 0};
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(byte(i))) return {0, 0};
    character = (character << 6U) | (byte(i) & 0x3FU);
  }
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < smallest || character > 0x10FFFF || surrogate) return {0, 0};
  return {character, length};
}

void append_utf8(std::string& out, char32_t character) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0U | (character >> 6U)), put(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    put(0xE0U | (character >> 12U)), put(0x80U | ((character >> 6U) & 0x3FU)),
        put(0x80U | (character & 0x3FU));
  } else {
    put(0xF0U | (character >> 18U)), put(0x80U | ((character >> 12U) & 0x3FU));
    put(0x80U | ((character >> 6U) & 0x3FU)), put(0x80U | (character & 0x3FU));
  }
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A);
}

// The C.UTF-8 locale is built into glibc; the process's own locale must not change what is found.
locale_t unicode_locale() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

char32_t fold_character(char32_t c) {
  if (unicode_locale() == nullptr) return c;
  return static_cast<char32_t>(towlower_l(static_cast<wint_t>(c), unicode_locale()));
}

// Raised and lowered digits, fractions and enclosed numbers, which the C library does not count as digits.
bool is_other_number(char32_t c) {
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0xBC && c <= 0xBE) || (c >= 0x2070 && c <= 0x2089) ||
         (c >= 0x2150 && c <= 0x2189) || (c >= 0x2460 && c <= 0x249B);
}

bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  if (is_other_number(c)) return true;
  return unicode_locale() == nullptr || iswalnum_l(static_cast<wint_t>(c), unicode_locale()) != 0;
}

bool is_combining_accent(char32_t c) {
  return c >= 0x300 && c <= 0x36F;
}

char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Optimal string alignment distance: insert, delete, replace, swap neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The shortest of the names that a beginning of at least three letters may stand for; empty where none.
std::string_view shortest_beginning_with(std::string_view folded, std::span<const std::string_view> names) {
  constexpr std::size_t kTelling = 3;
  std::string_view best;
  for (const std::string_view name : names)
    if (folded.size() >= kTelling && fold_case(name).starts_with(folded) &&
        (best.empty() || name.size() < best.size()))
      best = name;
  return best;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_at(text, at);
    if (decoded.length == 0) return false;
    at += decoded.length;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  const auto starts = [](char c) { return !is_continuation(static_cast<unsigned char>(c)); };
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const Decoded first = decode_at(text, 0);
    if (first.length == 0 || !is_space(first.character)) break;
    text.remove_prefix(first.length);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && is_continuation(static_cast<unsigned char>(text[start]))) --start;
    const Decoded last = decode_at(text, start);
    if (last.length == 0 || !is_space(last.character)) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

bool has_control_characters(std::string_view text, bool line_breaks) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool break_or_tab = byte == '\t' || byte == '\n' || byte == '\r';
    if ((byte < 0x20 && !(line_breaks && break_or_tab)) || byte == 0x7F) return true;
    // C1 controls are U+0080 … U+009F: C2 80 … C2 9F.
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      out += ascii_lower(text[at++]);
      continue;
    }
    const Decoded decoded = decode_at(text, at);
    if (decoded.length == 0) {
      out += text[at++];
      continue;
    }
    append_utf8(out, fold_character(decoded.character));
    at += decoded.length;
  }
  return out;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_at(text, at);
    const bool joins = decoded.length > 0 && (is_letter_or_digit(decoded.character) ||
                                              (inside && is_combining_accent(decoded.character)));
    if (joins) {
      if (!inside) words.emplace_back();
      append_utf8(words.back(), fold_character(decoded.character));
    }
    inside = joins;
    at += std::max<std::size_t>(decoded.length, 1);
  }
  return words;
}

std::string clean_line(std::string_view text) {
  if (is_utf8(text) && !has_control_characters(text, false)) return std::string{text};
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_at(text, at);
    const bool is_control =
        decoded.character < 0x20 || (decoded.character >= 0x7F && decoded.character < 0xA0);
    if (decoded.length == 0 || is_control)
      out += "\xEF\xBF\xBD";
    else
      out.append(text, at, decoded.length);
    at += std::max<std::size_t>(decoded.length, 1);
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool starts = !is_continuation(static_cast<unsigned char>(text[at]));
    if (starts && characters-- == 0) return std::string{text.substr(0, at)} + "…";
  }
  return std::string{text};
}

bool equal_ignoring_ascii_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names) {
  // Longer than any name of ours: not a slip of the finger, and not worth a quadratic look.
  if (word.empty() || word.size() > 64) return {};
  const std::string folded = fold_case(word);
  std::string_view best;
  std::size_t best_distance = word.size() / 3 + 1;
  for (const std::string_view name : names) {
    const std::size_t distance = edit_distance(folded, fold_case(name));
    if (distance < best_distance) best = name, best_distance = distance;
  }
  return best.empty() ? shortest_beginning_with(folded, names) : best;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

}  // namespace expediter::base
