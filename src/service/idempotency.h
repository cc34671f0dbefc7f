#pragma once
// Idempotency keys: a retry of a POST gets the first answer, and changes nothing.
// The answer is stored in the transaction of the change itself, so that neither is ever there without the
// other.

#include <optional>
#include <string>
#include <string_view>

#include "store/writer.h"

namespace expediter::service {

struct StoredAnswer {
  int status = 201;
  std::string location;
  std::string body;
};

// What an answer is stored under.
struct IdempotencyKey {
  std::string caller;  // Keys of different callers never meet.
  std::string key;     // As sent; "" where none was.
  std::string digest;  // Of the request: method, path, body.

  bool given() const { return !key.empty(); }
};

// Whether the value of an Idempotency-Key header is acceptable: 1–255 printable ASCII characters.
bool is_idempotency_key(std::string_view text);

// The first answer under this key, if there was one in the last 24 hours. Throws
// Error{idempotency_key_reused} where it was used for another request.
std::optional<StoredAnswer> recall_answer(store::WriteContext& context, const IdempotencyKey& key);
void remember_answer(store::WriteContext& context, const IdempotencyKey& key, const StoredAnswer& answer);

}  // namespace expediter::service
