#include "api/answers.h"

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "base/text.h"
#include "schema/json.h"
#include "service/entity_tags.h"

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

void add_tag(http::Response& response, std::string_view tag) {
  response.headers.append("ETag: \"").append(tag).append("\"\r\n");
}

bool answer_not_modified(http::Response& response, const http::Request& request, std::string_view tag) {
  return answer_not_modified(response, request.header("If-None-Match"), tag);
}

bool answer_not_modified(http::Response& response, std::string_view if_none_match, std::string_view tag) {
  if (if_none_match.empty() || !service::names_tag(if_none_match, tag)) return false;
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
  extra.close();
  out += '}';
}

}  // namespace expediter::api
