#include "api/caller_cache.h"
#include "base/check.h"
#include "fuzz/targets.h"
#include "service/access_tokens.h"

namespace expediter::tests {

void fuzz_token(std::string_view bytes) {
  static const service::SigningKeys keys{.current = {"key", std::string(32, 'k')},
                                         .previous = service::SigningKey{"old", std::string(32, 'o')}};
  constexpr base::Timestamp kNow{1'710'000'000};
  const std::string_view cookie = api::find_cookie(bytes, "access_token_cookie");
  for (const std::string_view text : {bytes, cookie}) {
    for (const auto type : {service::TokenType::access, service::TokenType::refresh}) {
      const auto verified = service::verify_token(keys, text, type, kNow);
      // The corpus holds tokens of these keys: nobody else makes one that is taken and still lives.
      if (const auto* claims = std::get_if<service::TokenClaims>(&verified)) {
        CHECK(claims->user_id >= 1 && !claims->session_id.empty() && !claims->csrf.empty());
        CHECK(kNow < claims->expires_at && claims->type == type);
      }
    }
  }
}

}  // namespace expediter::tests
