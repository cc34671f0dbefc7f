#pragma once
// The program `expediter` as a function of its arguments.

#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "app/command.h"

namespace expediter::app {

// Every command, in the order of help.
std::vector<Command> all_commands();

// What a program is run with; tests give their own.
struct ProgramInputs {
  std::vector<std::string> arguments;  // Without the program's name.
  std::vector<std::pair<std::string, std::string>> environment;
  std::istream* in = nullptr;  // Null: standard input.
  std::ostream* out = nullptr;
  std::ostream* err = nullptr;
  bool on_terminal = false;  // Whether `err` is read by a person.
};

// Parses, runs one of `commands` and returns the exit code: 0, 1 where the work failed, 2 where the arguments
// or the configuration are wrong. Throws nothing.
int run_program(std::span<const Command> commands, const ProgramInputs& inputs);

// The same with this process's arguments, environment and streams. Called once, by main.
int run(int argc, const char* const* argv);

}  // namespace expediter::app
