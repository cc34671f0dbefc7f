#pragma once
// A QR code as a picture.

#include <string>
#include <string_view>

namespace expediter::api {

// A PNG of a QR code that says `text`, dark on light, with the margin that readers need. `text` has at most
// 1,000 bytes and no NUL. Throws base::Error{overloaded} where memory is lacking.
std::string render_qr_code(std::string_view text);

}  // namespace expediter::api
