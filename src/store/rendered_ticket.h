#pragma once
// A ticket ready to be served: its values packed, to be joined with the names when an answer is written.
//
// The names of the fields are the same for every ticket and make up half of its JSON, and much of the rest
// are times, labels and addresses that pack into a few bytes. So a cached ticket takes a quarter of its JSON;
// putting it together again costs a fraction of a microsecond.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "domain/ticket.h"

namespace expediter::store {

// The strong entity tag of a whole representation, without quotes: a digest of it, so it is the same in every
// process and changes exactly when the representation does.
class Tag {
 public:
  static constexpr std::size_t kLength = 22;
  explicit Tag(const std::array<std::uint8_t, 16>& digest);
  operator std::string_view() const { return {text_.data(), text_.size()}; }  // NOLINT: it is its text.
  friend bool operator==(const Tag& tag, std::string_view text) { return std::string_view{tag} == text; }

 private:
  std::array<char, kLength> text_;
};

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
  Tag tag() const { return Tag{header().digest}; }
  // The whole ticket as a JSON object.
  void append_to(std::string& out) const;
  // Only the given fields (indices of the table), in that order.
  void append_to(std::string& out, std::span<const std::size_t> fields) const;
  // As one of a list: these fields, all where there are none; of its notes only the newest that
  // domain::kMaxListedNoteBytes hold.
  void append_listed_to(std::string& out, std::span<const std::size_t> fields) const;
  // What it costs the cache.
  std::size_t bytes() const;

 private:
  struct Header {
    std::uint64_t seq : 62;
    std::uint64_t used : 1;
    std::uint64_t long_notes : 1;         // Longer than a list shows them.
    std::array<std::uint8_t, 16> digest;  // Of the whole JSON object.
  };
  const Header& header() const { return *reinterpret_cast<const Header*>(block_.get()); }
  Header& header() { return *reinterpret_cast<Header*>(block_.get()); }
  const char* values() const { return reinterpret_cast<const char*>(block_.get()) + sizeof(Header); }

  std::unique_ptr<std::byte[]> block_;  // A Header, then the packed values.
};

}  // namespace expediter::store
