#include "base/log.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "base/log_line.h"
#include "base/text.h"

namespace expediter::base::log {

namespace {

constexpr Time kTime{std::chrono::milliseconds{1'710'061'200'123}};  // 2024-03-10T09:00:00.123Z

std::string json_line(std::string_view message, std::initializer_list<Field> fields = {},
                      Level level = Level::info) {
  std::string out;
  append_json_line(out, {kTime, level, message, {fields.begin(), fields.size()}});
  return out;
}

std::string text_line(std::string_view message, std::initializer_list<Field> fields = {},
                      bool colour = false) {
  std::string out;
  append_text_line(out, {kTime, Level::warning, message, {fields.begin(), fields.size()}}, colour);
  return out;
}

// Everything that was logged while `work` ran, as it came out of a pipe.
template <class Work>
std::string logged(Options options, Work&& work) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  options.descriptor = ends[1];
  std::string out;
  start(options);
  work();
  std::thread reader{[&] {
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
      out.append(buffer.data(), static_cast<std::size_t>(got));
  }};
  stop();
  ::close(ends[1]);
  reader.join();
  ::close(ends[0]);
  return out;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST(LogLine, JsonHasTimeLevelMessageAndTypedFieldsInOrder) {
  EXPECT_EQ(json_line("signed in", {{"request_id", "r-1"}, {"user", 7}, {"took_ms", 1.5}, {"cached", true}}),
            R"({"time":"2024-03-10T09:00:00.123Z","level":"info","message":"signed in",)"
            R"("request_id":"r-1","user":7,"took_ms":1.5,"cached":true})"
            "\n");
}

TEST(LogLine, JsonStaysOneLineWhateverAValueHolds) {
  const std::string_view nasty{"a\"b\\c\nd\te\rf\0g\x1b[31m\x7f", 19};
  const std::string line = json_line("m", {{"v", nasty}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_NE(line.find(R"("v":"a\"b\\c\nd\te\u000df\u0000g\u001b[31m\u007f")"), std::string::npos) << line;
}

TEST(LogLine, MalformedUtf8BecomesTheReplacementCharacter) {
  for (const std::string_view bad :
       {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
    const std::string line = json_line("m", {{"v", bad}});
    EXPECT_TRUE(is_utf8(line)) << line;
    EXPECT_NE(line.find("\xEF\xBF\xBD"), std::string::npos) << line;
  }
  EXPECT_NE(json_line("m", {{"v", "Zürich 東京 🚢"}}).find("Zürich 東京 🚢"), std::string::npos);
}

TEST(LogLine, ControlCharactersOfUnicodeAreEscapedToo) {
  EXPECT_NE(json_line("m", {{"v", "\xc2\x9b"}}).find("\\u009b"), std::string::npos);
}

TEST(LogLine, NumbersThatJsonCannotHoldAreNull) {
  EXPECT_NE(json_line("m", {{"v", std::numeric_limits<double>::infinity()}}).find("\"v\":null"),
            std::string::npos);
  EXPECT_NE(json_line("m", {{"v", std::numeric_limits<std::uint64_t>::max()}}).find("18446744073709551615"),
            std::string::npos);
}

TEST(LogLine, TextQuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(
      text_line("disk is slow", {{"path", "data/x.db"}, {"note", "a b"}, {"empty", ""}, {"eq", "a=b"}}),
      "2024-03-10 09:00:00.123 warning disk is slow  path=data/x.db note=\"a b\" empty=\"\" eq=\"a=b\"\n");
}

TEST(LogLine, TextCannotBeMadeToForgeALineOrDriveTheTerminal) {
  const std::string line = text_line("m\nforged", {{"v", "x\n2024 error y\x1b[2J"}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(line.find('\x1b'), std::string::npos);
}

TEST(LogLine, ASecretShowsAsAFingerprintThatTellsNothingButSameness) {
  const Secret token{"eyJhbGciOiJIUzI1NiJ9.secret"};
  const Secret other{"eyJhbGciOiJIUzI1NiJ9.others"};
  const std::string line = json_line("m", {{"token", token}});
  EXPECT_EQ(line.find("eyJ"), std::string::npos) << line;
  EXPECT_NE(line.find("\"token\":\"secret:"), std::string::npos) << line;
  EXPECT_EQ(line, json_line("m", {{"token", token}}));
  EXPECT_NE(line, json_line("m", {{"token", other}}));
}

TEST(Log, WritesLinesAtAndAboveItsLevelOnly) {
  const std::string out = logged({.level = Level::warning, .format = Format::json}, [] {
    debug("one");
    info("two");
    warning("three", {{"n", 3}});
    error("four");
  });
  EXPECT_EQ(count(out, "\n"), 2U) << out;
  EXPECT_NE(out.find("\"message\":\"three\",\"n\":3"), std::string::npos) << out;
  EXPECT_NE(out.find("\"level\":\"error\",\"message\":\"four\""), std::string::npos) << out;
}

TEST(Log, OffMeansOff) {
  EXPECT_EQ(logged({.level = Level::off}, [] { error("nothing"); }), "");
}

TEST(Log, IsJsonWhereTheDescriptorIsNoTerminal) {
  EXPECT_EQ(logged({}, [] { info("x"); }).front(), '{');
  EXPECT_EQ(logged({.format = Format::text}, [] { info("x"); }).front(), '2');
}

TEST(Log, LinesOfManyThreadsStayWhole) {
  const std::string out = logged({.format = Format::json}, [] {
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([] {
        for (int i = 0; i < 100; ++i) info("line", {{"i", i}});
      });
    for (std::thread& thread : threads) thread.join();
  });
  EXPECT_EQ(count(out, "\n"), 400U);
  EXPECT_EQ(count(out, R"("level":"info","message":"line","i":)"), 400U);
}

TEST(Log, ASlowReaderCostsLinesAndNotTime) {
  // Nobody reads until all is logged: the pipe fills, the writing thread stalls, callers go on.
  constexpr int kLines = 20'000;
  const std::string out = logged({.format = Format::json, .queue_lines = 128}, [] {
    for (int i = 0; i < kLines; ++i) info("a line that fills the pipe sooner or later", {{"i", i}});
  });
  EXPECT_LT(count(out, "\n"), std::size_t{kLines});
  EXPECT_NE(out.find("\"message\":\"log lines were lost\",\"lines\":"), std::string::npos);
  EXPECT_NE(out.find("\"i\":19999"), std::string::npos) << "the newest line is not the one that is lost";
}

}  // namespace expediter::base::log
