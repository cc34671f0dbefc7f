#include "app/help.h"

#include <algorithm>

#include "app/settings.h"
#include "base/text.h"

namespace expediter::app {

namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kMargin = 2;
constexpr std::size_t kGap = 2;
constexpr std::size_t kUsageIndent = 7;  // As wide as "Usage: ".

// One line of a list: what is told of, and what is told.
struct Entry {
  std::string term;
  std::string text;
};

// As wide as a terminal shows it.
std::size_t columns_of(std::string_view text) {
  return base::count_characters(text);
}

// Breaks `text` at blanks into lines of at most `kWidth` columns, each but the first indented.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t column) {
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!first && column + 1 + columns_of(word) > kWidth) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += columns_of(word);
    first = false;
  }
  out += '\n';
}

std::size_t longest_term(std::span<const Entry> entries) {
  std::size_t longest = 0;
  for (const Entry& entry : entries) longest = std::max(longest, columns_of(entry.term));
  return longest;
}

void append_entries(std::string& out, std::span<const Entry> entries, std::size_t term_width) {
  const std::size_t indent = kMargin + term_width + kGap;
  for (const Entry& entry : entries) {
    out.append(kMargin, ' ');
    out += entry.term;
    out.append(term_width - columns_of(entry.term) + kGap, ' ');
    append_wrapped(out, entry.text, indent, indent);
  }
}

void append_paragraphs(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    out += '\n';
    append_wrapped(out, text.substr(0, end), 0, 0);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
}

bool is_by_place(const Argument& argument) {
  return !argument.name.starts_with("--");
}

std::string term_of(const Argument& argument) {
  return argument.placeholder.empty() || is_by_place(argument) ? argument.name
                                                               : argument.name + " " + argument.placeholder;
}

std::string usage_of(const Command& command) {
  std::string line = "Usage: expediter " + command.name;
  for (const Argument& argument : command.arguments)
    if (argument.required) line += " " + term_of(argument);
  if (command.settings != SettingFlags::none) line += " --data DIR";
  const bool has_options =
      command.settings != SettingFlags::none ||
      std::ranges::any_of(command.arguments, [](const Argument& a) { return !a.required; });
  std::string out;
  append_wrapped(out, line + (has_options ? " [options]" : ""), kUsageIndent, 0);
  return out;
}

Entry entry_of(const Argument& argument) {
  const bool shows_default = !argument.default_value.empty();
  return {term_of(argument), argument.summary + (shows_default ? " [" + argument.default_value + "]" : "")};
}

Entry entry_of(const SettingInfo& setting) {
  const std::string value = setting.default_text();
  return {setting.flag() + " " + std::string{setting.kind.placeholder},
          std::string{setting.summary} + (value.empty() ? "" : " [" + value + "]")};
}

struct Block {
  std::string title;
  std::vector<Entry> entries;
};

// A block for each section of the settings; those without a section join the first block.
void add_settings(std::vector<Block>& blocks) {
  std::string_view section;
  for (const SettingInfo& setting : all_settings()) {
    if (setting.section() != section) {
      section = setting.section();
      blocks.push_back({std::string{section_title(section)}, {}});
    }
    blocks.back().entries.push_back(entry_of(setting));
  }
}

std::vector<Block> blocks_of(const Command& command) {
  std::vector<Block> blocks{{"Options", {}}};
  for (const Argument& argument : command.arguments) blocks[0].entries.push_back(entry_of(argument));
  switch (command.settings) {
    case SettingFlags::none:
      break;
    case SettingFlags::data_only:
      blocks[0].entries.push_back({"--data DIR", "The data directory; also given by EXPEDITER_DATA."});
      blocks[0].entries.push_back({"--config FILE", "A file of settings that may name the data directory."});
      break;
    case SettingFlags::all:
      blocks[0].entries.push_back(
          {"--config FILE", "Read settings from FILE instead of DIR/expediter.toml."});
      add_settings(blocks);
      break;
  }
  blocks[0].entries.push_back({"--help", "Show this text."});
  return blocks;
}

std::vector<Entry> entries_of(std::span<const Command> commands, std::string_view prefix) {
  std::vector<Entry> out;
  for (const Command& command : commands)
    if (command.name.starts_with(prefix)) out.push_back({command.name, command.summary});
  return out;
}

}  // namespace

std::string render_program_help(std::span<const Command> commands) {
  std::string out =
      "Expediter: an issue tracker for supply-chain exceptions, in one program.\n\n"
      "Usage: expediter COMMAND [options]\n\n";
  const auto entries = entries_of(commands, "");
  append_entries(out, entries, longest_term(entries));
  out += "\n`expediter COMMAND --help` tells of a command's options.\n";
  return out;
}

std::string render_group_help(const CommandGroup& group, std::span<const Command> commands) {
  std::string out{group.summary};
  out += "\n\nUsage: expediter " + std::string{group.name} + " COMMAND [options]\n\n";
  const auto entries = entries_of(commands, std::string{group.name} + " ");
  append_entries(out, entries, longest_term(entries));
  return out;
}

std::string render_command_help(const Command& command) {
  std::string out = command.summary + "\n\n" + usage_of(command);
  append_paragraphs(out, command.details);
  const auto blocks = blocks_of(command);
  std::size_t width = 0;
  for (const Block& block : blocks) width = std::max(width, longest_term(block.entries));
  for (const Block& block : blocks) {
    out += "\n" + block.title + ":\n";
    append_entries(out, block.entries, width);
  }
  if (command.settings == SettingFlags::all)
    out +=
        "\nA setting can also stand in the environment (--cache-tickets is EXPEDITER_CACHE_TICKETS) or in "
        "the\n"
        "file ([cache] tickets); flags win over the environment, the environment over the file.\n";
  return out;
}

}  // namespace expediter::app
