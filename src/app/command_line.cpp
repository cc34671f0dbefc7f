#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>

#include "app/settings.h"
#include "base/text.h"

namespace expediter::app {

namespace {

// One command as the parser fills it.
struct Slot {
  const Command* command;
  CLI::App* app;
  std::map<std::string, std::string, std::less<>> values;
  std::map<std::string, std::string, std::less<>> settings;
  std::string config_file;
};

bool takes(SettingFlags flags, const SettingInfo& setting) {
  return flags == SettingFlags::all || (flags == SettingFlags::data_only && setting.name == "data");
}

void declare_arguments(Slot& slot) {
  for (const Argument& argument : slot.command->arguments) {
    std::string& value = slot.values[argument.name];
    value = argument.default_value;
    const bool is_switch = argument.placeholder.empty() && argument.name.starts_with("--");
    CLI::Option* option =
        is_switch ? slot.app->add_flag(argument.name, value) : slot.app->add_option(argument.name, value);
    if (argument.required) option->required();
  }
}

void declare_settings(Slot& slot) {
  if (slot.command->settings == SettingFlags::none) return;
  slot.app->add_option("--config", slot.config_file);
  for (const SettingInfo& setting : all_settings()) {
    if (!takes(slot.command->settings, setting)) continue;
    std::string& value = slot.settings[std::string{setting.name}];
    if (setting.kind.toml == TomlType::boolean)
      slot.app->add_flag(setting.flag(), value);
    else
      slot.app->add_option(setting.flag(), value);
  }
}

// The commands and groups as a tree of parsers.
class Tree {
 public:
  Tree(std::span<const Command> commands, std::span<const CommandGroup> groups)
      : commands_(commands), groups_(groups) {
    prepare(program_);
    for (const Command& command : commands) add(command);
  }

  CommandLine parse(std::vector<std::string> words) {
    std::ranges::reverse(words);
    try {
      program_.parse(std::move(words));
    } catch (const CLI::CallForHelp&) {
      return {.help = help(), .asked_for_help = true};
    } catch (const CLI::ParseError& error) {
      throw CommandError{complaint(error), kExitUsage};
    }
    for (Slot& slot : slots_)
      if (slot.app->parsed()) return result(slot);
    return {.help = help()};
  }

 private:
  static void prepare(CLI::App& app) {
    app.set_help_flag("-h,--help");
    app.allow_windows_style_options(false);
  }

  void add(const Command& command) {
    const std::size_t blank = command.name.find(' ');
    CLI::App* parent = &program_;
    if (blank != std::string::npos) {
      const std::string group = command.name.substr(0, blank);
      CLI::App*& known = group_parsers_[group];
      if (known == nullptr) {
        known = program_.add_subcommand(group);
        prepare(*known);
      }
      parent = known;
    }
    CLI::App* app =
        parent->add_subcommand(blank == std::string::npos ? command.name : command.name.substr(blank + 1));
    prepare(*app);
    Slot& slot = slots_.emplace_back(Slot{&command, app, {}, {}, {}});
    declare_arguments(slot);
    declare_settings(slot);
  }

  CommandLine result(Slot& slot) const {
    CommandLine out{
        .command = slot.command, .values = std::move(slot.values), .config_file = slot.config_file};
    for (const SettingInfo& setting : all_settings()) {
      if (!takes(slot.command->settings, setting) || slot.app->count(setting.flag()) == 0) continue;
      out.settings.emplace_back(setting.name, slot.settings[std::string{setting.name}]);
    }
    return out;
  }

  // The innermost parser that was reached, and its name from the program's on.
  const CLI::App* reached() const {
    const CLI::App* app = &program_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().back();
    return app;
  }

  std::string help() const {
    const CLI::App* app = reached();
    for (const Slot& slot : slots_)
      if (slot.app == app) return render_command_help(*slot.command);
    for (const CommandGroup& group : groups_)
      if (app->get_name() == group.name) return render_group_help(group, commands_);
    return render_program_help(commands_);
  }

  // What a person can do about a parse error; the parser's own sentence where we know no better.
  std::string complaint(const CLI::ParseError& error) const {
    const CLI::App* app = reached();
    const auto* const extras = dynamic_cast<const CLI::ExtrasError*>(&error);
    if (extras == nullptr) return error.what();
    const auto left = program_.remaining(true);
    if (left.empty()) return error.what();
    const std::string& word = left.front();
    std::vector<std::string> known;
    for (const CLI::Option* option : app->get_options())
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    const auto inner_commands = app->get_subcommands([](const CLI::App*) { return true; });
    for (const CLI::App* inner : inner_commands) known.push_back(inner->get_name());
    const std::string_view spelled = std::string_view{word}.substr(0, word.find('='));
    const std::vector<std::string_view> names(known.begin(), known.end());
    const std::string_view nearest = base::nearest_name(spelled, names);
    const bool is_option = word.starts_with("-");
    const std::string_view what = is_option                ? "no such option"
                                  : inner_commands.empty() ? "nothing more is expected here"
                                                           : "no such command";
    return "\"" + word + "\": " + std::string{what} +
           (nearest.empty() ? "" : "; did you mean \"" + std::string{nearest} + "\"?");
  }

  std::span<const Command> commands_;
  std::span<const CommandGroup> groups_;
  CLI::App program_{"", "expediter"};
  std::map<std::string, CLI::App*> group_parsers_;
  std::deque<Slot> slots_;  // Addresses stay: parsers write into them.
};

}  // namespace

CommandLine parse_command_line(std::span<const Command> commands, std::span<const CommandGroup> groups,
                               const std::vector<std::string>& words) {
  return Tree{commands, groups}.parse(words);
}

}  // namespace expediter::app
