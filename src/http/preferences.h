#pragma once
// What a client says it would rather have: Accept and Accept-Encoding, lists of names with parameters and a
// weight (RFC 9110, 5.6.1, 5.6.6, 12.4.2).

#include <string_view>

namespace expediter::http {

// One member of such a list: `text/html;level="1";q=0.5`.
struct Preference {
  std::string_view name;
  bool refused = false;  // Its weight is 0; malformed weights count as 1.
};

// Takes the first member off `list`; false at its end. Empty members are passed over, and commas and
// semicolons within quotes divide nothing.
bool take_preference(std::string_view& list, Preference& preference);

// Whether an Accept-Encoding admits a coding: named, or by `*` where it is not, with another weight than 0.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

// Whether an Accept admits a media type, by the range that names it most closely; an absent or empty one
// admits all.
bool accepts_type(std::string_view accept, std::string_view type);

}  // namespace expediter::http
