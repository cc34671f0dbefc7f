#pragma once
// The texts of --help, made from the declarations of commands and settings.

#include <span>
#include <string>
#include <string_view>

#include "app/command.h"

namespace expediter::app {

// A word that begins several commands, `user`, and what they are about.
struct CommandGroup {
  std::string_view name;
  std::string_view summary;
};

// `expediter --help`: every command with its summary.
std::string render_program_help(std::span<const Command> commands);

// `expediter user --help`: the commands of a group.
std::string render_group_help(const CommandGroup& group, std::span<const Command> commands);

// `expediter user add --help`.
std::string render_command_help(const Command& command);

}  // namespace expediter::app
