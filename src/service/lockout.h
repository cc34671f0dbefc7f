#pragma once
// What stops guessing at passwords and codes, without letting a guesser keep the owner out.
//
// Failures are counted by account and place. From the third in a row, a place may try that account no more,
// for a time that doubles with each further failure up to a day. A place is:
//
// - a device that somebody has signed in to this account from (a cookie with a random text says which): it
// has a
//   counter of its own, so nobody else's failures lock it;
// - else the network that the attempt comes from (an IPv4 address, an IPv6 /64);
// - within a session, that session.
//
// Over all places that are not known, an account's failures only slow: from the 20th on, a network that has
// failed before gets one attempt in 10 seconds among all of them. One that has not failed yet is judged at
// once. So an account can be guessed at 8,640 times a day and once from each further network, whatever they
// own.
//
// Codes have six digits, and whoever tries them knows the password: from unknown places they count and lock
// together, whatever network they come from. A device that is known has its own counter here too.
//
// Names that nobody has are counted and locked alike, so that a lock tells nothing about who is here.

#include <optional>
#include <string>

#include "service/caller.h"
#include "service/session_settings.h"
#include "store/users.h"

namespace expediter::service {

inline constexpr std::int64_t kFailuresBeforeLock = 3;
inline constexpr std::int64_t kFailuresBeforeSlow = 20;
inline constexpr std::chrono::seconds kSlowPace{10};

enum class Guessed : std::uint8_t { password, code };

// Under what an attempt is counted.
struct CountedPlace {
  std::optional<std::int64_t> user_id;  // None where nobody has the name.
  std::string name;
  std::string place;
  bool known = false;  // Others cannot fail here.
};
CountedPlace counted_place(sql::Connection& connection, const SessionSettings& settings,
                           const std::optional<store::Credentials>& found, std::string_view login,
                           const store::Origin& origin, Guessed guessed = Guessed::password);
// Of somebody signed in who shows the password or a code once more.
CountedPlace counted_session(const Caller& caller);

// Throws user_locked with the time to wait, where the place may not try the name at `now`.
void refuse_locked(sql::Connection& connection, const CountedPlace& counted, base::Timestamp now);

// Counts one more failure, and locks where it is one too many. Inside a change.
void count_failure(store::WriteContext& context, const SessionSettings& settings,
                   const CountedPlace& counted);
// The user is in: the next failure from this place is a first one again.
void forget_failures(store::WriteContext& context, const CountedPlace& counted);
// The user showed all that was asked for, from the change's origin: the same for its password and its code,
// and its device is known from now on.
void trust_origin(store::WriteContext& context, const SessionSettings& settings,
                  const store::Credentials& user);

}  // namespace expediter::service
