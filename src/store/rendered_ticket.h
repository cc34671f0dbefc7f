#pragma once
// A ticket as it is served: the JSON text of every value, ready to be joined with the names.
//
// The names of the fields are the same for every ticket and make up half of its JSON. They are left out here
// and put back when an answer is written, which costs a few copies and lets twice as many tickets fit the
// cache.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "domain/ticket.h"

namespace expediter::store {

// Immutable but for the mark. Movable. One allocation. A default-made or moved-from one is empty: it has no
// values.
class RenderedTicket {
 public:
  RenderedTicket() = default;
  // `seq`: the commit that made this version, or any later one at which it was seen unchanged.
  RenderedTicket(const domain::Ticket& ticket, std::uint64_t seq);

  bool empty() const { return block_ == nullptr; }
  // Whether the cache saw it used lately; kept here so that the cache's index is one pointer a ticket.
  bool used() const { return header().used; }
  void set_used(bool used) { header().used = used; }

  std::uint64_t seq() const { return header().seq; }
  // The strong entity tag of the whole representation, without quotes: a digest of it, so it is the same in
  // every process and changes exactly when the representation does.
  std::string_view tag() const { return {header().tag, kTagLength}; }
  // The whole ticket as a JSON object.
  void append_to(std::string& out) const;
  // Only the given fields (indices of the table), in that order.
  void append_to(std::string& out, std::span<const std::size_t> fields) const;
  // What it costs the cache.
  std::size_t bytes() const;

 private:
  static constexpr std::size_t kFields = schema::kFieldCount<domain::Ticket>;
  static constexpr std::size_t kTagLength = 22;
  struct Header {
    std::uint64_t seq;
    std::uint32_t ends[kFields];  // Where each value's text ends, counted from the first.
    char tag[kTagLength];
    bool used;
  };
  const Header& header() const { return *reinterpret_cast<const Header*>(block_.get()); }
  Header& header() { return *reinterpret_cast<Header*>(block_.get()); }
  std::string_view value(std::size_t field) const;

  std::unique_ptr<std::byte[]> block_;  // A Header, then the values' texts.
};

}  // namespace expediter::store
