#include "base/date.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace expediter::base {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr Timestamp kFirstSecond{kFirstDate.days * kDay};
constexpr Timestamp kLastSecond{(kLastDate.days + 1) * kDay - 1};

// The digits of text[at, at+count) as a number; -1 where one is no digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Writes `value` as `width` digits at `at`; what stands behind them.
char* write_padded(char* at, unsigned value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
  return at + width;
}

constexpr std::size_t kDateLength = 10;
constexpr std::size_t kTimestampLength = 20;

char* write_date(char* at, Date date) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{date.days}}};
  at = write_padded(at, static_cast<unsigned>(static_cast<int>(ymd.year())), 4);
  *at++ = '-';
  at = write_padded(at, static_cast<unsigned>(ymd.month()), 2);
  *at++ = '-';
  return write_padded(at, static_cast<unsigned>(ymd.day()), 2);
}

// The offset from UTC in seconds that `text` ("Z", "+01:00") says; empty where malformed.
std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const int hours = digits(text, 1, 2);
  const int minutes = digits(text, 4, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  const int seconds = (hours * 60 + minutes) * 60;
  return text[0] == '-' ? -seconds : seconds;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  if (year < 1 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (!date || text[13] != ':' || text[16] != ':') return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  std::size_t at = 19;
  if (text[at] == '.') {
    const std::size_t first = ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == first) return std::nullopt;
  }
  const auto offset = parse_offset(text.substr(at));
  if (!offset) return std::nullopt;
  const Timestamp time{start_of(*date).seconds + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 +
                       second - *offset};
  if (time < kFirstSecond || time > kLastSecond) return std::nullopt;
  return time;
}

void append_date(std::string& out, Date date) {
  std::array<char, kDateLength> text;
  write_date(text.data(), std::clamp(date, kFirstDate, kLastDate));
  out.append(text.data(), text.size());
}

void append_timestamp(std::string& out, Timestamp time) {
  time = std::clamp(time, kFirstSecond, kLastSecond);
  const Date date = date_of(time);
  const auto second = static_cast<unsigned>(time.seconds - start_of(date).seconds);
  std::array<char, kTimestampLength> text;
  char* at = write_date(text.data(), date);
  *at++ = 'T';
  at = write_padded(at, second / 3600, 2);
  *at++ = ':';
  at = write_padded(at, second / 60 % 60, 2);
  *at++ = ':';
  at = write_padded(at, second % 60, 2);
  *at = 'Z';
  out.append(text.data(), text.size());
}

std::string format_date(Date date) {
  std::string out;
  append_date(out, date);
  return out;
}

std::string format_timestamp(Timestamp time) {
  std::string out;
  append_timestamp(out, time);
  return out;
}

Date date_of(Timestamp time) {
  std::int64_t days = time.seconds / kDay;
  if (time.seconds % kDay < 0) --days;
  return Date{static_cast<std::int32_t>(days)};
}

Timestamp start_of(Date date) {
  return Timestamp{date.days * kDay};
}

}  // namespace expediter::base
