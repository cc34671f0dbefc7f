#pragma once
// Calendar dates and RFC 3339 times, in the proleptic Gregorian calendar and UTC; years 0001 to 9999.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace expediter::base {

// A calendar date, counted in days since 1970-01-01.
struct Date {
  std::int32_t days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

inline constexpr Date kFirstDate{-719'162};  // 0001-01-01
inline constexpr Date kLastDate{2'932'896};  // 9999-12-31

// `YYYY-MM-DD`, a date that exists; empty otherwise.
std::optional<Date> parse_date(std::string_view text);
// RFC 3339 with seconds and `Z` or an offset; fractions are cut off. Empty where it is none, or where the
// offset pushes it out of the years 0001 to 9999 in UTC.
std::optional<Timestamp> parse_timestamp(std::string_view text);

// What lies before the first or behind the last date is written as that one: a year has four digits.
void append_date(std::string& out, Date date);            // 2024-03-20
void append_timestamp(std::string& out, Timestamp time);  // 2024-03-10T09:00:00Z
std::string format_date(Date date);
std::string format_timestamp(Timestamp time);

Date date_of(Timestamp time);   // The day in UTC.
Timestamp start_of(Date date);  // Its midnight in UTC.

}  // namespace expediter::base
