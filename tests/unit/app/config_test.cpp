#include "app/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/settings.h"
#include "support/temporary_directory.h"

namespace expediter::app {

using testing::HasSubstr;
using testing::Not;
using tests::TemporaryDirectory;

namespace {

// What is wrong with a configuration; "" where nothing is.
std::string problems_of(const ConfigInputs& inputs) {
  try {
    load_config(inputs);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

std::string problems_of_file(std::string_view text) {
  const TemporaryDirectory directory;
  return problems_of({.file = directory.write("x.toml", text), .environment = {}, .flags = {}});
}

std::string source_of(const LoadedConfig& loaded, std::string_view setting) {
  return loaded.sources.at(find_setting(setting).value());
}

}  // namespace

TEST(Config, WithoutInputsEverySettingHasItsDefault) {
  const LoadedConfig loaded = load_config({});
  EXPECT_EQ(loaded.config.listen, (ListenAddress{"127.0.0.1", 8080}));
  EXPECT_EQ(loaded.config.ticket_cache.bytes, 256U << 20);
  EXPECT_GE(loaded.config.io_threads, 1U);
  EXPECT_TRUE(loaded.config.data.path.empty());
  EXPECT_TRUE(
      std::ranges::all_of(loaded.sources, [](const std::string& source) { return source == "default"; }));
}

TEST(Config, EachSourceWinsOverTheOneBeforeIt) {
  const TemporaryDirectory directory;
  ConfigInputs inputs;
  inputs.file = directory.write("x.toml", "[log]\nlevel = \"debug\"\n");
  LoadedConfig loaded = load_config(inputs);
  EXPECT_EQ(loaded.config.log_level, base::log::Level::debug);
  EXPECT_EQ(source_of(loaded, "log.level"), (directory / "x.toml").string() + ":2");

  inputs.environment = {{"EXPEDITER_LOG_LEVEL", "warning"}};
  loaded = load_config(inputs);
  EXPECT_EQ(loaded.config.log_level, base::log::Level::warning);
  EXPECT_EQ(source_of(loaded, "log.level"), "environment EXPEDITER_LOG_LEVEL");

  inputs.flags = {{"log.level", "error"}};
  loaded = load_config(inputs);
  EXPECT_EQ(loaded.config.log_level, base::log::Level::error);
  EXPECT_EQ(source_of(loaded, "log.level"), "flag --log-level");
  EXPECT_EQ(source_of(loaded, "log.format"), "default");
}

TEST(Config, TheFileInTheDataDirectoryIsReadUnlessAnotherIsNamed) {
  const TemporaryDirectory directory;
  directory.write("expediter.toml", "listen = \"127.0.0.1:1\"\n");
  const auto other = directory.write("other.toml", "[cache]\ntickets = 1024\n");
  const std::string data = directory.path().string();

  ConfigInputs inputs;
  inputs.environment = {{"EXPEDITER_DATA", data}};
  EXPECT_EQ(load_config(inputs).config.listen.port, 1);
  inputs.environment.clear();
  inputs.flags = {{"data", data}};
  EXPECT_EQ(load_config(inputs).config.listen.port, 1);

  inputs.file = other;
  const LoadedConfig loaded = load_config(inputs);
  EXPECT_EQ(loaded.config.listen.port, 8080);
  EXPECT_EQ(loaded.config.ticket_cache.bytes, 1024U);
}

TEST(Config, AFlagWinsOverTheEnvironmentInChoosingTheDataDirectoryAndItsFile) {
  const TemporaryDirectory first;
  const TemporaryDirectory second;
  first.write("expediter.toml", "listen = \"127.0.0.1:1\"\n");
  second.write("expediter.toml", "listen = \"127.0.0.1:2\"\n");
  const Config config = load_config({.file = {},
                                     .environment = {{"EXPEDITER_DATA", first.path().string()}},
                                     .flags = {{"data", second.path().string()}}})
                            .config;
  EXPECT_EQ(config.listen.port, 2);
  EXPECT_EQ(config.data.path, second.path().string());
}

TEST(Config, TheFileInTheDataDirectoryCannotMoveIt) {
  const TemporaryDirectory directory;
  directory.write("expediter.toml", "data = \"elsewhere\"\n");
  EXPECT_THAT(problems_of({.file = {}, .environment = {}, .flags = {{"data", directory.path().string()}}}),
              HasSubstr("expediter.toml:1: \"data\" cannot be set"));
}

TEST(Config, AMissingFileIsAnErrorWhereItWasNamed) {
  EXPECT_THAT(problems_of({.file = "no/such.toml", .environment = {}, .flags = {}}),
              HasSubstr("no/such.toml: the file cannot be read"));
}

TEST(Config, AnUnknownKeyIsNamedWithItsLineAndTheNearestKnownOne) {
  EXPECT_THAT(problems_of_file("listen = \"127.0.0.1:1\"\n\n[cache]\ntickts = 5\n"),
              HasSubstr("x.toml:4: unknown setting \"cache.tickts\"; did you mean \"cache.tickets\"?"));
  EXPECT_THAT(problems_of_file("[cahce]\ntickets = 5\n"), HasSubstr("x.toml:1: unknown setting \"cahce\""));
  EXPECT_THAT(problems_of_file("cache = 5\n"), HasSubstr("x.toml:1: unknown setting \"cache\""));
  EXPECT_THAT(problems_of_file("[cache.tickets]\nx = 1\n"), HasSubstr("\"cache.tickets\" must be a size"));
}

TEST(Config, ABadValueIsNamedWithItsLineAndWhatIsAllowed) {
  const std::string text = problems_of_file("[timeouts]\nidle = \"soon\"\nhead = \"0s\"\nbody = 5\n");
  EXPECT_THAT(text,
              HasSubstr("x.toml:2: \"timeouts.idle\" must be a duration such as 30s (ms, s, m, h or d), "
                        "from 1s to 1h, not \"soon\""));
  EXPECT_THAT(text, HasSubstr("x.toml:3: \"timeouts.head\" must be"));
  EXPECT_THAT(text,
              HasSubstr("x.toml:4: \"timeouts.body\" must be a duration such as 30s (ms, s, m, h or d), "
                        "from 1s to 1h, not a value of type integer"));
}

TEST(Config, TypesOfTheFileAreHeldTo) {
  EXPECT_EQ(problems_of_file("[cache]\ntickets = 1024\npages = \"1MiB\"\n[tickets]\nknown-assignee = true\n"),
            "");
  EXPECT_THAT(problems_of_file("[tickets]\nknown-assignee = \"true\"\n"), HasSubstr("must be true or false"));
  EXPECT_THAT(problems_of_file("[limits]\nconnections = \"5\"\n"), HasSubstr("must be a whole number"));
  EXPECT_THAT(problems_of_file("[limits]\nconnections = 5.0\n"), HasSubstr("floating-point"));
  EXPECT_THAT(problems_of_file("[limits]\nconnections = -5\n"), HasSubstr("from 1 to 1000000, not \"-5\""));
}

TEST(Config, AFileThatIsNoTomlIsRefusedAtItsLine) {
  EXPECT_THAT(problems_of_file("listen = \"127.0.0.1:1\"\n[log\n"), HasSubstr("x.toml:2: "));
  EXPECT_THAT(problems_of_file("listen = \"127.0.0.1:1\"\nlisten = \"127.0.0.1:2\"\n"),
              HasSubstr("x.toml:2: "));
}

TEST(Config, AllProblemsOfAllSourcesAreToldAtOnce) {
  const TemporaryDirectory directory;
  const std::string text = problems_of({.file = directory.write("x.toml", "nothing = 1\n"),
                                        .environment = {{"EXPEDITER_LISTEN", "nowhere"}},
                                        .flags = {{"threads.io", "0"}}});
  EXPECT_THAT(text, HasSubstr("unknown setting \"nothing\""));
  EXPECT_THAT(text, HasSubstr("environment EXPEDITER_LISTEN: \"listen\" must be an address"));
  EXPECT_THAT(text, HasSubstr("flag --threads-io: \"threads.io\" must be a whole number, from 1 to 256"));
  EXPECT_EQ(std::ranges::count(text, '\n'), 2);
}

TEST(Config, AnEnvironmentVariableThatLooksLikeASlipIsAnError) {
  EXPECT_THAT(problems_of({.file = {}, .environment = {{"EXPEDITER_LOGLEVEL", "debug"}}, .flags = {}}),
              HasSubstr("did you mean \"EXPEDITER_LOG_LEVEL\"?"));
}

TEST(Config, AnEnvironmentVariableOfSomebodyElseIsOnlyRemarkedOn) {
  const LoadedConfig loaded = load_config(
      {.file = {},
       .environment = {{"EXPEDITER_SERVICE_PORT_HTTP", "1"}, {"EXPEDITER_CONFIG", "x"}, {"PATH", "x"}},
       .flags = {}});
  ASSERT_EQ(loaded.warnings.size(), 1U);
  EXPECT_THAT(loaded.warnings[0], HasSubstr("EXPEDITER_SERVICE_PORT_HTTP"));
}

TEST(Config, WhatIsPrintedBringsAboutTheSameConfiguration) {
  ConfigInputs inputs;
  inputs.flags = {
      {"listen", "[::1]:9"},           {"cache.tickets", "1500B"},         {"timeouts.idle", "90s"},
      {"data", "a \"quoted\" \\ dir"}, {"tickets.known-assignee", "true"}, {"log.requests", "all"}};
  const LoadedConfig loaded = load_config(inputs);
  const std::string text = render_config(loaded);
  EXPECT_THAT(text, HasSubstr("listen = \"[::1]:9\"  # flag --listen\n"));
  EXPECT_THAT(text, HasSubstr("\n[cache]\ntickets = \"1500B\"  # flag --cache-tickets\n"));
  EXPECT_THAT(text, HasSubstr("# public-url = \"\"  # default\n"));

  const TemporaryDirectory directory;
  ConfigInputs again;
  again.file = directory.write("printed.toml", text);
  const LoadedConfig reloaded = load_config(again);
  for (const SettingInfo& setting : all_settings())
    EXPECT_EQ(setting.format(reloaded.config), setting.format(loaded.config)) << setting.name;
}

TEST(Settings, NamesFlagsAndVariablesFollowFromOneAnother) {
  const SettingInfo& setting = all_settings()[find_setting("sessions.secure-cookies").value()];
  EXPECT_EQ(setting.flag(), "--sessions-secure-cookies");
  EXPECT_EQ(setting.environment(), "EXPEDITER_SESSIONS_SECURE_COOKIES");
  EXPECT_EQ(setting.section(), "sessions");
  EXPECT_EQ(setting.key(), "secure-cookies");
}

TEST(Settings, EveryDefaultIsWithinItsOwnBounds) {
  for (const SettingInfo& setting : all_settings()) {
    const std::string text = setting.format(Config{});
    if (text.empty()) continue;
    Config config;
    EXPECT_TRUE(setting.assign(setting, text, config)) << setting.name << " = " << text;
    EXPECT_EQ(setting.format(config), text) << setting.name;
  }
}

TEST(Settings, EveryRowHasASentenceAndAUniqueName) {
  std::vector<std::string> flags;
  for (const SettingInfo& setting : all_settings()) {
    EXPECT_TRUE(setting.summary.ends_with('.')) << setting.name;
    EXPECT_FALSE(section_title(setting.section()).empty()) << setting.name;
    flags.push_back(setting.flag());
  }
  std::ranges::sort(flags);
  EXPECT_EQ(std::ranges::adjacent_find(flags), flags.end());
}

}  // namespace expediter::app
