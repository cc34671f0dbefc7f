#pragma once
// A password that a person types, or that a script pipes in: the one way by which commands take secrets, for
// arguments can be read by every process of the machine.

#include <istream>
#include <string>

namespace expediter::app {

// The first line of `in`, without its end. Where that is this process's standard input at a terminal, asks
// for it on standard error and does not show what is typed. Throws CommandError where there is nothing,
// or what is no UTF-8.
std::string read_password(std::istream& in);

}  // namespace expediter::app
