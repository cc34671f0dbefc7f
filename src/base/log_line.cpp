#include "base/log_line.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace expediter::base::log {

namespace {

constexpr std::size_t kMessageColumn = 8;

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

struct CalendarTime {
  int year, month, day, hour, minute, second, millisecond;
};

CalendarTime split(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day())),
          .hour = static_cast<int>(clock.hours().count()),
          .minute = static_cast<int>(clock.minutes().count()),
          .second = static_cast<int>(clock.seconds().count()),
          .millisecond = static_cast<int>(clock.subseconds().count())};
}

void append_time(std::string& out, Time time, std::string_view between, std::string_view after) {
  const CalendarTime t = split(time);
  fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}.{:03}{}", t.year, t.month,
                 t.day, between, t.hour, t.minute, t.second, t.millisecond, after);
}

// The length of the well-formed UTF-8 sequence of more than one byte at the start of `text`; 0 where there is
// none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  // Overlong forms, surrogates and what lies past U+10FFFF show in the second byte.
  const unsigned char second = byte(1);
  const bool outside = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                       (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return outside ? 0 : length;
}

// Escapes for a JSON string. C1 controls (U+0080 … U+009F) are escaped too: terminals obey some of them.
void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto c = static_cast<unsigned char>(text.front());
    std::size_t taken = 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text.front();
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    } else if (c < 0x7F) {
      out += text.front();
    } else if (const std::size_t length = sequence_length(text); length == 0) {
      out += "\xEF\xBF\xBD";
    } else {
      taken = length;
      if (c == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0)
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(text[1]));
      else
        out += text.substr(0, length);
    }
    text.remove_prefix(taken);
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  append_escaped(out, text);
  out += '"';
}

bool is_plain(std::string_view text) {
  for (const char c : text)
    if (c <= ' ' || c >= 0x7F || c == '"' || c == '\\' || c == '=') return false;
  return !text.empty();
}

enum class Quotes : std::uint8_t { always, where_needed };

void append_value(std::string& out, const Field::Value& value, Quotes quotes) {
  const auto text = [&](std::string_view v) {
    if (quotes == Quotes::where_needed && is_plain(v))
      out += v;
    else
      append_quoted(out, v);
  };
  std::visit(Overloaded{
                 text,
                 [&](bool v) { out += v ? "true" : "false"; },
                 [&](double v) { out += std::isfinite(v) ? fmt::format("{}", v) : "null"; },
                 [&](const Secret* v) { text(fingerprint(v->reveal())); },
                 [&](auto v) { fmt::format_to(std::back_inserter(out), "{}", v); },
             },
             value);
}

std::string_view colour_of(Level level) {
  switch (level) {
    case Level::debug:
      return "\x1b[2m";
    case Level::warning:
      return "\x1b[33m";
    case Level::error:
      return "\x1b[31m";
    default:
      return "\x1b[32m";
  }
}

}  // namespace

std::string_view level_name(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
    case Level::off:
      break;
  }
  return "off";
}

void append_json_line(std::string& out, const Line& line) {
  out += "{\"time\":\"";
  append_time(out, line.time, "T", "Z\",\"level\":\"");
  out += level_name(line.level);
  out += "\",\"message\":";
  append_quoted(out, line.message);
  for (const Field& field : line.fields) {
    out += ",\"";
    out += field.name();
    out += "\":";
    append_value(out, field.value(), Quotes::always);
  }
  out += "}\n";
}

void append_text_line(std::string& out, const Line& line, bool colour) {
  append_time(out, line.time, " ", " ");
  const std::string_view level = level_name(line.level);
  if (colour) out += colour_of(line.level);
  out += level;
  if (colour) out += "\x1b[0m";
  out.append(kMessageColumn - level.size(), ' ');
  append_escaped(out, line.message);
  std::string_view between = "  ";
  for (const Field& field : line.fields) {
    out += between;
    between = " ";
    if (colour) out += "\x1b[2m";
    out += field.name();
    out += '=';
    if (colour) out += "\x1b[0m";
    append_value(out, field.value(), Quotes::where_needed);
  }
  out += '\n';
}

}  // namespace expediter::base::log
