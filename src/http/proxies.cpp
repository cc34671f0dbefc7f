#include "http/proxies.h"

#include <algorithm>
#include <ranges>
#include <string_view>

#include "base/text.h"

namespace expediter::http::detail {
namespace {

using base::equal_ignoring_ascii_case;

// Some proxies name the port too: `192.0.2.7:1234`, `[2001:db8::7]:1234`.
std::string_view without_port(std::string_view hop) {
  if (hop.starts_with('[')) {
    const std::size_t end = hop.find(']');
    const std::string_view rest = hop.substr(std::min(end, hop.size() - 1) + 1);
    const bool is_whole = end != std::string_view::npos && (rest.empty() || rest.starts_with(':'));
    return is_whole ? hop.substr(1, end - 1) : std::string_view{};
  }
  const std::size_t colon = hop.find(':');
  return colon == hop.rfind(':') ? hop.substr(0, colon) : hop;
}

// Calls `visit` with the entries of a header's lists from the last to the first, until it says false.
template <class Visit>
void visit_from_last(std::span<const Header> headers, std::string_view name, Visit visit) {
  for (const Header& header : headers | std::views::reverse) {
    if (!equal_ignoring_ascii_case(header.name, name)) continue;
    std::string_view rest = header.value;
    while (true) {
      const std::size_t comma = rest.rfind(',');
      if (!visit(base::trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1)))) return;
      if (comma == std::string_view::npos) break;
      rest = rest.substr(0, comma);
    }
  }
}

}  // namespace

bool TrustedProxies::trusts(const Address& address) const {
  return std::any_of(ranges_.begin(), ranges_.end(),
                     [&](const AddressRange& range) { return range.contains(address); });
}

void TrustedProxies::look_behind(Request& request) const {
  visit_from_last(request.headers, "X-Forwarded-For", [&](std::string_view hop) {
    const std::string_view text = without_port(hop);
    const auto address = parse_address(text);
    if (!address) return false;
    request.peer = text;
    request.address = *address;
    return trusts(*address);
  });
  visit_from_last(request.headers, "X-Forwarded-Proto", [&](std::string_view scheme) {
    request.secure = equal_ignoring_ascii_case(scheme, "https");
    return false;
  });
}

}  // namespace expediter::http::detail
