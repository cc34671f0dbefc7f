#include "api/export_slots.h"

#include "base/error.h"

namespace expediter::api {

std::shared_ptr<const void> ExportSlots::take() {
  const auto give_back = [this](const void*) { taken_.fetch_sub(1, std::memory_order_acq_rel); };
  std::shared_ptr<const void> slot{this, give_back};
  if (taken_.fetch_add(1, std::memory_order_acq_rel) < limits_.at_once) return slot;
  throw base::Error{base::ErrorCode::overloaded, "Another export is being made. Try again shortly."}
      .because("all slots for exports are taken")
      .retry_after(std::chrono::seconds{1});
}

}  // namespace expediter::api
