#include "app/setting.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "base/text.h"
#include "schema/type.h"

namespace expediter::app {

namespace {

struct UnitOf {
  std::string_view suffix;
  std::int64_t factor;
};

// From the largest to the smallest, so that formatting finds the shortest form first.
constexpr std::array kSizes{UnitOf{"GiB", std::int64_t{1} << 30}, UnitOf{"MiB", std::int64_t{1} << 20},
                            UnitOf{"KiB", std::int64_t{1} << 10}, UnitOf{"B", 1}};
constexpr std::array kTimes{UnitOf{"d", 86'400'000}, UnitOf{"h", 3'600'000}, UnitOf{"m", 60'000},
                            UnitOf{"s", 1000}, UnitOf{"ms", 1}};

// Digits and one of the units; empty where it is anything else or too large.
std::optional<std::int64_t> parse_with_unit(std::string_view text, std::span<const UnitOf> units) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = base::parse_integer(text.substr(0, digits));
  if (!number) return std::nullopt;
  for (const UnitOf& unit : units) {
    if (text.substr(digits) != unit.suffix) continue;
    if (*number > std::numeric_limits<std::int64_t>::max() / unit.factor) return std::nullopt;
    return *number * unit.factor;
  }
  return std::nullopt;
}

std::string format_with_unit(std::int64_t value, std::span<const UnitOf> units) {
  for (const UnitOf& unit : units)
    if (value % unit.factor == 0 && value != 0)
      return std::to_string(value / unit.factor) + std::string{unit.suffix};
  return value == 0 ? "0" + std::string{units.back().suffix} : std::to_string(value);
}

// The labels of an enumeration, in its order.
template <class Enum, std::size_t N>
std::optional<Enum> parse_label(std::string_view text, const std::array<std::string_view, N>& labels) {
  for (std::size_t i = 0; i < N; ++i)
    if (text == labels[i]) return static_cast<Enum>(i);
  return std::nullopt;
}
template <class Enum, std::size_t N>
std::string label_of(Enum value, const std::array<std::string_view, N>& labels) {
  return std::string{labels.at(static_cast<std::size_t>(value))};
}

constexpr std::array<std::string_view, 5> kLevels{"debug", "info", "warning", "error", "off"};
constexpr std::array<std::string_view, 3> kFormats{"auto", "text", "json"};
constexpr std::array<std::string_view, 3> kLoggedRequests{"off", "errors", "all"};
constexpr std::array<std::string_view, 3> kSecureCookies{"auto", "on", "off"};

bool has_blank_or_control(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F) return true;
  return false;
}

// Whether nothing in a path means anything to a URL, a cookie or a page: no escapes, no empty or dotted
// parts.
bool is_plain_path(std::string_view path) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"/-._~"}.find(c) != std::string_view::npos;
  };
  return std::all_of(path.begin(), path.end(), is_plain) && path.find("//") == std::string_view::npos &&
         path.find("/.") == std::string_view::npos;
}

// The parts between commas, without the blanks around them; none of an empty text.
std::vector<std::string_view> entries_of(std::string_view text) {
  std::vector<std::string_view> entries;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    entries.push_back(base::trim(text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return entries;
}

}  // namespace

std::optional<ListenAddress> SettingTraits<ListenAddress>::parse(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto port = base::parse_integer(text.substr(colon + 1));
  if (!port || *port < 0 || *port > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.empty() || host.find_first_of(":[]") != std::string_view::npos) {
    return std::nullopt;
  }
  if (has_blank_or_control(host)) return std::nullopt;
  return ListenAddress{std::string{host}, static_cast<std::uint16_t>(*port)};
}

std::string SettingTraits<ListenAddress>::format(const ListenAddress& value) {
  const bool bracketed = value.host.find(':') != std::string::npos;
  return (bracketed ? "[" + value.host + "]" : value.host) + ":" + std::to_string(value.port);
}

std::optional<Directory> SettingTraits<Directory>::parse(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos) return std::nullopt;
  return Directory{std::string{text}};
}

std::optional<File> SettingTraits<File>::parse(std::string_view text) {
  if (text.empty() || text.find('\0') != std::string_view::npos) return std::nullopt;
  return File{std::string{text}};
}

std::optional<MailServer> SettingTraits<MailServer>::parse(std::string_view text) {
  const std::string_view host = text.starts_with("smtps://")  ? text.substr(8)
                                : text.starts_with("smtp://") ? text.substr(7)
                                                              : "";
  if (host.empty() || has_blank_or_control(text)) return std::nullopt;
  // A name and a password in the address would end up where addresses are shown.
  if (host.find_first_of("/?#@\"'<>\\") != std::string_view::npos) return std::nullopt;
  return MailServer{std::string{text}};
}

std::optional<MailAddress> SettingTraits<MailAddress>::parse(std::string_view text) {
  if (!schema::is_email(text)) return std::nullopt;
  return MailAddress{std::string{text}};
}

std::optional<Line> SettingTraits<Line>::parse(std::string_view text) {
  if (text.empty() || text.size() > 255 || base::has_control_characters(text, false)) return std::nullopt;
  return Line{std::string{text}};
}

std::optional<Url> SettingTraits<Url>::parse(std::string_view text) {
  const std::string_view host = text.starts_with("https://")  ? text.substr(8)
                                : text.starts_with("http://") ? text.substr(7)
                                                              : "";
  if (host.empty() || host.front() == '/' || has_blank_or_control(text)) return std::nullopt;
  if (host.find_first_of("?#@\"'<>\\") != std::string_view::npos) return std::nullopt;
  while (text.ends_with('/')) text.remove_suffix(1);
  Url url{std::string{text}};
  return is_plain_path(url.path()) ? std::optional{std::move(url)} : std::nullopt;
}

std::string_view Url::path() const {
  const std::size_t host = text.find("://");
  if (host == std::string::npos) return {};
  const std::size_t slash = std::min(text.find('/', host + 3), text.size());
  return std::string_view{text}.substr(slash);
}

std::optional<std::size_t> SettingTraits<std::size_t>::parse(std::string_view text) {
  const auto value = base::parse_integer(text);
  if (!value || *value < 0) return std::nullopt;
  return static_cast<std::size_t>(*value);
}

std::string SettingTraits<std::size_t>::format(std::size_t value) {
  return std::to_string(value);
}

std::optional<ByteSize> SettingTraits<ByteSize>::parse(std::string_view text) {
  auto value = parse_with_unit(text, kSizes);
  if (!value) value = base::parse_integer(text);
  if (!value || *value < 0) return std::nullopt;
  return ByteSize{static_cast<std::size_t>(*value)};
}

std::string SettingTraits<ByteSize>::format(ByteSize value) {
  return format_with_unit(static_cast<std::int64_t>(value.bytes), kSizes);
}

std::optional<Duration> SettingTraits<Duration>::parse(std::string_view text) {
  const auto value = parse_with_unit(text, kTimes);
  if (!value) return std::nullopt;
  return Duration{*value};
}

std::string SettingTraits<Duration>::format(Duration value) {
  return value.count() == 0 ? "0s" : format_with_unit(value.count(), kTimes);
}

std::optional<bool> SettingTraits<bool>::parse(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return std::nullopt;
}

std::optional<base::log::Level> SettingTraits<base::log::Level>::parse(std::string_view text) {
  return parse_label<base::log::Level>(text, kLevels);
}
std::string SettingTraits<base::log::Level>::format(base::log::Level value) {
  return label_of(value, kLevels);
}

std::optional<base::log::Format> SettingTraits<base::log::Format>::parse(std::string_view text) {
  return parse_label<base::log::Format>(text, kFormats);
}
std::string SettingTraits<base::log::Format>::format(base::log::Format value) {
  return label_of(value, kFormats);
}

std::optional<LoggedRequests> SettingTraits<LoggedRequests>::parse(std::string_view text) {
  return parse_label<LoggedRequests>(text, kLoggedRequests);
}
std::string SettingTraits<LoggedRequests>::format(LoggedRequests value) {
  return label_of(value, kLoggedRequests);
}

std::optional<SecureCookies> SettingTraits<SecureCookies>::parse(std::string_view text) {
  return parse_label<SecureCookies>(text, kSecureCookies);
}
std::string SettingTraits<SecureCookies>::format(SecureCookies value) {
  return label_of(value, kSecureCookies);
}

std::optional<AddressRanges> SettingTraits<AddressRanges>::parse(std::string_view text) {
  AddressRanges value;
  for (const std::string_view entry : entries_of(text)) {
    const auto range = http::parse_address_range(entry);
    if (!range) return std::nullopt;
    value.ranges.push_back(*range);
    value.text.append(value.text.empty() ? "" : ",").append(entry);
  }
  return value;
}

std::optional<Origins> SettingTraits<Origins>::parse(std::string_view text) {
  Origins value;
  for (const std::string_view entry : entries_of(text)) {
    const std::size_t host = entry.find("://") + 3;
    const bool has_scheme = entry.starts_with("https://") || entry.starts_with("http://");
    // As browsers write it: in lower case, with nothing behind host and port.
    constexpr std::string_view kHost = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
    if (!has_scheme || host == entry.size() || entry.find_first_not_of(kHost, host) != std::string_view::npos)
      return std::nullopt;
    value.list.emplace_back(entry);
  }
  return value;
}

std::string SettingTraits<Origins>::format(const Origins& value) {
  std::string text;
  for (const std::string& origin : value.list) text.append(text.empty() ? "" : ",").append(origin);
  return text;
}

std::optional<Rate> SettingTraits<Rate>::parse(std::string_view text) {
  if (text == "off") return Rate{};
  constexpr std::size_t kMost = 1'000'000'000;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto times = SettingTraits<std::size_t>::parse(text.substr(0, slash));
  const auto period = SettingTraits<Duration>::parse(text.substr(slash + 1));
  if (!times || *times == 0 || *times > kMost || !period || *period <= Duration{0}) return std::nullopt;
  if (*period > std::chrono::days{30}) return std::nullopt;
  return Rate{static_cast<std::uint32_t>(*times), *period};
}

std::string SettingTraits<Rate>::format(const Rate& value) {
  if (!value.limits()) return "off";
  return std::to_string(value.times) + "/" + SettingTraits<Duration>::format(value.period);
}

}  // namespace expediter::app
