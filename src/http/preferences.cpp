#include "http/preferences.h"

#include <algorithm>

#include "base/text.h"

namespace expediter::http {

namespace {

std::string_view trim_blanks(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

// Takes off what stands before the next `end` that is not within quotes.
std::string_view take_until(std::string_view& text, char end) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < text.size() && (quoted || text[at] != end); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (quoted && text[at] == '\\') ++at;
  }
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

// `0`, `0.`, … `0.000`.
bool is_zero(std::string_view weight) {
  return !weight.empty() && weight.size() <= 5 && std::string_view{"0.000"}.starts_with(weight);
}

// How closely a media range names a type: 0 where it does not.
int closeness(std::string_view range, std::string_view type) {
  if (base::equal_ignoring_ascii_case(range, type)) return 3;
  const std::string_view kind = type.substr(0, type.find('/') + 1);
  if (range.ends_with("/*") && base::equal_ignoring_ascii_case(range.substr(0, range.size() - 1), kind))
    return 2;
  return range == "*/*" ? 1 : 0;
}

}  // namespace

bool take_preference(std::string_view& list, Preference& preference) {
  while (!list.empty()) {
    std::string_view member = take_until(list, ',');
    preference = {trim_blanks(take_until(member, ';')), false};
    while (!member.empty()) {
      const std::string_view parameter = trim_blanks(take_until(member, ';'));
      if (parameter.size() > 2 && base::equal_ignoring_ascii_case(parameter.substr(0, 2), "q="))
        preference.refused = is_zero(parameter.substr(2));
    }
    if (!preference.name.empty()) return true;
  }
  return false;
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  bool by_any = false;
  Preference each;
  while (take_preference(accept_encoding, each)) {
    if (base::equal_ignoring_ascii_case(each.name, coding)) return !each.refused;
    if (each.name == "*") by_any = !each.refused;
  }
  return by_any;
}

bool accepts_type(std::string_view accept, std::string_view type) {
  int closest = 0;
  bool accepted = false;
  bool any = false;
  Preference each;
  while (take_preference(accept, each)) {
    any = true;
    const int close = closeness(each.name, type);
    if (close <= closest) continue;
    closest = close;
    accepted = !each.refused;
  }
  return accepted || !any;
}

}  // namespace expediter::http
