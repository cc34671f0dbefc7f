#pragma once
// What a command that failed tells people.

#include <functional>
#include <iosfwd>
#include <string>

namespace expediter::app {

// Writes what the exception that is being handled says, and returns the exit code. `help` is asked for the
// command line that shows more, where the arguments were wrong. Call it from a handler.
int tell_failure(std::ostream& err, const std::function<std::string()>& help);

}  // namespace expediter::app
