#pragma once
// How long reading may take; see sql/budget.h.

#include "sql/budget.h"
#include "store/database.h"

namespace expediter::store {

using sql::check_budget;
using sql::Endings;
using sql::OutOfTime;

class Budget : public sql::Budget {
 public:
  Budget(Reader& reader, std::chrono::nanoseconds time, const Endings& endings = {})
      : sql::Budget(reader.connection(), time, endings) {}
};

}  // namespace expediter::store
