#include "sql/budget.h"

#include <sqlite3.h>

namespace expediter::sql {

namespace {

// Steps of the engine between two looks at the clock: some microseconds where rows are small and at hand.
constexpr int kStepsBetween = 250;

thread_local const Budget* of_this_thread = nullptr;

}  // namespace

Budget::Budget(Connection& connection, std::chrono::nanoseconds time, const Endings& endings)
    : connection_(connection),
      end_(std::chrono::steady_clock::now() + time),
      endings_(endings),
      outer_(of_this_thread) {
  of_this_thread = this;
  const auto is_over = [](void* budget) { return static_cast<const Budget*>(budget)->is_spent() ? 1 : 0; };
  sqlite3_progress_handler(connection_.handle(), kStepsBetween, is_over, this);
}

Budget::~Budget() {
  sqlite3_progress_handler(connection_.handle(), 0, nullptr, nullptr);
  of_this_thread = outer_;
}

bool is_budget_spent() {
  return of_this_thread != nullptr && of_this_thread->is_spent();
}

void check_budget() {
  if (is_budget_spent()) throw OutOfTime{};
}

bool Budget::is_spent() const {
  for (const std::atomic<bool>* ending : endings_)
    if (ending != nullptr && ending->load(std::memory_order_relaxed)) return true;
  return std::chrono::steady_clock::now() >= end_;
}

}  // namespace expediter::sql
