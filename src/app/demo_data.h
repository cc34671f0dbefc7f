#pragma once
// A company's exceptions that never happened: what `serve --demo` fills an empty data directory with.

#include <string>
#include <string_view>

#include "base/clock.h"

namespace expediter::app {

// Of every demo user.
inline constexpr std::string_view kDemoPassword = "expediter-demo";

// Writes a dozen users, some forty purchase orders (42 is PO-2024-001) and three hundred tickets with notes,
// dated around the clock's today, into the database of `directory`, which it makes where it is missing. A
// database that has users is left as it is. Returns whether it wrote. The caller holds the directory's lock;
// nobody has the database open. Throws base::Error, std::runtime_error; users come last, so that a
// half-written demo is written again.
bool write_demo_data(const std::string& directory, const base::Clock& clock);

}  // namespace expediter::app
