#include "app/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/error.h"
#include "support/program_run.h"

namespace expediter::app {

using testing::HasSubstr;
using testing::StartsWith;
using tests::Ran;
using tests::run_commands;

namespace {

// Commands of every shape, which tell what they were called with.
std::vector<Command> sample_commands() {
  const auto tell = [](const Invocation& call) {
    call.out() << "data=" << call.config().data.path << " listen=" << call.config().listen.port;
    return kExitSuccess;
  };
  return {
      {.name = "work", .summary = "Work.", .settings = SettingFlags::all, .run = tell},
      {.name = "user add",
       .summary = "Add a user.",
       .details = "One paragraph.\n\nAnother paragraph.",
       .arguments =
           {{.name = "EMAIL", .summary = "The address.", .required = true},
            {.name = "--role", .placeholder = "ROLE", .summary = "The role.", .default_value = "Viewer"},
            {.name = "--quiet", .summary = "Say nothing."}},
       .settings = SettingFlags::data_only,
       .run =
           [](const Invocation& call) {
             call.out() << call.value("EMAIL") << " " << call.value("--role") << " "
                        << (call.given("--quiet") ? "quiet" : "loud") << " " << call.data_directory();
             return kExitSuccess;
           }},
      {.name = "fail",
       .summary = "Fail.",
       .run = [](const Invocation&) -> int { throw CommandError{"it is Monday"}; }},
      {.name = "refuse",
       .summary = "Refuse.",
       .run = [](const Invocation&) -> int {
         throw base::Error{
             base::ErrorCode::user_invalid,
             base::Violations{{"Username", std::string{base::violation::kRequired}, "is missing"}}};
       }},
      {.name = "count",
       .summary = "Count.",
       .arguments = {{.name = "--to", .placeholder = "N", .summary = "How far.", .default_value = "10"}},
       .run =
           [](const Invocation& call) {
             call.out() << call.number("--to", 1, 100);
             return kExitSuccess;
           }},
  };
}

Ran run_sample(std::vector<std::string> arguments,
               std::vector<std::pair<std::string, std::string>> environment = {}) {
  const std::vector<Command> commands = sample_commands();
  return run_commands(commands, std::move(arguments), std::move(environment));
}

}  // namespace

TEST(Program, WithoutACommandPrintsTheCommandsAndFails) {
  const Ran ran = run_sample({});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("user add"));
  EXPECT_EQ(ran.out, "");
}

TEST(Program, HelpIsThereAtEveryLevel) {
  const Ran all = run_sample({"--help"});
  EXPECT_EQ(all.code, 0);
  EXPECT_THAT(all.out, HasSubstr("  user add  Add a user.\n"));
  const Ran group = run_sample({"user", "--help"});
  EXPECT_EQ(group.code, 0);
  EXPECT_THAT(group.out, HasSubstr("Usage: expediter user COMMAND"));
  const Ran one = run_sample({"user", "add", "--help"});
  EXPECT_EQ(one.code, 0);
  EXPECT_THAT(one.out, StartsWith("Add a user.\n\nUsage: expediter user add EMAIL --data DIR [options]\n"));
  EXPECT_THAT(one.out, HasSubstr("\nOne paragraph.\n\nAnother paragraph.\n"));
  EXPECT_THAT(one.out, HasSubstr("--role ROLE    The role. [Viewer]\n"));
  EXPECT_THAT(one.out, testing::Not(HasSubstr("--listen")));
}

TEST(Program, HelpOfAServerCommandListsEverySettingWithItsDefault) {
  const Ran ran = run_sample({"work", "--help"});
  EXPECT_THAT(ran.out, HasSubstr("--cache-tickets SIZE"));
  EXPECT_THAT(ran.out, HasSubstr("[256MiB]"));
  EXPECT_THAT(ran.out, HasSubstr("\nTimeouts:\n"));
}

TEST(Program, EveryRealCommandHasHelpThatFitsAScreenInWidth) {
  const std::vector<Command> commands = all_commands();
  for (const Command& command : commands) {
    std::vector<std::string> words;
    std::istringstream name{command.name};
    for (std::string word; name >> word;) words.push_back(word);
    words.emplace_back("--help");
    const Ran ran = run_commands(commands, words);
    EXPECT_EQ(ran.code, 0) << command.name;
    EXPECT_THAT(ran.out, StartsWith(command.summary)) << command.name;
    std::istringstream lines{ran.out};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 100U) << line;
  }
}

TEST(Program, ArgumentsReachTheCommand) {
  EXPECT_EQ(run_sample({"user", "add", "a@b.c", "--role", "Boss", "--quiet", "--data", "d"}).out,
            "a@b.c Boss quiet d");
  EXPECT_EQ(run_sample({"user", "add", "a@b.c", "--data=d"}).out, "a@b.c Viewer loud d");
}

TEST(Program, SettingsComeFromFlagsAndEnvironment) {
  EXPECT_EQ(run_sample({"work", "--listen", "127.0.0.1:5"}, {{"EXPEDITER_DATA", "e"}}).out,
            "data=e listen=5");
}

TEST(Program, ACommandWithoutADataDirectorySaysHowToGiveOne) {
  const Ran ran = run_sample({"user", "add", "a@b.c"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--data DIR"));
}

TEST(Program, AWrongWordIsNamedWithTheNearestKnownOneAndWhereHelpIs) {
  const auto expect = [](std::vector<std::string> arguments, const std::string& sentence,
                         const std::string& help) {
    const Ran ran = run_sample(std::move(arguments));
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(ran.err, "expediter: " + sentence + "\nSee `expediter " + help + "`.\n");
  };
  expect({"wrok"}, "\"wrok\": no such command; did you mean \"work\"?", "--help");
  expect({"work", "--lisen=1"}, "\"--lisen=1\": no such option; did you mean \"--listen\"?", "work --help");
  expect({"user", "ade"}, "\"ade\": no such command; did you mean \"add\"?", "--help");
  expect({"fail", "now"}, "\"now\": nothing more is expected here", "fail --help");
}

TEST(Program, AMissingArgumentIsNamed) {
  const Ran ran = run_sample({"user", "add", "--data", "d"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("EMAIL is required"));
  EXPECT_EQ(run_sample({"user"}).code, 2);
}

TEST(Program, AWrongSettingIsAUsageError) {
  const Ran ran = run_sample({"work", "--listen", "nowhere"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("flag --listen: \"listen\" must be an address"));
}

TEST(Program, NumbersAreHeldToTheirBounds) {
  EXPECT_EQ(run_sample({"count"}).out, "10");
  EXPECT_EQ(run_sample({"count", "--to", "100"}).out, "100");
  for (const std::string text : {"0", "101", "ten", "1.5", "1 "}) {
    const Ran ran = run_sample({"count", "--to", text});
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(ran.err, HasSubstr("--to must be a whole number from 1 to 100, not \"" + text + "\""));
  }
}

TEST(Program, AFailureIsASentenceAndExitCodeOne) {
  const Ran ran = run_sample({"fail"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "expediter: it is Monday\n");
  const Ran refused = run_sample({"refuse"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("\n  Username: is missing\n"));
}

TEST(Program, VersionTellsProgramCompilerAndEngine) {
  const std::vector<Command> commands = all_commands();
  const Ran ran = run_commands(commands, {"version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, StartsWith("expediter "));
  EXPECT_THAT(ran.out, HasSubstr("sqlite    3."));
  EXPECT_THAT(ran.out, HasSubstr("compiler  g++"));
}

}  // namespace expediter::app
