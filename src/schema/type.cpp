#include "schema/type.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "base/unicode.h"

namespace expediter::schema {

namespace {

namespace violation = base::violation;

bool wrong_type(const Json& json, const Rule& rule, std::string_view expected, base::Violations& out) {
  if (json.is_null())
    violate(out, rule, violation::kNotNull,
            fmt::format("{} cannot be null; it must be {}.", rule.field, expected));
  else
    violate(out, rule, violation::kType,
            fmt::format("{} must be {}, not {}.", rule.field, expected, json.type_name()));
  return false;
}

bool check_length(std::string_view text, const Rule& rule, base::Violations& out) {
  if (rule.limits.max == 0) return true;
  const bool in_bytes = rule.limits.unit == Unit::bytes;
  const auto length = static_cast<std::int64_t>(in_bytes ? text.size() : base::count_characters(text));
  const std::string_view unit = in_bytes ? "bytes" : "characters";
  if (length < rule.limits.min) {
    violate(out, rule, violation::kTooShort,
            length == 0 ? fmt::format("{} must not be empty.", rule.field)
                        : fmt::format("{} must have at least {} {}.", rule.field, rule.limits.min, unit));
    return false;
  }
  if (length > rule.limits.max) {
    violate(out, rule, violation::kTooLong,
            fmt::format("{} has {} {}; at most {} are allowed.", rule.field, length, unit, rule.limits.max));
    return false;
  }
  return true;
}

bool is_one_line(Form form) {
  return form != Form::any && form != Form::secret;
}

// Whether a text may fit its limits once it is clean: what is far too long is not worth the work of cleaning.
// Composing makes a text a third as long in bytes, and four characters into one, at most.
bool is_within_reach(std::string_view text, const Rule& rule) {
  constexpr std::int64_t kEnds = 1'024;  // White space around it.
  if (rule.limits.max == 0) return true;
  const std::int64_t bytes_each = rule.limits.unit == Unit::bytes ? 3 : 16;
  return static_cast<std::int64_t>(text.size()) <= rule.limits.max * bytes_each + kEnds;
}

// Nobody can mend what he cannot see without being told where it is.
bool check_unseen(std::string_view text, const Rule& rule, base::Violations& out) {
  const auto found =
      base::find_unseen(text, is_identity(rule.form) ? base::Unseen::none : base::Unseen::joiners);
  if (!found) return true;
  violate(out, rule, violation::kFormat,
          fmt::format("{} has a character that cannot be seen, or is no common space, at position {}: "
                      "U+{:04X}. Type the text there anew.",
                      rule.field, found->position, static_cast<std::uint32_t>(found->character)));
  return false;
}

bool is_domain(std::string_view domain) {
  if (domain.empty() || domain.front() == '.' || domain.back() == '.') return false;
  if (domain.find('.') == std::string_view::npos || domain.find("..") != std::string_view::npos) return false;
  return std::all_of(domain.begin(), domain.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '-' || c == '.';
  });
}

}  // namespace

void violate(base::Violations& out, const Rule& rule, std::string_view code, std::string message) {
  out.push_back({std::string{rule.field}, std::string{code}, std::move(message)});
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return false;
  const std::string_view local = text.substr(0, at);
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
  static constexpr std::string_view kLocalMarks = ".!#$%&'*+/=?^_`{|}~-";
  const bool local_fine = std::all_of(local.begin(), local.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || kLocalMarks.find(c) != std::string_view::npos;
  });
  return local_fine && is_domain(text.substr(at + 1)) && !base::has_control_characters(text, false);
}

std::string clean_text(std::string_view text, Form form) {
  if (form == Form::secret) return std::string{text};
  std::string composed = base::to_nfc(text);
  if (form == Form::any) return composed;
  const std::string_view trimmed = base::trim_unseen(composed);
  return trimmed.size() == composed.size() ? composed : std::string{trimmed};
}

bool check_text(std::string& text, const Rule& rule, base::Violations& violations) {
  // A body was read as UTF-8; what a command line or a file brings was not.
  if (!base::is_utf8(text)) {
    violate(violations, rule, violation::kFormat, fmt::format("{} must be UTF-8.", rule.field));
    return false;
  }
  if (!is_within_reach(text, rule)) return check_length(text, rule, violations);
  const bool one_line = is_one_line(rule.form);
  // Line breaks and tabs at the ends of a line go; what nobody types or pastes is no white space.
  const bool has_odd_controls = base::has_control_characters(text, true);
  text = clean_text(text, rule.form);
  if (has_odd_controls || base::has_control_characters(text, !one_line)) {
    violate(violations, rule, violation::kFormat,
            one_line ? fmt::format("{} must be one line without control characters.", rule.field)
                     : fmt::format("{} must not contain control characters.", rule.field));
    return false;
  }
  if (one_line && !check_unseen(text, rule, violations)) return false;
  if (!check_length(text, rule, violations)) return false;
  if (rule.form == Form::email && !is_email(text)) {
    violate(violations, rule, violation::kFormat, fmt::format("{} must be an e-mail address.", rule.field));
    return false;
  }
  return true;
}

bool read_text(const Json& json, const Rule& rule, std::string& out, base::Violations& violations) {
  const std::string* text = json.text();
  if (text == nullptr) return wrong_type(json, rule, "a string", violations);
  out = *text;
  return check_text(out, rule, violations);
}

bool read_integer(const Json& json, const Rule& rule, std::int64_t& out, base::Violations& violations) {
  const std::int64_t* value = json.integer();
  if (value == nullptr) {
    const double* number = std::get_if<double>(&json.value);
    const bool whole_but_huge = number != nullptr && (*number >= 9.2e18 || *number <= -9.2e18);
    if (!whole_but_huge) return wrong_type(json, rule, "an integer", violations);
  }
  const bool bounded = rule.limits.min != 0 || rule.limits.max != 0;
  const auto outside = [&](std::int64_t v) {
    return bounded && (v < rule.limits.min || v > rule.limits.max);
  };
  if (value == nullptr || outside(*value)) {
    violate(violations, rule, violation::kRange,
            bounded ? fmt::format("{} must be from {} to {}.", rule.field, rule.limits.min, rule.limits.max)
                    : fmt::format("{} must fit 64 bits.", rule.field));
    return false;
  }
  out = *value;
  return true;
}

bool read_boolean(const Json& json, const Rule& rule, bool& out, base::Violations& violations) {
  const bool* value = json.boolean();
  if (value == nullptr) return wrong_type(json, rule, "true or false", violations);
  out = *value;
  return true;
}

bool read_date(const Json& json, const Rule& rule, base::Date& out, base::Violations& violations) {
  const std::string* text = json.text();
  if (text == nullptr) return wrong_type(json, rule, "a date as YYYY-MM-DD", violations);
  const auto date = base::parse_date(*text);
  if (!date) {
    violate(violations, rule, violation::kFormat,
            fmt::format("{} must be a calendar date that exists, as YYYY-MM-DD.", rule.field));
    return false;
  }
  out = *date;
  return true;
}

bool read_timestamp(const Json& json, const Rule& rule, base::Timestamp& out, base::Violations& violations) {
  const std::string* text = json.text();
  if (text == nullptr) return wrong_type(json, rule, "a time as 2024-03-10T09:00:00Z", violations);
  const auto time = base::parse_timestamp(*text);
  if (!time) {
    violate(violations, rule, violation::kFormat,
            fmt::format("{} must be a time such as 2024-03-10T09:00:00Z.", rule.field));
    return false;
  }
  out = *time;
  return true;
}

bool read_label(const Json& json, const Rule& rule, std::span<const std::string_view> labels,
                std::int64_t& out, base::Violations& violations) {
  const std::string* text = json.text();
  if (text == nullptr) return wrong_type(json, rule, "one of " + list_labels(labels), violations);
  const auto found = std::find(labels.begin(), labels.end(), std::string_view{*text});
  if (found == labels.end()) {
    violate(violations, rule, violation::kValue,
            fmt::format("{} must be one of {}.", rule.field, list_labels(labels)));
    return false;
  }
  out = found - labels.begin();
  return true;
}

bool read_text_list(const Json& json, const Rule& rule, std::vector<std::string>& out,
                    base::Violations& violations) {
  const Json::Array* items = json.array();
  if (items == nullptr) return wrong_type(json, rule, "an array of strings", violations);
  out.clear();
  if (rule.limits.max != 0 && static_cast<std::int64_t>(items->size()) > rule.limits.max) {
    violate(violations, rule, violation::kTooLong,
            fmt::format("{} has {} entries; at most {} are allowed.", rule.field, items->size(),
                        rule.limits.max));
    return false;
  }
  const std::size_t before = violations.size();
  const Rule item_rule{rule.field, rule.form, Limits{1, 255}};
  std::unordered_set<std::string> seen;
  std::unordered_set<std::string> named;
  for (const Json& item : *items) {
    std::string text;
    if (!read_text(item, item_rule, text, violations)) continue;
    if (!seen.insert(text).second)
      violate(violations, rule, violation::kDuplicate,
              fmt::format("{} names {} twice.", rule.field, base::shorten(text, 64)));
    // Another spelling of the same is no fault, but no second entry.
    if (!is_identity(rule.form) || named.insert(base::fold_identity(text)).second)
      out.push_back(std::move(text));
  }
  return violations.size() == before;
}

std::optional<Scalar> parse_text_scalar(std::string_view text) {
  return Scalar{std::string{text}};
}

std::optional<Scalar> parse_integer_scalar(std::string_view text) {
  const auto value = base::parse_integer(text);
  if (!value) return std::nullopt;
  return Scalar{*value};
}

std::optional<Scalar> parse_boolean_scalar(std::string_view text) {
  if (text == "true" || text == "1") return Scalar{std::int64_t{1}};
  if (text == "false" || text == "0") return Scalar{std::int64_t{0}};
  return std::nullopt;
}

std::optional<Scalar> parse_date_scalar(std::string_view text) {
  const auto date = base::parse_date(text);
  if (!date) return std::nullopt;
  return Scalar{std::int64_t{date->days}};
}

std::optional<Scalar> parse_timestamp_scalar(std::string_view text) {
  if (const auto time = base::parse_timestamp(text)) return Scalar{time->seconds};
  if (const auto date = base::parse_date(text)) return Scalar{base::start_of(*date).seconds};
  return std::nullopt;
}

std::string list_labels(std::span<const std::string_view> labels) {
  std::string out;
  for (const std::string_view label : labels) {
    if (!out.empty()) out += ", ";
    out += '\'';
    out += label;
    out += '\'';
  }
  return out;
}

void ValueTraits<std::vector<std::string>>::append(std::string& out, const std::vector<std::string>& values) {
  out += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, values[i]);
  }
  out += ']';
}

std::vector<std::string> ValueTraits<std::vector<std::string>>::from_scalar(const ScalarView& scalar) {
  std::vector<std::string> values;
  const std::string_view text = std::get<std::string_view>(scalar);
  if (text == "[]") return values;
  const Json document = parse_json(text);
  for (const Json& item : *document.array()) values.push_back(*item.text());
  return values;
}

}  // namespace expediter::schema
