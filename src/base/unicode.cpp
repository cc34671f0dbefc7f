#include "base/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringoptions.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

#include "base/check.h"
#include "base/letter_folds.h"

namespace expediter::base {

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void append_lower_ascii(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  out.append(text);
  // Without a branch: eight and more at a time.
  for (std::size_t at = begin; at < out.size(); ++at) {
    const auto byte = static_cast<unsigned char>(out[at]);
    out[at] = static_cast<char>(byte | (static_cast<unsigned char>(byte - 'A') < 26 ? 0x20U : 0U));
  }
}

// The tables are in ICU's own library: they are there, or the program was not installed.
const icu::Normalizer2& nfc() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFCInstance(status);
    CHECK(U_SUCCESS(status));
    return found;
  }();
  return *instance;
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

// The character at `at`, which is moved behind it.
UChar32 next_character(std::string_view text, std::int32_t& at) {
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(text.data(), at, static_cast<std::int32_t>(text.size()), character);
  return character;
}

bool is_kept_when_last(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) != 0 || (c >= 0xE0020 && c <= 0xE007F);
}

constexpr UChar32 kBrailleBlank = 0x2800;  // Drawn as nothing, though Unicode counts it as a symbol.

bool is_annotation(UChar32 c) {
  return c >= 0xFFF9 && c <= 0xFFFB;
}

// Not all format characters (Cf): the signs that Arabic writes below numbers are among them, and are seen.
bool is_unseen(UChar32 c) {
  return u_isUWhiteSpace(c) != 0 || u_isISOControl(c) != 0 || c == kBrailleBlank || is_annotation(c) ||
         u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_refused(UChar32 c, Unseen admitted) {
  constexpr UChar32 kNonJoiner = 0x200C;
  constexpr UChar32 kJoiner = 0x200D;
  if (c == 0x2028 || c == 0x2029 || is_annotation(c)) return true;
  if (admitted == Unseen::joiners) {
    if (c == kNonJoiner || c == kJoiner || is_kept_when_last(c)) return false;
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 ||
           u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) != 0;
  }
  return c != ' ' && is_unseen(c);
}

std::size_t ascii_end(std::string_view text, std::size_t at) {
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

void fold_into(std::string& out, std::string_view text) {
  out.clear();
  out.reserve(text.size());
  bool composes = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = ascii_end(text, begin);
    append_lower_ascii(out, text.substr(begin, end - begin));
    if (end == text.size()) break;
    auto at = static_cast<std::int32_t>(end);
    const LetterFold& folded = fold_letter(static_cast<char32_t>(next_character(text, at)));
    out += folded.text;
    composes |= folded.composes;
    begin = static_cast<std::size_t>(at);
  }
  if (composes) out = to_nfc(out);
}

// Valid until the next call on the same thread.
std::string_view fold_for_once(std::string_view text) {
  constexpr std::size_t kKept = std::size_t{256} * 1024;
  thread_local std::string folded;
  if (folded.capacity() > kKept) folded = {};
  fold_into(folded, text);
  return folded;
}

struct CloseChecker {
  void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

// Checking is const and safe from any thread.
const USpoofChecker* checker() {
  static const std::unique_ptr<USpoofChecker, CloseChecker> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<USpoofChecker, CloseChecker> made{uspoof_open(&status)};
    CHECK(U_SUCCESS(status));
    uspoof_setRestrictionLevel(made.get(), USPOOF_HIGHLY_RESTRICTIVE);
    uspoof_setChecks(made.get(), USPOOF_RESTRICTION_LEVEL, &status);
    CHECK(U_SUCCESS(status));
    return made;
  }();
  return instance.get();
}

}  // namespace

bool is_nfc(std::string_view text) {
  if (is_ascii(text)) return true;
  UErrorCode status = U_ZERO_ERROR;
  return nfc().isNormalizedUTF8(piece(text), status) != 0 && U_SUCCESS(status);
}

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink{&out};
  UErrorCode status = U_ZERO_ERROR;
  nfc().normalizeUTF8(0, piece(text), sink, nullptr, status);
  CHECK(U_SUCCESS(status));
  return out;
}

std::string fold(std::string_view text) {
  std::string out;
  fold_into(out, text);
  return out;
}

bool fold_contains(std::string_view text, std::string_view folded_pattern) {
  return fold_for_once(text).find(folded_pattern) != std::string_view::npos;
}

bool fold_starts_with(std::string_view text, std::string_view folded_pattern) {
  return fold_for_once(text).starts_with(folded_pattern);
}

std::string fold_identity(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  if (is_ascii(text)) {
    append_lower_ascii(folded, text);
    return folded;
  }
  icu::StringByteSink<std::string> sink{&folded};
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT, piece(text), sink, nullptr, status);
  CHECK(U_SUCCESS(status));
  return to_nfc(folded);
}

std::string_view trim_unseen(std::string_view text) {
  while (!text.empty()) {
    std::int32_t at = 0;
    const UChar32 first = next_character(text, at);
    if (!is_unseen(first)) break;
    text.remove_prefix(static_cast<std::size_t>(at));
  }
  while (!text.empty()) {
    auto at = static_cast<std::int32_t>(text.size());
    UChar32 last = 0;
    U8_PREV_OR_FFFD(text.data(), 0, at, last);
    if (!is_unseen(last) || is_kept_when_last(last)) break;
    text = text.substr(0, static_cast<std::size_t>(at));
  }
  return text;
}

std::optional<Found> find_unseen(std::string_view text, Unseen admitted) {
  if (is_ascii(text) && admitted == Unseen::joiners) return std::nullopt;
  std::size_t position = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(text.size());) {
    const UChar32 character = next_character(text, at);
    ++position;
    if (is_refused(character, admitted)) return Found{static_cast<char32_t>(character), position};
  }
  return std::nullopt;
}

std::string skeleton(std::string_view text) {
  const std::string folded = fold_identity(text);
  UErrorCode status = U_ZERO_ERROR;
  std::string out(folded.size() * 4 + 16, '\0');
  const auto length = static_cast<std::int32_t>(folded.size());
  std::int32_t size = uspoof_getSkeletonUTF8(checker(), 0, folded.data(), length, out.data(),
                                             static_cast<std::int32_t>(out.size()), &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    out.resize(static_cast<std::size_t>(size));
    status = U_ZERO_ERROR;
    size = uspoof_getSkeletonUTF8(checker(), 0, folded.data(), length, out.data(), size, &status);
  }
  CHECK(U_SUCCESS(status));
  out.resize(static_cast<std::size_t>(size));
  // A skeleton may bring capitals in (0 looks like O).
  return fold_identity(out);
}

bool mixes_scripts(std::string_view text) {
  if (is_ascii(text)) return false;
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t failed =
      uspoof_check2UTF8(checker(), text.data(), static_cast<std::int32_t>(text.size()), nullptr, &status);
  CHECK(U_SUCCESS(status));
  return failed != 0;
}

}  // namespace expediter::base
