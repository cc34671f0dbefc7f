#pragma once
// What kinds of values a setting can have: each kind says once how it is read from text, written as text and
// named in help and in complaints.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/rate_limiter.h"
#include "api/request_log.h"
#include "base/log.h"
#include "http/address.h"

namespace expediter::app {

// `host:port`; an IPv6 host in brackets, `[::1]:8080`. Port 0: any free one.
struct ListenAddress {
  std::string host = "127.0.0.1";  // Without brackets.
  std::uint16_t port = 8080;
  friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

// `256MiB`, `64KiB`, `1GiB`, `512B`.
struct ByteSize {
  std::size_t bytes = 0;
  friend auto operator<=>(const ByteSize&, const ByteSize&) = default;
};

// `250ms`, `30s`, `5m`, `1h`, `30d`.
using Duration = std::chrono::milliseconds;

using api::LoggedRequests;
enum class SecureCookies : std::uint8_t { automatic, on, off };

// A directory; "" where none was given.
struct Directory {
  std::string path;
  friend bool operator==(const Directory&, const Directory&) = default;
};

// A file; "" where none was given.
struct File {
  std::string path;
  friend bool operator==(const File&, const File&) = default;
};

// `smtp://host[:port]` or smtps; "" where none was given.
struct MailServer {
  std::string text;
  friend bool operator==(const MailServer&, const MailServer&) = default;
};

// An e-mail address; "" where none was given.
struct MailAddress {
  std::string text;
  friend bool operator==(const MailAddress&, const MailAddress&) = default;
};

// One line of text, such as a name; "" where none was given.
struct Line {
  std::string text;
  friend bool operator==(const Line&, const Line&) = default;
};

// `http://host[:port][/path]` or https, without a slash at its end; "" where none was given.
struct Url {
  std::string text;
  // "/path", of letters, digits and -._~ between slashes; "" where there is none.
  std::string_view path() const;
  friend bool operator==(const Url&, const Url&) = default;
};

// `127.0.0.1,10.0.0.0/8`.
struct AddressRanges {
  std::string text;
  std::vector<http::AddressRange> ranges;
  friend bool operator==(const AddressRanges&, const AddressRanges&) = default;
};

// `https://portal.example.com,http://localhost:5173`: each as browsers send it in the header Origin.
struct Origins {
  std::vector<std::string> list;
  friend bool operator==(const Origins&, const Origins&) = default;
};

// `60/10m`: so many at once, regained over that time; `off`: no limit.
using api::Rate;

// What a value may be in TOML.
// `list`: an array of strings, or the same in one string with commas.
enum class TomlType : std::uint8_t { string, integer, boolean, string_or_integer, list };

struct SettingKind {
  std::string_view placeholder;  // In help: `SIZE`.
  std::string_view expected;     // In complaints: "a size such as 256MiB".
  TomlType toml;
};

// Specialised for every type of a setting: `kKind`, `parse` (empty where the text is none of its values),
// `format` (its inverse, in the shortest form) and, for what has an order, `magnitude`, which bounds
// compare, with its inverse `of`.
template <class T>
struct SettingTraits;

template <>
struct SettingTraits<ListenAddress> {
  static constexpr SettingKind kKind{"HOST:PORT", "an address such as 127.0.0.1:8080 or [::1]:8080",
                                     TomlType::string};
  static std::optional<ListenAddress> parse(std::string_view text);
  static std::string format(const ListenAddress& value);
};

template <>
struct SettingTraits<Directory> {
  static constexpr SettingKind kKind{"DIR", "the path of a directory", TomlType::string};
  static std::optional<Directory> parse(std::string_view text);
  static std::string format(const Directory& value) { return value.path; }
};

template <>
struct SettingTraits<File> {
  static constexpr SettingKind kKind{"FILE", "the path of a file", TomlType::string};
  static std::optional<File> parse(std::string_view text);
  static std::string format(const File& value) { return value.path; }
};

template <>
struct SettingTraits<MailServer> {
  static constexpr SettingKind kKind{"URL", "an address that begins with smtp:// or smtps://",
                                     TomlType::string};
  static std::optional<MailServer> parse(std::string_view text);
  static std::string format(const MailServer& value) { return value.text; }
};

template <>
struct SettingTraits<MailAddress> {
  static constexpr SettingKind kKind{"ADDRESS", "an e-mail address", TomlType::string};
  static std::optional<MailAddress> parse(std::string_view text);
  static std::string format(const MailAddress& value) { return value.text; }
};

template <>
struct SettingTraits<Line> {
  static constexpr SettingKind kKind{"TEXT", "one line of text", TomlType::string};
  static std::optional<Line> parse(std::string_view text);
  static std::string format(const Line& value) { return value.text; }
};

template <>
struct SettingTraits<Url> {
  static constexpr SettingKind kKind{"URL", "an address that begins with http:// or https://",
                                     TomlType::string};
  static std::optional<Url> parse(std::string_view text);
  static std::string format(const Url& value) { return value.text; }
};

template <>
struct SettingTraits<std::size_t> {
  static constexpr SettingKind kKind{"N", "a whole number", TomlType::integer};
  static std::optional<std::size_t> parse(std::string_view text);
  static std::string format(std::size_t value);
  static std::int64_t magnitude(std::size_t value) { return static_cast<std::int64_t>(value); }
  static std::size_t of(std::int64_t magnitude) { return static_cast<std::size_t>(magnitude); }
};

template <>
struct SettingTraits<ByteSize> {
  static constexpr SettingKind kKind{"SIZE", "a size such as 256MiB (B, KiB, MiB or GiB)",
                                     TomlType::string_or_integer};
  static std::optional<ByteSize> parse(std::string_view text);
  static std::string format(ByteSize value);
  static std::int64_t magnitude(ByteSize value) { return static_cast<std::int64_t>(value.bytes); }
  static ByteSize of(std::int64_t magnitude) { return {static_cast<std::size_t>(magnitude)}; }
};

template <>
struct SettingTraits<Duration> {
  static constexpr SettingKind kKind{"TIME", "a duration such as 30s (ms, s, m, h or d)", TomlType::string};
  static std::optional<Duration> parse(std::string_view text);
  static std::string format(Duration value);
  static std::int64_t magnitude(Duration value) { return value.count(); }
  static Duration of(std::int64_t magnitude) { return Duration{magnitude}; }
};

template <>
struct SettingTraits<AddressRanges> {
  static constexpr SettingKind kKind{"ADDRESSES", "addresses or ranges such as 127.0.0.1 or 10.0.0.0/8",
                                     TomlType::list};
  static std::optional<AddressRanges> parse(std::string_view text);
  static std::string format(const AddressRanges& value) { return value.text; }
};

template <>
struct SettingTraits<Origins> {
  static constexpr SettingKind kKind{"ORIGINS", "origins such as https://portal.example.com", TomlType::list};
  static std::optional<Origins> parse(std::string_view text);
  static std::string format(const Origins& value);
};

template <>
struct SettingTraits<Rate> {
  static constexpr SettingKind kKind{"RATE", "a number in a time such as 60/10m, or off", TomlType::string};
  static std::optional<Rate> parse(std::string_view text);
  static std::string format(const Rate& value);
};

template <>
struct SettingTraits<bool> {
  static constexpr SettingKind kKind{"true|false", "true or false", TomlType::boolean};
  static std::optional<bool> parse(std::string_view text);
  static std::string format(bool value) { return value ? "true" : "false"; }
};

template <>
struct SettingTraits<base::log::Level> {
  static constexpr SettingKind kKind{"LEVEL", "debug, info, warning, error or off", TomlType::string};
  static std::optional<base::log::Level> parse(std::string_view text);
  static std::string format(base::log::Level value);
};

template <>
struct SettingTraits<base::log::Format> {
  static constexpr SettingKind kKind{"FORMAT", "auto, text or json", TomlType::string};
  static std::optional<base::log::Format> parse(std::string_view text);
  static std::string format(base::log::Format value);
};

template <>
struct SettingTraits<LoggedRequests> {
  static constexpr SettingKind kKind{"WHICH", "off, errors or all", TomlType::string};
  static std::optional<LoggedRequests> parse(std::string_view text);
  static std::string format(LoggedRequests value);
};

template <>
struct SettingTraits<SecureCookies> {
  static constexpr SettingKind kKind{"WHEN", "auto, on or off", TomlType::string};
  static std::optional<SecureCookies> parse(std::string_view text);
  static std::string format(SecureCookies value);
};

}  // namespace expediter::app
