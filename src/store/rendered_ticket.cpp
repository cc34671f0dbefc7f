#include "store/rendered_ticket.h"

#include <cstring>

#include "base/random.h"
#include "store/packed_value.h"

namespace expediter::store {

namespace {

using Packed = Packing<domain::Ticket>;
constexpr std::size_t kNotes = schema::kIndexOf<&domain::Ticket::notes>;

bool has_long_notes(const char* values) {
  const char* begin = Packed::find_field(values, kNotes);
  const char* end = begin;
  Packing<std::vector<domain::Note>>::skip(end);
  return static_cast<std::size_t>(end - begin) > domain::kMaxListedNoteBytes;
}

}  // namespace

// As base::encode_base64url does, without an allocation: every answer with a ticket has one.
Tag::Tag(const std::array<std::uint8_t, 16>& digest) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::uint32_t bits = 0;
  unsigned held = 0;
  std::size_t at = 0;
  for (const std::uint8_t byte : digest) {
    bits = bits << 8U | byte;
    for (held += 8; held >= 6; held -= 6) text_[at++] = kLetters[bits >> (held - 6) & 0x3FU];
  }
  text_[at] = kLetters[bits << (6 - held) & 0x3FU];
}

RenderedTicket::RenderedTicket(const domain::Ticket& ticket, std::uint64_t seq) {
  thread_local std::string packed;
  thread_local std::string whole;
  packed.clear();
  Packed::pack(packed, ticket);
  block_ = std::make_unique_for_overwrite<std::byte[]>(sizeof(Header) + packed.size());
  std::memcpy(block_.get() + sizeof(Header), packed.data(), packed.size());
  whole.clear();
  append_to(whole);
  const bool long_notes = !ticket.notes.empty() && has_long_notes(values());
  new (block_.get())
      Header{.seq = seq, .used = 0, .long_notes = long_notes, .digest = base::content_digest(whole)};
}

void RenderedTicket::append_to(std::string& out) const {
  const char* at = values();
  Packed::append(out, at);
}

void RenderedTicket::append_to(std::string& out, std::span<const std::size_t> fields) const {
  const auto& leads = lead_ins<domain::Ticket>();
  char separator = '{';
  for (const std::size_t field : fields) {
    out += separator;
    out += std::string_view{leads[field]}.substr(1);
    Packed::append_field(out, values(), field);
    separator = ',';
  }
  out += '}';
}

void RenderedTicket::append_listed_to(std::string& out, std::span<const std::size_t> fields) const {
  if (!header().long_notes) return fields.empty() ? append_to(out) : append_to(out, fields);
  const auto& leads = lead_ins<domain::Ticket>();
  char separator = '{';
  const auto append = [&](std::size_t field) {
    out += separator;
    out += std::string_view{leads[field]}.substr(1);
    if (field == kNotes)
      Packing<std::vector<domain::Note>>::append_last(out, Packed::find_field(values(), kNotes),
                                                      domain::kMaxListedNoteBytes);
    else
      Packed::append_field(out, values(), field);
    separator = ',';
  };
  if (fields.empty())
    for (std::size_t field = 0; field < schema::kFieldCount<domain::Ticket>; ++field) append(field);
  for (const std::size_t field : fields) append(field);
  out += '}';
}

std::size_t RenderedTicket::bytes() const {
  constexpr std::size_t kAllocatorOverhead = 16;
  const char* end = values();
  Packed::skip(end);
  return sizeof(Header) + static_cast<std::size_t>(end - values()) + kAllocatorOverhead;
}

}  // namespace expediter::store
