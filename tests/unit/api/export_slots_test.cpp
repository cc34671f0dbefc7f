#include "api/export_slots.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace expediter::api {

namespace {

bool is_refused(ExportSlots& slots) {
  try {
    slots.take();
    return false;
  } catch (const base::Error& error) {
    return error.code() == base::ErrorCode::overloaded && error.retry_after().has_value();
  }
}

}  // namespace

TEST(ExportSlots, NoMoreAreGivenThanThereAreAndWhatWasRefusedTakesNone) {
  ExportSlots slots{{.at_once = 2}};
  const auto first = slots.take();
  auto second = slots.take();
  EXPECT_TRUE(is_refused(slots));
  EXPECT_TRUE(is_refused(slots));
  second.reset();
  EXPECT_FALSE(is_refused(slots));
}

TEST(ExportSlots, ASlotIsGivenBackWithItsLastCopy) {
  ExportSlots slots{{.at_once = 1}};
  auto slot = slots.take();
  auto copy = slot;
  slot.reset();
  EXPECT_TRUE(is_refused(slots));
  copy.reset();
  EXPECT_FALSE(is_refused(slots));
}

}  // namespace expediter::api
