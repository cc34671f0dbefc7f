#pragma once
// The table of settings, one row each, with the types erased.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/config.h"

namespace expediter::app {

struct SettingInfo {
  std::string_view name;  // In the file: `cache.tickets` is the key `tickets` of the section `[cache]`.
  std::string_view summary;
  std::string_view default_note;  // Shown instead of the default where that depends on the machine.
  SettingKind kind;
  std::string bounds;  // ", from 1 to 64"; "" where there are none.

  // Reads `text` into the configuration; false, and nothing changed, where it is no value of this setting.
  bool (*assign)(const SettingInfo& setting, std::string_view text, Config& config);
  std::string (*format)(const Config& config);
  std::int64_t min;
  std::int64_t max;

  std::string flag() const;          // `--cache-tickets`
  std::string environment() const;   // `EXPEDITER_CACHE_TICKETS`
  std::string_view section() const;  // `cache`; "" where the name has none.
  std::string_view key() const;      // `tickets`
  std::string expected() const;      // "a size such as 256MiB, from 0B to 64GiB"
  std::string default_text() const;  // `256MiB`, or the note; "" where there is none.
};

// In the order of help and documentation; settings of a section stand together.
std::span<const SettingInfo> all_settings();

// What the sections are about, for help: "Limits".
std::string_view section_title(std::string_view section);

// The index of the setting of that name.
std::optional<std::size_t> find_setting(std::string_view name);

// "; did you mean "cache.tickets"?", or "" where no setting's name is near.
std::string suggest_setting(std::string_view name);

}  // namespace expediter::app
