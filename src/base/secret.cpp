#include "base/secret.h"

#include <sodium.h>

#include <utility>

#include "base/random.h"

namespace expediter::base {

namespace {

constexpr std::size_t kShownBytes = 4;

const std::string& fingerprint_key() {
  static const std::string key = [] {
    init_crypto();
    return random_bytes(32);
  }();
  return key;
}

}  // namespace

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
  other.wipe();
}

Secret& Secret::operator=(const Secret& other) {
  if (this == &other) return *this;
  wipe();
  text_ = other.text_;
  return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  text_ = std::move(other.text_);
  other.wipe();
  return *this;
}

Secret::~Secret() {
  wipe();
}

void Secret::wipe() noexcept {
  // Over the whole capacity: a short text lives inside the object, and a moved-from one may leave its bytes
  // there.
  text_.resize(text_.capacity());
  sodium_memzero(text_.data(), text_.size());
  text_.clear();
}

std::string fingerprint(std::string_view secret) {
  const Digest full = digest(secret, fingerprint_key());
  return "secret:" + to_hex(std::span{full}.first(kShownBytes));
}

}  // namespace expediter::base
