// docs/operations.md says what the tables say: settings, commands, metrics.

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "api/metrics.h"
#include "api/route.h"
#include "app/program.h"
#include "app/settings.h"

namespace expediter::app {

namespace {

const std::string& operations() {
  static const std::string text = [] {
    std::ifstream in{EXPEDITER_SOURCE_DIR "/docs/operations.md"};
    return std::string{std::istreambuf_iterator<char>{in}, {}};
  }();
  return text;
}

// The rows of the table whose heading row is `heading`, without that and the line below it.
std::string table_below(const std::string& heading) {
  const std::size_t begin = operations().find(heading + "\n|--");
  if (begin == std::string::npos) return "there is no table headed " + heading;
  const std::size_t rows = operations().find('\n', begin + heading.size() + 1) + 1;
  return operations().substr(rows, operations().find("\n\n", rows) + 1 - rows);
}

std::string code(std::string_view text) {
  return text.empty() ? "" : "`" + std::string{text} + "`";
}

}  // namespace

TEST(OperationsDoc, ListsEverySettingWithItsDefaultAndMeaning) {
  std::string expected;
  for (const SettingInfo& setting : all_settings()) {
    const bool noted = !setting.default_note.empty();
    expected += "| `" + std::string{setting.name} + "` | " +
                (noted ? setting.default_text() : code(setting.default_text())) + " | " +
                std::string{setting.summary} + " |\n";
  }
  EXPECT_EQ(table_below("| setting | default | meaning |"), expected);
}

TEST(OperationsDoc, ListsEveryCommand) {
  std::string expected;
  for (const Command& command : all_commands())
    expected += "| `" + command.name + "` | " + command.summary + " |\n";
  EXPECT_EQ(table_below("| command | what it does |"), expected);
}

TEST(OperationsDoc, ListsEveryMetric) {
  api::Metrics metrics{api::routes(), 1};
  metrics.count(&api::routes()[0], http::Method::get, 200, 100, std::chrono::milliseconds{1});
  api::Readings readings;
  readings.certificate_expiry = 1;
  const std::string text = metrics.render(readings);
  std::string expected;
  constexpr std::string_view kHelp = "# HELP ";
  for (std::size_t at = 0; (at = text.find(kHelp, at)) != std::string::npos;) {
    at += kHelp.size();
    const std::size_t blank = text.find(' ', at);
    const std::size_t end = text.find('\n', at);
    expected +=
        "| `" + text.substr(at, blank - at) + "` | " + text.substr(blank + 1, end - blank - 1) + " |\n";
  }
  EXPECT_EQ(table_below("| metric | meaning |"), expected);
}

}  // namespace expediter::app
