#include "base/collation.h"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/uversion.h>

#include <array>

#include "base/check.h"

namespace expediter::base {

struct Collation::Rules {
  std::unique_ptr<icu::Collator> collator;
};

namespace {

std::unique_ptr<icu::Collator> make_collator(const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator{icu::Collator::createInstance(locale, status)};
  if (U_FAILURE(status)) return nullptr;
  collator->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
  // Text from before the door composed it, and what is compared with it, sort alike.
  collator->setAttribute(UCOL_NORMALIZATION_MODE, UCOL_ON, status);
  return U_SUCCESS(status) ? std::move(collator) : nullptr;
}

}  // namespace

Collation::Collation(std::unique_ptr<Rules> rules) : rules_(std::move(rules)) {}
Collation::~Collation() = default;

const Collation& Collation::root() {
  static const Collation instance{[] {
    auto rules = std::make_unique<Rules>(Rules{make_collator(icu::Locale::getRoot())});
    CHECK(rules->collator != nullptr);
    return rules;
  }()};
  return instance;
}

std::unique_ptr<Collation> Collation::of_language(std::string_view tag) {
  constexpr std::size_t kLongestTag = 35;  // RFC 5646, 4.4.1.
  if (tag.empty() || tag.size() > kLongestTag) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale =
      icu::Locale::forLanguageTag({tag.data(), static_cast<std::int32_t>(tag.size())}, status);
  // ICU takes any well-formed tag, and sorts what it does not know by the root. A language has a code in ISO
  // 639.
  if (U_FAILURE(status) || locale.isBogus() != 0 || *locale.getISO3Language() == 0) return nullptr;
  auto rules = std::make_unique<Rules>(Rules{make_collator(locale)});
  if (rules->collator == nullptr) return nullptr;
  return std::unique_ptr<Collation>{new Collation{std::move(rules)}};
}

std::string Collation::key(std::string_view text) const {
  const auto wide = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  std::array<std::uint8_t, 512> buffer{};
  const std::int32_t size =
      rules_->collator->getSortKey(wide, buffer.data(), static_cast<std::int32_t>(buffer.size()));
  const auto bytes = static_cast<std::size_t>(size) - 1;  // Without ICU's zero at the end.
  if (bytes < buffer.size()) return {reinterpret_cast<const char*>(buffer.data()), bytes};
  std::string out(static_cast<std::size_t>(size), '\0');
  rules_->collator->getSortKey(wide, reinterpret_cast<std::uint8_t*>(out.data()), size);
  out.resize(bytes);
  return out;
}

std::string Collation::version() const {
  UVersionInfo version{};
  rules_->collator->getVersion(version);
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return text.data();
}

}  // namespace expediter::base
