#pragma once
// How answers look: the one error shape, the list envelope, the headers that all share.

#include <string>
#include <string_view>

#include "base/error.h"
#include "http/message.h"
#include "schema/query.h"

namespace expediter::api {

// No error is answered with more than this.
inline constexpr std::size_t kMaxErrorBytes = std::size_t{64} * 1024;

// Fills `response` with an error: status, Retry-After or WWW-Authenticate where due, and the body. What would
// make it too long is left out: the end of the message, and the last violations; the message says how many of
// these there are.
void answer_error(http::Response& response, const base::Error& error, std::string_view request_id);

// {"message": "…"} with the given status.
void answer_message(http::Response& response, int status, std::string_view message);

// What every answer says that does not say otherwise: keep it nowhere, since there are people in it. Called
// once, when the answer is complete.
void add_safety(http::Response& response);

// What is done to an answer when it is complete, as its route and its request ask for.
struct Finish {
  bool tagged = false;        // An ETag is made of the body, where it has none; 304 where the client has it.
  bool listed = false;        // Packed, where that is worth it,
  bool takes_gzip = false;    // for a client that takes it.
  std::string if_none_match;  // Of a GET that is tagged.
};
// Whether the answer is to be packed: that costs milliseconds, which a loop does not spend.
bool is_worth_packing(const http::Response& response, const Finish& finish);
// Does all of it but packing.
void finish_answer(http::Response& response, const Finish& finish);
// Packs the body, and says so in its entity tag.
void pack_answer(http::Response& response);

// Adds ETag: "<tag>".
void add_tag(http::Response& response, std::string_view tag);

// Whether the request's If-None-Match names the tag; `response` is then a finished 304.
bool answer_not_modified(http::Response& response, const http::Request& request, std::string_view tag);
// The same of the header's value alone, "" where it was not sent.
bool answer_not_modified(http::Response& response, std::string_view if_none_match, std::string_view tag);

// The list envelope, written around its rows: open, rows separated by commas, close.
struct Envelope {
  const schema::TableInfo& table;
  const schema::Query& query;
  std::int64_t total = 0;
  std::string next_cursor;      // "" where nothing follows.
  std::string suggestion = {};  // Of a search that found nothing: other words that do; "" for none.
};
void open_envelope(std::string& out, const Envelope& envelope);   // … "rows": [
void close_envelope(std::string& out, const Envelope& envelope);  // ], … }

}  // namespace expediter::api
