#include "app/program.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <iostream>
#include <optional>

#include "app/change.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/failure.h"
#include "app/help.h"

namespace expediter::app {

namespace {

constexpr std::array kGroups{
    CommandGroup{"user", "Users of the server: add, list, change, deactivate."},
    CommandGroup{"token", "API tokens for scripts: create, list, revoke."},
    CommandGroup{"import", "Bring what other programs know into the database."},
    CommandGroup{"audit", "The log of what was done to accounts and access."},
    CommandGroup{"keys", "The secret keys of the data directory."},
};

LoadedConfig load_for(const CommandLine& line, const ProgramInputs& inputs) {
  if (line.command->settings == SettingFlags::none) return {};
  ConfigInputs from{.file = {}, .environment = inputs.environment, .flags = line.settings};
  if (!line.config_file.empty()) {
    from.file = line.config_file;
  } else {
    for (const auto& [name, value] : inputs.environment)
      if (name == "EXPEDITER_CONFIG" && !value.empty()) from.file = value;
  }
  return load_config(from);
}

int run_parsed(std::span<const Command> commands, const ProgramInputs& inputs) {
  CommandLine line = parse_command_line(commands, kGroups, inputs.arguments);
  if (line.command == nullptr) {
    (line.asked_for_help ? *inputs.out : *inputs.err) << line.help;
    return line.asked_for_help ? kExitSuccess : kExitUsage;
  }
  const Command& command = *line.command;
  LoadedConfig loaded = load_for(line, inputs);
  const Invocation invocation{
      std::move(loaded),
      std::move(line.values),
      {inputs.in == nullptr ? std::cin : *inputs.in, *inputs.out, *inputs.err, inputs.on_terminal}};
  return command.run ? command.run(invocation) : run_change(command, invocation);
}

// "user add" of `expediter user add x`: where help on the failed command is found.
std::string help_of(std::span<const Command> commands, const std::vector<std::string>& words) {
  std::string best;
  for (const Command& command : commands) {
    std::string given;
    for (const std::string& word : words) {
      given += (given.empty() ? "" : " ") + word;
      if (given == command.name) best = command.name + " ";
    }
  }
  return "expediter " + best + "--help";
}

}  // namespace

std::vector<Command> all_commands() {
  return {serve_command(),
          user_add_command(),
          user_list_command(),
          user_passwd_command(),
          user_deactivate_command(),
          user_reset_2fa_command(),
          token_create_command(),
          token_list_command(),
          token_revoke_command(),
          migrate_command(),
          check_command(),
          backup_command(),
          restore_command(),
          load_command(),
          import_purchase_orders_command(),
          keys_rotate_command(),
          audit_verify_command(),
          version_command()};
}

int run_program(std::span<const Command> commands, const ProgramInputs& inputs) {
  try {
    return run_parsed(commands, inputs);
  } catch (...) {
    return tell_failure(*inputs.err, [&] { return help_of(commands, inputs.arguments); });
  }
}

int run(int argc, const char* const* argv) {
  // Whatever is made in a data directory, SQLite's files among it, is for its owner alone.
  ::umask(S_IRWXG | S_IRWXO);
  const std::vector<Command> commands = all_commands();
  return run_program(commands, {.arguments = {argv + (argc > 0 ? 1 : 0), argv + argc},
                                .environment = process_environment(),
                                .out = &std::cout,
                                .err = &std::cerr,
                                .on_terminal = ::isatty(STDERR_FILENO) == 1});
}

}  // namespace expediter::app
