#pragma once
// A mail as it goes over the wire (RFC 5322): headers, then the text.

#include <string>
#include <string_view>

#include "base/clock.h"
#include "net/mail.h"

namespace expediter::net {

struct Envelope {
  std::string_view from;  // An e-mail address.
  std::string_view id;    // Unique, of characters that stand in an address.
  base::Timestamp at;
};

// The whole message, lines ended by CRLF. No text of the mail can add a header: control characters of the
// address and the subject become spaces.
std::string render_message(const Envelope& envelope, const Mail& mail);

}  // namespace expediter::net
