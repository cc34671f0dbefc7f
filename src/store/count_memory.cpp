#include "store/count_memory.h"

namespace expediter::store {

std::optional<std::int64_t> CountMemory::recall(std::string_view question, std::uint64_t seq) const {
  const std::scoped_lock lock{mutex_};
  const auto known = totals_.find(std::string{question});
  if (known == totals_.end() || known->second.seq != seq) return std::nullopt;
  return known->second.total;
}

void CountMemory::remember(std::string_view question, std::uint64_t seq, std::int64_t total) {
  const std::scoped_lock lock{mutex_};
  if (totals_.size() >= kLimit) totals_.clear();
  totals_.insert_or_assign(std::string{question}, Counted{seq, total});
}

}  // namespace expediter::store
