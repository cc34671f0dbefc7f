#include "api/answers.h"

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "base/entity_tags.h"
#include "base/random.h"
#include "base/text.h"
#include "http/content_coding.h"
#include "schema/json.h"

namespace expediter::api {

namespace {

using schema::JsonObject;

// The headers of some fields never change: they are made once for all fields.
std::string render_header(const schema::FieldInfo& field) {
  std::string out;
  JsonObject header{out};
  header.string("key", field.name).string("format", field.format);
  if (field.filterable) {
    std::string& filters = header.member("filters");
    filters += '[';
    JsonObject filter{filters};
    filter.string("category", field.name).string("alias", field.name);
    filter.close();
    filters += ']';
  }
  header.close();
  return out;
}

const std::vector<std::string>& headers_of(const schema::TableInfo& table) {
  static std::mutex mutex;
  static std::map<std::string_view, std::vector<std::string>> known;
  const std::scoped_lock lock{mutex};
  auto& headers = known[table.noun];
  if (headers.empty())
    for (const schema::FieldInfo& field : table.fields) headers.push_back(render_header(field));
  return headers;
}

void append_headers(std::string& out, const Envelope& envelope) {
  const auto& headers = headers_of(envelope.table);
  const auto append = [&](std::size_t field) {
    if (out.back() != '[') out += ',';
    out += headers[field];
  };
  if (envelope.query.fields.empty()) {
    for (std::size_t i = 0; i < headers.size(); ++i)
      if (envelope.table.fields[i].served()) append(i);
    return;
  }
  for (const std::size_t field : envelope.query.fields) append(field);
}

// How to sign in instead, as every 401 must say (RFC 9110, 11.6.1), and whether a token was sent that does
// not do (RFC 6750, 3). Browsers ask nobody for a password at this scheme.
std::string_view challenge_of(base::ErrorCode code) {
  using enum base::ErrorCode;
  const bool token_was_wrong = code == session_invalid || code == session_expired ||
                               code == session_refresh_invalid || code == user_inactive;
  return token_was_wrong ? R"(Bearer realm="Expediter", error="invalid_token")"
                         : R"(Bearer realm="Expediter")";
}

// Those of the violations that fit into an answer, as a JSON array.
struct ErrorList {
  std::string text = "[";
  std::size_t listed = 0;
};

ErrorList list_errors(const base::Violations& violations) {
  constexpr std::size_t kRoom = kMaxErrorBytes - std::size_t{16} * 1024;  // For the rest of the answer.
  ErrorList list;
  for (const base::Violation& violation : violations) {
    std::string item;
    JsonObject object{item};
    object.string("Field", violation.field)
        .string("Code", violation.code)
        .string("Message", violation.message);
    object.close();
    if (list.text.size() + item.size() > kRoom) break;
    if (list.listed++ > 0) list.text += ',';
    list.text += item;
  }
  list.text += ']';
  return list;
}

}  // namespace

void answer_error(http::Response& response, const base::Error& error, std::string_view request_id) {
  response.status = error.status();
  response.content_type = "application/json";
  response.static_body = {};
  response.body.clear();
  // Escaped, a character takes up to six bytes.
  std::string message = base::shorten(error.message(), 2'000);
  const ErrorList list = list_errors(error.violations());
  if (list.listed < error.violations().size())
    message +=
        fmt::format("{} Errors lists the first {}; there are {} more.", message.ends_with('.') ? "" : ".",
                    list.listed, error.violations().size() - list.listed);
  JsonObject body{response.body};
  body.string("Message", message).string("Code", error.name());
  if (list.listed > 0) body.member("Errors") += list.text;
  body.string("Request Id", request_id);
  body.close();
  if (error.status() == 401) response.add_header("WWW-Authenticate", challenge_of(error.code()));
  if (const auto wait = error.retry_after())
    response.add_header("Retry-After", std::to_string(wait->count()));
}

void answer_message(http::Response& response, int status, std::string_view message) {
  response.status = status;
  JsonObject body{response.body};
  body.string("message", message);
  body.close();
}

void add_safety(http::Response& response) {
  if (response.headers.find("Cache-Control: ") == std::string::npos)
    response.headers += "Cache-Control: no-store\r\n";
}

bool is_worth_packing(const http::Response& response, const Finish& finish) {
  // Below it, of some tens of rows, a fast network gains nothing.
  constexpr std::size_t kFrom = std::size_t{64} * 1024;
  return finish.listed && finish.takes_gzip && response.status == 200 && response.body.size() >= kFrom;
}

void finish_answer(http::Response& response, const Finish& finish) {
  const bool done = response.status == 200 || response.status == 201;
  if (!done) return;
  // Caches learn it whatever this client takes, or they would give the packed one to another.
  if (finish.listed) response.headers += "Vary: Accept-Encoding\r\n";
  if (!finish.tagged || response.headers.find("ETag: ") != std::string::npos) return;
  const std::string tag = base::content_tag(response.body);
  if (!answer_not_modified(response, finish.if_none_match, tag)) return add_tag(response, tag);
  response.body.clear();
}

void pack_answer(http::Response& response) {
  constexpr std::string_view kStrong = "ETag: \"";
  response.body = http::gzip(response.body);
  response.headers += "Content-Encoding: gzip\r\n";
  // These are other bytes, of the same meaning: a weak tag says so (RFC 9110, 8.8.3). It counts as ours.
  const std::size_t tag = response.headers.find(kStrong);
  if (tag != std::string::npos) response.headers.insert(tag + kStrong.size() - 1, "W/");
}

void add_tag(http::Response& response, std::string_view tag) {
  response.headers.append("ETag: \"").append(tag).append("\"\r\n");
}

bool answer_not_modified(http::Response& response, const http::Request& request, std::string_view tag) {
  return answer_not_modified(response, request.header("If-None-Match"), tag);
}

bool answer_not_modified(http::Response& response, std::string_view if_none_match, std::string_view tag) {
  if (if_none_match.empty() || !base::names_tag(if_none_match, tag)) return false;
  response.status = 304;
  response.content_type = "";
  add_tag(response, tag);
  return true;
}

void open_envelope(std::string& out, const Envelope& envelope) {
  out += R"({"data":{"headers":[)";
  append_headers(out, envelope);
  const schema::SortKey& key = envelope.query.sort.front();
  out += R"(],"sort":{"key":)";
  schema::append_json_string(out, envelope.table.fields[key.field].name);
  out += key.descending ? R"(,"type":"Descending"},"rows":[)" : R"(,"type":"Ascending"},"rows":[)";
}

void close_envelope(std::string& out, const Envelope& envelope) {
  out += R"(]},"tags":{},"extra":)";
  JsonObject extra{out};
  extra.integer("page", envelope.query.page).integer("page_size", envelope.query.page_size);
  extra.integer("total", envelope.total);
  if (!envelope.next_cursor.empty()) extra.string("next_cursor", envelope.next_cursor);
  if (!envelope.suggestion.empty()) extra.string("suggestion", envelope.suggestion);
  extra.close();
  out += '}';
}

}  // namespace expediter::api
