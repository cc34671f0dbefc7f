#pragma once
// Why a database could not be read or written, in words: one table, from which clients are told what happened
// and the operator, in the log and on the command line, what to do.

#include <string>
#include <string_view>

#include "base/error.h"

namespace expediter::sql {

// The error that a failure of the engine leaves as: `storage_unavailable` with a message of its own where the
// cause lies outside the program, `internal` otherwise. `result`: the engine's extended code. `system`: errno
// after it, 0 where unknown. `detail` is for the log. `Retry-After` is set where waiting may help.
base::Error error_of(int result, int system, std::string detail);

// The same for a file that is none of the engine's.
base::Error storage_error(int system, std::string detail);

// Whether an error came of a file that is damaged, or no database.
bool tells_of_damage(const base::Error& error);

// What an operator can do about a system's error with a file: "make room". "" where nothing is known.
std::string_view advice_for(int system);

}  // namespace expediter::sql
