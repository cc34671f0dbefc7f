#pragma once
// What somebody may have meant whose search found nothing.

#include <optional>
#include <string>

#include "schema/query.h"
#include "store/database.h"

namespace expediter::store {

// The words of `query`, which finds nothing, with one put right: by the nearest word of the index, one letter
// away or two, with which the query finds something. Empty where there is none. Looks at a few hundred words
// at most, whatever the index holds; does not look at names of people and suppliers.
std::optional<std::string> find_suggestion(const Snapshot& snapshot, const schema::Query& query);

}  // namespace expediter::store
