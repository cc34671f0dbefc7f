#pragma once
// For whom one loop holds memory. Who does not take his answers, or does not end his requests, shall crowd
// out himself and nobody else: what is held is counted by address and by account besides in sum.

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>

#include "http/address.h"
#include "http/timer_wheel.h"

namespace expediter::http::detail {

class Connection;

// Whose a connection's memory is: 0 where that is not known.
struct Owners {
  std::uint64_t address = 0;  // As address_key gives it.
  std::uint64_t account = 0;
};

// An IPv4 address, or the network of an IPv6 address: who has one of its addresses has them all.
std::uint64_t address_key(const Address& address);

// One loop's; on its thread only. Beyond its share an address or an account with several connections loses
// those that have got no further for the longest time; but who has come back for more after an answer is
// spared beside those of whom nobody knows whether they read, as long as he does not stand still. One
// connection may hold more than a share alone: an answer is as long as it is.
class Holders {
 public:
  // Who gets no further for so long stands still.
  static constexpr Millis kStill = 1000;
  // A connection that holds less is counted in the sum alone: all together are bounded by their number.
  static constexpr std::size_t kListed = 4096;

  // `all`: bytes for all; `share`: for each address and each account.
  Holders(std::size_t all, std::size_t share) : all_(all), share_(share) {}

  struct Entry {
    Connection* connection;
    Owners owners;
    std::size_t bytes;
    Millis since;  // When it got further the last time.
    bool came_back;
  };
  // What a connection is known by here; the connection keeps it.
  struct Place {
    std::size_t bytes = 0;
    std::optional<std::list<Entry>::iterator> entry;
  };
  // What a connection holds now. `of_share`: false for what is bounded by its owner's in another way.
  struct Held {
    std::size_t bytes = 0;
    Owners owners;
    bool of_share = true;
    bool got_further = false;  // Since the last time, in sending or in receiving.
    bool came_back = false;    // For another answer, after it had taken the one before.
  };
  void set(Connection& connection, Place& place, const Held& held, Millis now);

  bool is_full() const { return bytes_ > all_; }
  // Another connection that has to go for the one at `place` to hold what it holds; null where none has to.
  Connection* next_to_cut(const Place& place, Millis now) const;
  // One that stands still, to make room for a request; null where there is none.
  Connection* next_idle(Millis now) const;

 private:
  struct Group {
    std::size_t bytes = 0;
    std::size_t connections = 0;
  };
  using Groups = std::map<std::uint64_t, Group>;
  void join(const Entry& entry);
  void leave(const Entry& entry);
  bool is_over(const Groups& groups, std::uint64_t key) const;
  template <class Fits>
  Connection* oldest(const Place& but, Fits fits) const;

  std::size_t all_;
  std::size_t share_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // Those that got further the longest time ago come first.
  Groups addresses_;
  Groups accounts_;
};

}  // namespace expediter::http::detail
