#include "api/byte_budget.h"

namespace expediter::api {

std::shared_ptr<void> ByteBudget::take(std::size_t bytes) const {
  std::size_t used = used_->load();
  do {
    if (used > 0 && used + bytes > bytes_) return nullptr;
  } while (!used_->compare_exchange_weak(used, used + bytes));
  const auto give_back = [used = used_, bytes](void*) { used->fetch_sub(bytes); };
  return {used_.get(), give_back};
}

}  // namespace expediter::api
