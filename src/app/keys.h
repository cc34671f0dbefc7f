#pragma once
// The secret keys of a data directory: `keys.toml`, made from randomness at the first start, readable by its
// owner alone. Whoever has this file can sign in as anybody; a backup of the database does not hold it.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace expediter::app {

// Signs tokens. The id stands in a token's head (`kid`) and says which key checks it.
struct SigningKey {
  std::string id;       // 16 characters of base64url, from the key's own randomness.
  base::Secret secret;  // 32 bytes.
};

struct Keys {
  SigningKey current;
  // What the last rotation replaced: it still checks tokens, so that nobody is signed out, and signs none.
  std::optional<SigningKey> previous;
  base::Secret cursor;  // 32 bytes; proves that cursors of lists are ours.
  base::Secret vault;   // 32 bytes; seals second factors and chains the audit log.

  // The key of that id; null where it is neither.
  const SigningKey* find(std::string_view id) const;
};

// What the audit log is chained with: derived, so that the vault's key does one thing only.
std::string audit_key(const Keys& keys);

// Reads the keys of a data directory, or makes and writes them where there are none. The caller holds the
// lock. Throws CommandError for a file that is malformed or that others may read.
Keys load_or_make_keys(const std::filesystem::path& directory);

// Reads them and makes nothing: for commands that work while a server runs. Throws CommandError where there
// are none, or they lack the vault's key.
Keys read_keys(const std::filesystem::path& directory);

// The keys as they are in the file, the vault's empty where there is none in it; nothing where there is no
// file. Throws as load_or_make_keys.
std::optional<Keys> find_keys(const std::filesystem::path& directory);

// What becomes of the key that a rotation replaces.
enum class Replaced : std::uint8_t {
  kept,       // It goes on checking what it signed.
  forgotten,  // What it signed is void.
};
// Makes a new current key; the old one becomes the previous, the one before it checks nothing any more. The
// caller holds the lock. Throws as load_or_make_keys, and then the old keys stand.
Keys rotate_keys(const std::filesystem::path& directory, Replaced replaced = Replaced::kept);

}  // namespace expediter::app
