#include "store/name_table.h"

#include <algorithm>

namespace expediter::store {

NameTable& NameTable::shared() {
  static NameTable table;
  return table;
}

std::optional<std::uint32_t> NameTable::number_of(std::string_view name) {
  if (name.size() > kLongest) return std::nullopt;
  const std::scoped_lock lock{mutex_};
  if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
  const std::size_t number = numbers_.size();
  if (number == kChunk * kChunks) return std::nullopt;
  auto& chunk = chunks_[number / kChunk];
  if (!chunk) chunk = std::make_unique<std::array<std::string_view, kChunk>>();
  const std::string_view kept = keep(name);
  (*chunk)[number % kChunk] = kept;
  return numbers_.emplace(kept, static_cast<std::uint32_t>(number)).first->second;
}

std::string_view NameTable::keep(std::string_view name) {
  if (block_used_ + name.size() > kBlock) {
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(kBlock));
    block_used_ = 0;
  }
  char* const at = blocks_.back().get() + block_used_;
  std::copy(name.begin(), name.end(), at);
  block_used_ += name.size();
  return {at, name.size()};
}

}  // namespace expediter::store
