#pragma once
// A query's words as what its tickets must be found by.

#include <string>
#include <string_view>

#include "base/search_question.h"
#include "schema/query.h"
#include "sql/connection.h"
#include "sql/render_query.h"

namespace expediter::store {

// A word of a name stands for this many people at most, those with the lowest ids.
inline constexpr int kMaxNamedUsers = 32;

// Names are looked up in `connection`. Where the register is withheld from who asks, suppliers are no part of
// it.
base::Question search_question_of(sql::Connection& connection, const schema::Query& query);

// What SQL must ask of a row of `tickets` besides its terms: " AND …" for each phrase; "" where there is
// none.
sql::SqlText render_phrases(const base::Question& question, bool with_suppliers);

}  // namespace expediter::store
