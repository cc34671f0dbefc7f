#include "api/byte_budget.h"

namespace expediter::api {

namespace {

void give_back(std::map<std::uint64_t, std::size_t>& used, std::uint64_t key, std::size_t bytes) {
  const auto part = used.find(key);
  part->second -= bytes;
  if (part->second == 0) used.erase(part);
}

}  // namespace

std::shared_ptr<void> ByteBudget::take(std::size_t bytes, const Owner& owner) const {
  const std::scoped_lock lock{used_->mutex};
  const auto is_too_much = [&](std::size_t used, std::size_t most) {
    return used > 0 && used + bytes > most;
  };
  const auto of = [](const std::map<std::uint64_t, std::size_t>& parts, std::uint64_t key) {
    const auto part = parts.find(key);
    return part == parts.end() ? 0 : part->second;
  };
  if (is_too_much(used_->all, bytes_) || is_too_much(of(used_->accounts, owner.account), share_) ||
      is_too_much(of(used_->addresses, owner.address), share_))
    return nullptr;
  used_->all += bytes;
  used_->accounts[owner.account] += bytes;
  used_->addresses[owner.address] += bytes;
  const auto end = [used = used_, bytes, owner](void*) {
    const std::scoped_lock again{used->mutex};
    used->all -= bytes;
    give_back(used->accounts, owner.account, bytes);
    give_back(used->addresses, owner.address, bytes);
  };
  return {used_.get(), end};
}

}  // namespace expediter::api
