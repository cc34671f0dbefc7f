#pragma once
// The program's commands run inside a test, with what they print kept.

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/program.h"

namespace expediter::tests {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

inline Ran run_commands(std::span<const app::Command> commands, std::vector<std::string> arguments,
                        std::vector<std::pair<std::string, std::string>> environment = {},
                        const std::string& input = {}) {
  std::istringstream in{input};
  std::ostringstream out;
  std::ostringstream err;
  const int code = app::run_program(commands, {.arguments = std::move(arguments),
                                               .environment = std::move(environment),
                                               .in = &in,
                                               .out = &out,
                                               .err = &err});
  return {code, out.str(), err.str()};
}

// A real command: `run_expediter({"migrate", "--data", "d"})`. It reads `input` as its standard input.
inline Ran run_expediter(std::vector<std::string> arguments, const std::string& input = {}) {
  const std::vector<app::Command> commands = app::all_commands();
  return run_commands(commands, std::move(arguments), {}, input);
}

}  // namespace expediter::tests
