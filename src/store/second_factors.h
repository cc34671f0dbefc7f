#pragma once
// Second factors in and out of the database: sealed secrets, recovery codes, sign-ins that wait for a code.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/writer.h"

namespace expediter::store {

struct SecondFactor {
  std::string secret;   // Sealed; "" where none is in use.
  std::string offered;  // Sealed; "" where none waits to be activated.
  base::Timestamp offered_at;
  std::int64_t last_step = 0;  // Of the last code that was used: that and earlier ones are spent.
};
// An empty one where the user has none.
SecondFactor find_second_factor(sql::Connection& connection, std::int64_t user_id);

void offer_second_factor(WriteContext& context, std::int64_t user_id, std::string_view sealed);
// Puts the offered secret in use; `step` is that of the code that showed it.
void activate_second_factor(WriteContext& context, std::int64_t user_id, std::int64_t step);
void spend_second_factor_step(WriteContext& context, std::int64_t user_id, std::int64_t step);
// Secret, recovery codes and half sign-ins: all of it.
void delete_second_factor(WriteContext& context, std::int64_t user_id);

void replace_recovery_codes(WriteContext& context, std::int64_t user_id,
                            const std::vector<std::string>& digests);
// Whether there was such a code; there is not any more.
bool spend_recovery_code(WriteContext& context, std::int64_t user_id, std::string_view digest);
std::int64_t count_recovery_codes(sql::Connection& connection, std::int64_t user_id);

// A right password came from `client`, and waits for a code until then.
void begin_half_sign_in(WriteContext& context, std::int64_t user_id, std::string_view client,
                        base::Timestamp expires_at);
bool has_half_sign_in(sql::Connection& connection, std::int64_t user_id, std::string_view client,
                      base::Timestamp now);
void delete_half_sign_ins_of(WriteContext& context, std::int64_t user_id);

}  // namespace expediter::store
