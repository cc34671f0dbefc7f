#include "store/rendered_ticket.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/random.h"

namespace expediter::store {

namespace {

using domain::Ticket;

// `{"id":`, `,"Title":`, …: what stands before each value.
const std::array<std::string, schema::kFieldCount<Ticket>>& lead_ins() {
  static const auto texts = [] {
    std::array<std::string, schema::kFieldCount<Ticket>> made;
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i] = i == 0 ? "{" : ",";
      schema::append_json_string(made[i], schema::kFieldInfos<Ticket>[i].name);
      made[i] += ':';
    }
    return made;
  }();
  return texts;
}

}  // namespace

RenderedTicket::RenderedTicket(const Ticket& ticket, std::uint64_t seq) {
  thread_local std::string values;
  thread_local std::string whole;
  values.clear();
  Header header{};
  header.seq = seq;
  std::size_t field_index = 0;
  schema::for_each_field<Ticket>([&](const auto& field) {
    using Traits = schema::ValueTraits<std::remove_cvref_t<decltype(ticket.*field.member)>>;
    Traits::append(values, ticket.*field.member);
    header.ends[field_index++] = static_cast<std::uint32_t>(values.size());
  });
  block_ = std::make_unique_for_overwrite<std::byte[]>(sizeof(Header) + values.size());
  std::memcpy(block_.get() + sizeof(Header), values.data(), values.size());
  std::memcpy(block_.get(), &header, sizeof(Header));
  whole.clear();
  append_to(whole);
  const std::string tag = base::content_tag(whole);
  std::copy_n(tag.begin(), kTagLength, reinterpret_cast<Header*>(block_.get())->tag);
}

std::string_view RenderedTicket::value(std::size_t field) const {
  const std::uint32_t start = field == 0 ? 0 : header().ends[field - 1];
  const char* texts = reinterpret_cast<const char*>(block_.get() + sizeof(Header));
  return {texts + start, header().ends[field] - start};
}

void RenderedTicket::append_to(std::string& out) const {
  const auto& leads = lead_ins();
  for (std::size_t i = 0; i < kFields; ++i) out.append(leads[i]).append(value(i));
  out += '}';
}

void RenderedTicket::append_to(std::string& out, std::span<const std::size_t> fields) const {
  const auto& leads = lead_ins();
  char separator = '{';
  for (const std::size_t field : fields) {
    out += separator;
    out.append(std::string_view{leads[field]}.substr(1)).append(value(field));
    separator = ',';
  }
  out += '}';
}

std::size_t RenderedTicket::bytes() const {
  constexpr std::size_t kAllocatorOverhead = 16;
  return sizeof(Header) + header().ends[kFields - 1] + kAllocatorOverhead;
}

}  // namespace expediter::store
