#pragma once
// What a line of the log looks like, as pure functions of its parts.

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "base/log.h"

namespace expediter::base::log {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

struct Line {
  Time time;
  Level level = Level::info;
  std::string_view message;
  std::span<const Field> fields;
};

// "debug", "info", "warning", "error".
std::string_view level_name(Level level);

// {"time":"2024-03-10T09:00:00.123Z","level":"info","message":"signed in","user":7} and a line break.
// Whatever bytes a value holds, the result is one line of valid JSON in UTF-8: malformed bytes become U+FFFD.
void append_json_line(std::string& out, const Line& line);

// 2024-03-10 09:00:00.123 info    signed in  user=7, and a line break. Values with anything but plain
// characters are quoted and escaped, so that no value can forge a line or reach the terminal as a control
// sequence.
void append_text_line(std::string& out, const Line& line, bool colour);

}  // namespace expediter::base::log
