#pragma once
// How long what belongs to signing in lasts. Set once, before the server starts.

#include <chrono>
#include <string>

namespace expediter::service {

struct SessionSettings {
  std::chrono::seconds access{std::chrono::hours{1}};   // How long an access token is good for.
  std::chrono::seconds session{std::chrono::days{30}};  // And a session, however often it is refreshed.
  std::chrono::seconds lock{30};  // After the third failure in a row; doubles from there.
  std::chrono::seconds longest_lock{std::chrono::hours{24}};
  std::chrono::seconds password_ticket{std::chrono::hours{48}};
  // A used refresh token is still answered for so long: two tabs refresh at the same moment.
  std::chrono::seconds refresh_grace{10};
  std::chrono::seconds password_lifetime{0};  // How old a password may grow; 0: as old as it likes.
  std::string name_key = {};                  // Secret: under what names that nobody has are remembered.
};

}  // namespace expediter::service
