#include "base/letter_folds.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <utility>

#include "base/check.h"

namespace expediter::base {

namespace {

constexpr std::size_t kBlockSize = 128;
constexpr std::size_t kCharacters = 0x110000;

using Block = std::array<LetterFold, kBlockSize>;

// Letters that Unicode does not decompose, by what people type for them. Those of one case suffice: case is
// folded first.
constexpr std::array<std::pair<char32_t, std::string_view>, 45> kLikeLetters{{
    {U'æ', "ae"}, {U'ð', "d"}, {U'ø', "o"},  {U'þ', "th"}, {U'đ', "d"}, {U'ħ', "h"}, {U'ı', "i"}, {U'ĸ', "q"},
    {U'ł', "l"},  {U'ŋ', "n"}, {U'œ', "oe"}, {U'ŧ', "t"},  {U'ƀ', "b"}, {U'ƃ', "b"}, {U'ƈ', "c"}, {U'ƌ', "d"},
    {U'ƒ', "f"},  {U'ƙ', "k"}, {U'ƚ', "l"},  {U'ƞ', "n"},  {U'ƥ', "p"}, {U'ƫ', "t"}, {U'ƭ', "t"}, {U'ƴ', "y"},
    {U'ƶ', "z"},  {U'ǥ', "g"}, {U'ȡ', "d"},  {U'ȥ', "z"},  {U'ȴ', "l"}, {U'ȷ', "j"}, {U'ȼ', "c"}, {U'ɇ', "e"},
    {U'ɉ', "j"},  {U'ɍ', "r"}, {U'ɏ', "y"},  {U'ɓ', "b"},  {U'ɖ', "d"}, {U'ɗ', "d"}, {U'ɨ', "i"}, {U'ɫ', "l"},
    {U'ɲ', "n"},  {U'ʉ', "u"}, {U'ꞌ', "'"},  {U'ȿ', "s"},  {U'ɀ', "z"},
}};

const icu::Normalizer2& instance(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(status);
  CHECK(U_SUCCESS(status));
  return *found;
}

bool is_kana_voicing(UChar32 c) {
  return c == 0x3099 || c == 0x309A;
}

// A mark of a letter, such as an accent. One that makes another syllable is none.
bool is_accent(UChar32 c) {
  if (u_charType(c) != U_NON_SPACING_MARK && u_charType(c) != U_ENCLOSING_MARK) return false;
  if (is_kana_voicing(c)) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_INHERITED:
    case USCRIPT_COMMON:
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
      return true;
    default:
      return false;
  }
}

bool may_compose(UChar32 c) {
  return is_kana_voicing(c) || u_getCombiningClass(c) != 0 || u_charType(c) == U_NON_SPACING_MARK ||
         u_charType(c) == U_COMBINING_SPACING_MARK ||
         u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE) != U_HST_NOT_APPLICABLE;
}

std::string_view like_letter(UChar32 c) {
  const auto* const found = std::ranges::find(kLikeLetters, static_cast<char32_t>(c),
                                              &std::pair<char32_t, std::string_view>::first);
  return found == kLikeLetters.end() ? std::string_view{} : found->second;
}

LetterFold make_fold(UChar32 character) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString cased =
      instance(icu::Normalizer2::getNFKCCasefoldInstance).normalize(icu::UnicodeString{character}, status);
  const icu::UnicodeString apart = instance(icu::Normalizer2::getNFDInstance).normalize(cased, status);
  CHECK(U_SUCCESS(status));
  LetterFold fold;
  for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 c = apart.char32At(at);
    if (is_accent(c)) continue;
    const std::string_view like = like_letter(c);
    if (like.empty())
      icu::UnicodeString{c}.toUTF8String(fold.text);
    else
      fold.text += like;
    fold.composes |= may_compose(c);
  }
  return fold;
}

// Owns the blocks. A block is made whole before it is seen; of two made at once, one is thrown away.
class Folds {
 public:
  ~Folds() {
    for (auto& block : blocks_) delete block.load(std::memory_order_relaxed);
  }
  const LetterFold& find(char32_t character) {
    std::atomic<const Block*>& place = blocks_[character / kBlockSize];
    const Block* block = place.load(std::memory_order_acquire);
    if (block == nullptr) block = keep(place, character / kBlockSize * kBlockSize);
    return (*block)[character % kBlockSize];
  }

 private:
  static const Block* keep(std::atomic<const Block*>& place, char32_t first) {
    auto made = std::make_unique<Block>();
    for (std::size_t i = 0; i < kBlockSize; ++i) (*made)[i] = make_fold(static_cast<UChar32>(first + i));
    const Block* there = nullptr;
    if (!place.compare_exchange_strong(there, made.get(), std::memory_order_acq_rel)) return there;
    return made.release();
  }

  std::array<std::atomic<const Block*>, kCharacters / kBlockSize> blocks_{};
};

}  // namespace

const LetterFold& fold_letter(char32_t character) {
  static Folds folds;
  return folds.find(character < kCharacters ? character : U'\uFFFD');
}

}  // namespace expediter::base
