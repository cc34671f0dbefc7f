#pragma once
// JSON documents: read strictly into a small tree, written by appending to a string.
//
// Boost.JSON tokenises; the tree is ours because a request body must keep the order of its members and
// name those that stand twice, which boost::json::object does not.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace expediter::schema {

struct JsonMember;

// One JSON value. Objects keep their members in order, duplicates included.
struct Json {
  using Array = std::vector<Json>;
  using Object = std::vector<JsonMember>;
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value;

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
  const std::string* text() const { return std::get_if<std::string>(&value); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value); }
  const bool* boolean() const { return std::get_if<bool>(&value); }
  const Array* array() const { return std::get_if<Array>(&value); }
  const Object* object() const { return std::get_if<Object>(&value); }
  // "null", "a boolean", "an integer", "a number", "a string", "an array", "an object": for messages.
  std::string_view type_name() const;
  // The first member of that name of an object; null where there is none or this is no object.
  const Json* find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  Json value;
};

// What one document may hold at most, so that reading it and judging it stay a matter of milliseconds.
inline constexpr std::size_t kMaxJsonDepth = 16;       // Objects and arrays within one another.
inline constexpr std::size_t kMaxJsonMembers = 1'000;  // Of one object.
inline constexpr std::size_t kMaxJsonItems = 10'000;   // Of one array.
inline constexpr std::size_t kMaxJsonValues = 25'000;  // Of the whole document.

// Reads one document that must be an object (what every request body of ours is), within the
// bounds above.
// Throws Error{json_invalid}, whose message says where (byte offset) and what is wrong.
Json parse_json_object(std::string_view text);
// The same for any JSON value.
Json parse_json(std::string_view text);

// Appends `text` as a JSON string. `text` is UTF-8; only what JSON demands is escaped.
void append_json_string(std::string& out, std::string_view text);
void append_json_integer(std::string& out, std::int64_t value);

// Appends `value` as compact JSON, members in their order.
void append_json(std::string& out, const Json& value);

// Builds an object piece by piece: `JsonObject o{out}; o.member("a").string("b"); o.close();`
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
  // Appends the separator and the name; append the value to the returned string.
  std::string& member(std::string_view name);
  JsonObject& string(std::string_view name, std::string_view value);
  JsonObject& integer(std::string_view name, std::int64_t value);
  JsonObject& boolean(std::string_view name, bool value);
  void close() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace expediter::schema
