#pragma once
// Commands that change the database, carried out by whichever process holds the data directory: the server
// that serves it, which is asked through its control socket, or else this one.

#include "app/command.h"

namespace expediter::app {

// Runs `command.change` there and prints what it says; returns its exit code. Throws CommandError where the
// directory has no database, where a process that takes no commands holds it, or where the server ended while
// it was at it.
int run_change(const Command& command, const Invocation& invocation);

}  // namespace expediter::app
