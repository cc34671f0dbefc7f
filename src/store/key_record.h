#pragma once
// Which keys a database was used with: digests of them, kept in it, so that other keys are found out before
// they do harm. The store knows no key, only what the caller made of it.

#include <optional>
#include <string>

#include "sql/connection.h"
#include "store/writer.h"

namespace expediter::store {

// What can be told of keys without telling them.
struct KeyDigests {
  std::string lasting;                                 // Of those that never change.
  std::string signing;                                 // Of the one that signs now.
  std::optional<std::string> previous = std::nullopt;  // Of the one that signed before it.
};

enum class KeyMatch : std::uint8_t {
  ours,      // Used with this database, or younger than what it knows.
  unknown,   // The database knows of no keys.
  foreign,   // Not those that the database was used with.
  replaced,  // Its own, from before the signing key was replaced.
};
KeyMatch compare_keys(sql::Connection& connection, const KeyDigests& keys);

// Whether anything in the database needs the keys that it was used with.
bool needs_keys(sql::Connection& connection);

// Notes the keys as this database's. What the last noted key signed is void from then on unless it is the
// previous one of `keys`; that one is never taken for the current again.
void note_keys(WriteContext& context, const KeyDigests& keys);
// Whether `note_keys` would change anything.
bool are_noted(sql::Connection& connection, const KeyDigests& keys);

}  // namespace expediter::store
