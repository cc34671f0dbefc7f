#include "service/vault.h"

#include <sodium.h>

#include "base/check.h"
#include "base/random.h"

namespace expediter::service {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// What stands before the secret and says whose it is.
std::string owner_of(std::int64_t user_id) {
  return std::to_string(user_id) + ":";
}

}  // namespace

Vault::Vault(base::Secret key) : key_(std::move(key)) {
  CHECK(key_.reveal().size() == crypto_secretbox_KEYBYTES);
}

std::string Vault::seal(std::int64_t user_id, std::string_view secret) const {
  const base::Secret message{owner_of(user_id).append(secret)};
  std::string box = base::random_bytes(crypto_secretbox_NONCEBYTES);
  const std::string nonce = box;
  box.resize(nonce.size() + crypto_secretbox_MACBYTES + message.reveal().size());
  crypto_secretbox_easy(bytes_of(box) + nonce.size(), bytes_of(message.reveal()), message.reveal().size(),
                        bytes_of(nonce), bytes_of(key_.reveal()));
  return base::encode_base64url(box);
}

std::optional<base::Secret> Vault::open(std::int64_t user_id, std::string_view sealed) const {
  constexpr std::size_t kFrame = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  const auto box = base::decode_base64url(sealed);
  if (!box || box->size() < kFrame) return std::nullopt;
  std::string message(box->size() - kFrame, '\0');
  const std::string_view rest = std::string_view{*box}.substr(crypto_secretbox_NONCEBYTES);
  const int failed = crypto_secretbox_open_easy(bytes_of(message), bytes_of(rest), rest.size(),
                                                bytes_of(*box), bytes_of(key_.reveal()));
  const base::Secret opened{std::move(message)};
  const std::string owner = owner_of(user_id);
  if (failed != 0 || !opened.reveal().starts_with(owner)) return std::nullopt;
  return base::Secret{std::string{opened.reveal().substr(owner.size())}};
}

std::string Vault::digest(std::string_view purpose, std::string_view text) const {
  return base::to_hex(base::digest(std::string{purpose}.append("\n").append(text), key_.reveal()));
}

}  // namespace expediter::service
