#pragma once
// What must be among a document's terms (base::TermExpression) as the text of an FTS5 MATCH.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/search_question.h"

namespace expediter::sql {

// All terms of an index that have a beginning, where they are known: the index need not gather them then.
// Null where they are not.
using EndingsOf = std::function<const std::vector<std::string>*(const std::string& beginning)>;

// To be bound, not pasted. Where nothing can match, a text that matches nothing.
std::string render_match(const base::TermExpression& expression, const EndingsOf& endings = {});

}  // namespace expediter::sql
