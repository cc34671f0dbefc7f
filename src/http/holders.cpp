#include "http/holders.h"

#include <cstring>

#include "http/connection.h"

namespace expediter::http::detail {

std::uint64_t address_key(const Address& address) {
  std::uint64_t key = 0;
  std::memcpy(&key, address.bytes.data() + (address.is_v4() ? 8 : 0), sizeof key);
  return key;
}

void Holders::join(const Entry& entry) {
  const auto add = [&](Groups& groups, std::uint64_t key) {
    if (key == 0) return;
    Group& group = groups[key];
    group.bytes += entry.bytes;
    ++group.connections;
  };
  add(addresses_, entry.owners.address);
  add(accounts_, entry.owners.account);
}

void Holders::leave(const Entry& entry) {
  const auto take = [&](Groups& groups, std::uint64_t key) {
    const auto group = groups.find(key);
    if (group == groups.end()) return;
    group->second.bytes -= entry.bytes;
    if (--group->second.connections == 0) groups.erase(group);
  };
  take(addresses_, entry.owners.address);
  take(accounts_, entry.owners.account);
}

void Holders::set(Connection& connection, Place& place, const Held& held, Millis now) {
  bytes_ += held.bytes - place.bytes;  // Unsigned: a decrease wraps around twice.
  place.bytes = held.bytes;
  const bool is_listed = held.bytes >= kListed && held.of_share;
  if (!is_listed && !place.entry) return;
  if (place.entry) leave(**place.entry);
  if (!is_listed) {
    entries_.erase(*place.entry);
    place.entry.reset();
    return;
  }
  if (!place.entry)
    place.entry = entries_.insert(entries_.end(), {&connection, {}, 0, now, false});
  else if (held.got_further)
    entries_.splice(entries_.end(), entries_, *place.entry);
  Entry& entry = **place.entry;
  entry.owners = held.owners;
  entry.bytes = held.bytes;
  entry.came_back = held.came_back;
  if (held.got_further) entry.since = now;
  join(entry);
}

bool Holders::is_over(const Groups& groups, std::uint64_t key) const {
  const auto group = groups.find(key);
  return group != groups.end() && group->second.bytes > share_ && group->second.connections > 1;
}

template <class Fits>
Connection* Holders::oldest(const Place& but, Fits fits) const {
  for (const Entry& entry : entries_) {
    const bool is_itself = but.entry && &**but.entry == &entry;
    if (!is_itself && fits(entry) && entry.connection->can_be_cut()) return entry.connection;
  }
  return nullptr;
}

Connection* Holders::next_to_cut(const Place& place, Millis now) const {
  if (!place.entry) return nullptr;
  const Owners owners = (*place.entry)->owners;
  const bool account_is_over = is_over(accounts_, owners.account);
  const bool address_is_over = is_over(addresses_, owners.address);
  const auto of_owners = [&](auto fits) -> Connection* {
    const auto of_account = [&](const Entry& entry) {
      return entry.owners.account == owners.account && fits(entry);
    };
    const auto of_address = [&](const Entry& entry) {
      return entry.owners.address == owners.address && fits(entry);
    };
    Connection* const found = account_is_over ? oldest(place, of_account) : nullptr;
    return found == nullptr && address_is_over ? oldest(place, of_address) : found;
  };
  const auto is_anybody = [](const Entry&) { return true; };
  Connection* found =
      of_owners([&](const Entry& entry) { return !entry.came_back || entry.since + kStill <= now; });
  if (found == nullptr && is_full()) found = of_owners(is_anybody);
  if (found == nullptr && is_full()) found = oldest(place, is_anybody);
  return found;
}

Connection* Holders::next_idle(Millis now) const {
  return oldest({}, [&](const Entry& entry) { return entry.since + kStill <= now; });
}

}  // namespace expediter::http::detail
