#pragma once
// From the words of a command line to the command they call and the values they give it.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/command.h"
#include "app/help.h"

namespace expediter::app {

struct CommandLine {
  const Command* command = nullptr;                                // Null where only help was asked for.
  std::map<std::string, std::string, std::less<>> values = {};     // Of every argument of the command.
  std::vector<std::pair<std::string, std::string>> settings = {};  // Of the setting flags given, by name.
  std::string config_file = {};                                    // "" where none was given.
  std::string help = {};                                           // What to print where `command` is null.
  bool asked_for_help = false;  // False where words are missing: then help is a complaint.
};

// Throws CommandError with exit code 2, and a sentence that names the word at fault, where they do not parse.
// `commands` outlive the result.
CommandLine parse_command_line(std::span<const Command> commands, std::span<const CommandGroup> groups,
                               const std::vector<std::string>& words);

}  // namespace expediter::app
