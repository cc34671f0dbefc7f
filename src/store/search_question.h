#pragma once
// A query's words as what is asked of the search index, and of what tickets link to.
//
// The index holds texts alone. Ids, orders, suppliers and people's names are looked up when they are asked
// for, in tables of their own: a ticket costs nothing for them when it is written, and one that is renamed
// changes no ticket. Words that stand for none of these, nearly all, are asked of the index alone.

#include <optional>

#include "base/search_question.h"
#include "schema/query.h"
#include "sql/connection.h"
#include "sql/render_query.h"

namespace expediter::store {

// A word of a name stands for this many people at most, those with the lowest ids.
inline constexpr int kMaxNamedUsers = 32;

// What a row of `tickets` must have.
struct AskedTerms {
  std::optional<base::TermExpression> text;  // Of the index; none where only `links` tell.
  sql::SqlText links;                        // " AND …" for words that links answer too; "" for none.
};

struct SearchQuestion {
  AskedTerms matches;
  // What comes first: codes and ids in full. `exact_ids` is the same as a SELECT of ids.
  bool has_exact = false;
  AskedTerms exact;
  sql::SqlText exact_ids;
  sql::SqlText phrases;  // " AND …" for each phrase; "" where there is none.

  // Nothing but terms of the index: what SearchMemory knows.
  bool only_terms() const { return matches.text && matches.links.text.empty() && phrases.text.empty(); }
};

// As of `connection`'s snapshot. Where the register is withheld from who asks, suppliers are no part of it.
SearchQuestion search_question_of(sql::Connection& connection, const schema::Query& query);

}  // namespace expediter::store
