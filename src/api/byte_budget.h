#pragma once
// Memory that may be in use for one purpose at a time.

#include <atomic>
#include <cstddef>
#include <memory>

namespace expediter::api {

// Safe from any thread. Copies are of the same budget.
class ByteBudget {
 public:
  explicit ByteBudget(std::size_t bytes) : bytes_(bytes) {}

  // A share that comes back when its last copy is gone, which may be after the budget. Null where the others'
  // shares leave too little; who would be the only one gets any.
  std::shared_ptr<void> take(std::size_t bytes) const;

 private:
  std::size_t bytes_;
  std::shared_ptr<std::atomic<std::size_t>> used_ = std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace expediter::api
