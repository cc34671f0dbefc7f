#pragma once
// Commands of the program as values: what a command takes, what help says of it, and the function that runs
// it.
//
// A command is one function in src/app/commands/ that returns a Command, and one line in app/program.cpp.

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/config.h"

namespace expediter::store {
class Database;
}

namespace expediter::app {

// An argument of one command: `--role ROLE`, a switch `--demo`, or, without dashes, `FILE` by its place.
struct Argument {
  std::string name;              // `--role`, or `FILE`.
  std::string placeholder = {};  // `ROLE`; "" makes it a switch. Of no use by place.
  std::string summary = {};
  std::string default_value = {};
  bool required = false;
};

// Which settings a command takes as flags.
enum class SettingFlags : std::uint8_t { none, data_only, all };

class Invocation;

struct Command {
  std::string name;          // `serve`, `user add`.
  std::string summary;       // One sentence, for lists of commands.
  std::string details = {};  // Paragraphs for its own help, divided by blank lines.
  std::vector<Argument> arguments = {};
  SettingFlags settings = SettingFlags::none;
  // Does the work and returns the exit code. Throws CommandError for what a person can set right. May be
  // empty where there is a `change`.
  std::function<int(const Invocation&)> run = {};
  // The same on the database of the data directory, in the process that holds it: this one, or the server
  // that serves it (app/change.h). Uses nothing of this process but the invocation.
  std::function<int(const Invocation&, store::Database&)> change = {};
  // Reads, in this process, what `change` shall find as its standard input. Empty: nothing.
  std::function<std::string(const Invocation&)> read_input = {};
};

// A sentence for people; the program prints it and exits with `exit_code`.
class CommandError : public std::runtime_error {
 public:
  explicit CommandError(const std::string& sentence, int code = 1)
      : std::runtime_error(sentence), code_(code) {}
  int exit_code() const { return code_; }

 private:
  int code_;
};

inline constexpr int kExitSuccess = 0;
inline constexpr int kExitFailure = 1;
inline constexpr int kExitUsage = 2;  // Wrong arguments or a wrong configuration.

// A command's streams, which outlive it.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool on_terminal = false;  // Whether `err` is read by a person.
};

// What a command was called with. Lives for the call.
class Invocation {
 public:
  Invocation(LoadedConfig loaded, std::map<std::string, std::string, std::less<>> values,
             const Streams& streams)
      : loaded_(std::move(loaded)), values_(std::move(values)), streams_(streams) {}

  // The same with another standard input, which outlives it.
  Invocation reading(std::istream& in) const {
    return {loaded_, values_, {in, streams_.out, streams_.err, streams_.on_terminal}};
  }

  const LoadedConfig& loaded() const { return loaded_; }
  const Config& config() const { return loaded_.config; }
  const std::map<std::string, std::string, std::less<>>& values() const { return values_; }
  // The value of a declared argument: as given, or its default. `name` as declared: `--role`, `FILE`.
  const std::string& value(std::string_view name) const;
  bool given(std::string_view name) const { return !value(name).empty(); }
  // The value as it may be stored; throws CommandError with exit code 2 where it is not UTF-8.
  const std::string& text(std::string_view name) const;
  // The value as a whole number in [min, max]; throws CommandError with exit code 2 otherwise.
  std::int64_t number(std::string_view name, std::int64_t min, std::int64_t max) const;
  // The data directory; throws CommandError with exit code 2 where none is configured.
  const std::string& data_directory() const;

  std::istream& in() const { return streams_.in; }    // What must not stand in an argument.
  std::ostream& out() const { return streams_.out; }  // What was asked for.
  std::ostream& err() const { return streams_.err; }  // Remarks.
  // Where progress is shown; null where nobody would see it.
  std::ostream* terminal() const { return streams_.on_terminal ? &streams_.err : nullptr; }

 private:
  LoadedConfig loaded_;
  std::map<std::string, std::string, std::less<>> values_;
  Streams streams_;
};

}  // namespace expediter::app
