#include "app/control_message.h"

#include "base/error.h"
#include "base/text.h"
#include "schema/json.h"

namespace expediter::app {

namespace {

using schema::Json;

std::optional<Json> parse_object(std::string_view text) {
  try {
    return schema::parse_json_object(text);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

// What a command prints may show a file's bytes; an answer is UTF-8.
std::string_view shown(std::string_view text) {
  return base::is_utf8(text) ? text : "(what is to be told of this is not UTF-8)\n";
}

const std::string* text_of(const Json& object, std::string_view name) {
  const Json* member = object.find(name);
  return member == nullptr ? nullptr : member->text();
}

const std::int64_t* integer_of(const Json& object, std::string_view name) {
  const Json* member = object.find(name);
  return member == nullptr ? nullptr : member->integer();
}

}  // namespace

std::string render_request(const ControlRequest& request) {
  std::string text;
  schema::JsonObject head{text};
  head.string("command", request.command);
  schema::JsonObject values{head.member("values")};
  for (const auto& [name, value] : request.values) values.string(name, value);
  values.close();
  head.integer("input", static_cast<std::int64_t>(request.input.size()));
  head.close();
  return text.append("\n").append(request.input);
}

std::optional<ControlRequest> parse_request(std::string&& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string::npos || end > kMostControlHead) return std::nullopt;
  const auto head = parse_object(std::string_view{text}.substr(0, end));
  if (!head) return std::nullopt;
  const std::string* command = text_of(*head, "command");
  const Json* values = head->find("values");
  const std::int64_t* input = integer_of(*head, "input");
  if (command == nullptr || input == nullptr || values == nullptr || values->object() == nullptr)
    return std::nullopt;
  ControlRequest request{.command = *command, .values = {}, .input = {}};
  for (const auto& [name, value] : *values->object()) {
    if (value.text() == nullptr) return std::nullopt;
    request.values[name] = *value.text();
  }
  text.erase(0, end + 1);
  if (*input < 0 || text.size() != static_cast<std::size_t>(*input)) return std::nullopt;
  request.input = std::move(text);
  return request;
}

std::string render_answer(const ControlAnswer& answer) {
  std::string text;
  schema::JsonObject object{text};
  object.integer("status", answer.status).string("out", shown(answer.out)).string("err", shown(answer.err));
  object.close();
  return text;
}

std::optional<ControlAnswer> parse_answer(std::string_view text) {
  const auto object = parse_object(text);
  if (!object) return std::nullopt;
  const std::int64_t* status = integer_of(*object, "status");
  const std::string* out = text_of(*object, "out");
  const std::string* err = text_of(*object, "err");
  if (status == nullptr || out == nullptr || err == nullptr) return std::nullopt;
  return ControlAnswer{static_cast<int>(*status), *out, *err};
}

}  // namespace expediter::app
