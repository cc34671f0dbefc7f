#include "sql/budget.h"

#include <sqlite3.h>

namespace expediter::sql {

namespace {

// Steps of the engine between two looks at the clock: some tens of microseconds where rows are small.
constexpr int kStepsBetween = 1'000;

}  // namespace

Budget::Budget(Connection& connection, std::chrono::nanoseconds time, const Endings& endings)
    : connection_(connection), end_(std::chrono::steady_clock::now() + time), endings_(endings) {
  const auto is_over = [](void* budget) { return static_cast<const Budget*>(budget)->is_spent() ? 1 : 0; };
  sqlite3_progress_handler(connection_.handle(), kStepsBetween, is_over, this);
}

Budget::~Budget() {
  sqlite3_progress_handler(connection_.handle(), 0, nullptr, nullptr);
}

bool Budget::is_spent() const {
  for (const std::atomic<bool>* ending : endings_)
    if (ending != nullptr && ending->load(std::memory_order_relaxed)) return true;
  return std::chrono::steady_clock::now() >= end_;
}

}  // namespace expediter::sql
