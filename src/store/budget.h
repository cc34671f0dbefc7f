#pragma once
// How long reading may take; see sql/budget.h.

#include "sql/budget.h"
#include "store/database.h"

namespace expediter::store {

using sql::OutOfTime;

class Budget : public sql::Budget {
 public:
  Budget(Reader& reader, std::chrono::nanoseconds time, const std::atomic<bool>* ending = nullptr)
      : sql::Budget(reader.connection(), time, ending) {}
};

}  // namespace expediter::store
