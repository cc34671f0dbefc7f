#include "schema/json.h"

#include <fmt/format.h>

#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>

#include "base/error.h"

namespace expediter::schema {

namespace {

namespace bj = boost::json;

// Receives the parser's events and builds the tree. Its shape is what bj::basic_parser asks for.
class TreeBuilder {
 public:
  static constexpr std::size_t max_object_size = kMaxJsonMembers;
  static constexpr std::size_t max_array_size = kMaxJsonItems;
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code& error) { return is_room(error) && open(Json{Json::Object{}}); }
  bool on_object_end(std::size_t, bj::error_code&) { return close(); }
  bool on_array_begin(bj::error_code& error) { return is_room(error) && open(Json{Json::Array{}}); }
  bool on_array_end(std::size_t, bj::error_code&) { return close(); }
  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return keep(part); }
  bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
    keep(part);
    names_.push_back(std::move(text_));
    text_.clear();
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return keep(part); }
  bool on_string(bj::string_view part, std::size_t, bj::error_code& error) {
    keep(part);
    const bool is_kept = is_room(error) && add(Json{std::move(text_)});
    text_.clear();
    return is_kept;
  }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(std::int64_t value, bj::string_view, bj::error_code& error) {
    return is_room(error) && add(Json{value});
  }
  bool on_uint64(std::uint64_t value, bj::string_view, bj::error_code& error) {
    return is_room(error) && add(Json{static_cast<double>(value)});  // Past 63 bits: no integer of ours.
  }
  // A number past all doubles would be infinite, which JSON cannot say.
  bool on_double(double value, bj::string_view, bj::error_code& error) {
    if (!std::isfinite(value)) error = bj::error::exponent_overflow;
    return std::isfinite(value) && is_room(error) && add(Json{value});
  }
  bool on_bool(bool value, bj::error_code& error) { return is_room(error) && add(Json{value}); }
  bool on_null(bj::error_code& error) { return is_room(error) && add(Json{nullptr}); }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

  Json take() { return std::move(root_); }
  bool is_full() const { return values_ > kMaxJsonValues; }

 private:
  bool is_room(bj::error_code& error) {
    ++values_;
    if (is_full()) error = bj::error::array_too_large;
    return !is_full();
  }
  bool keep(bj::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool open(Json value) {
    open_.push_back(std::move(value));
    return true;
  }
  bool close() {
    Json done = std::move(open_.back());
    open_.pop_back();
    return add(std::move(done));
  }
  bool add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* array = std::get_if<Json::Array>(&open_.back().value)) {
      array->push_back(std::move(value));
    } else {
      std::get<Json::Object>(open_.back().value).push_back({std::move(names_.back()), std::move(value)});
      names_.pop_back();
    }
    return true;
  }

  Json root_;
  std::size_t values_ = 0;
  std::vector<Json> open_;          // Objects and arrays that are not closed yet, outermost first.
  std::vector<std::string> names_;  // Member names whose values are not complete yet.
  std::string text_;
};

std::string what_is_wrong(const bj::error_code& error, const TreeBuilder& builder) {
  if (builder.is_full()) return fmt::format("a document has at most {} values", kMaxJsonValues);
  if (error == bj::error::object_too_large)
    return fmt::format("an object has at most {} members", kMaxJsonMembers);
  if (error == bj::error::array_too_large) return fmt::format("an array has at most {} items", kMaxJsonItems);
  return error.message();
}

constexpr std::array<bool, 256> must_escape_table() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = true;
  return table;
}
constexpr auto kMustEscape = must_escape_table();

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
      return;
  }
}

}  // namespace

std::string_view Json::type_name() const {
  static constexpr std::array<std::string_view, 7> kNames{"null",     "a boolean", "an integer", "a number",
                                                          "a string", "an array",  "an object"};
  return kNames[value.index()];
}

const Json* Json::find(std::string_view name) const {
  const Object* members = object();
  if (members == nullptr) return nullptr;
  for (const JsonMember& member : *members)
    if (member.name == name) return &member.value;
  return nullptr;
}

Json parse_json(std::string_view text) {
  bj::parse_options options;
  options.max_depth = kMaxJsonDepth;
  bj::basic_parser<TreeBuilder> parser{options};
  bj::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size()) error = bj::error::extra_data;
  if (error)
    throw base::Error{base::ErrorCode::json_invalid, fmt::format("Bad Request Format: at byte {}: {}.", read,
                                                                 what_is_wrong(error, parser.handler()))};
  return parser.handler().take();
}

Json parse_json_object(std::string_view text) {
  if (text.empty())
    throw base::Error{base::ErrorCode::json_invalid, "Bad Request Format: the body is empty."};
  Json document = parse_json(text);
  if (document.object() == nullptr)
    throw base::Error{
        base::ErrorCode::json_invalid,
        fmt::format("Bad Request Format: the body is {}, not an object.", document.type_name())};
  return document;
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kMustEscape[static_cast<unsigned char>(text[i])]) continue;
    out.append(text, start, i - start);
    append_escape(out, text[i]);
    start = i + 1;
  }
  out.append(text, start, text.size() - start);
  out += '"';
}

void append_json_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  static_cast<void>(error);  // 24 characters hold any 64-bit integer.
  out.append(buffer.data(), end);
}

void append_json(std::string& out, const Json& value) {
  struct Visit {
    std::string& out;
    void operator()(std::nullptr_t) const { out += "null"; }
    void operator()(bool v) const { out += v ? "true" : "false"; }
    void operator()(std::int64_t v) const { append_json_integer(out, v); }
    // One zero: a negative one would be read again as an integer without its sign.
    void operator()(double v) const { fmt::format_to(std::back_inserter(out), "{}", v == 0 ? 0.0 : v); }
    void operator()(const std::string& v) const { append_json_string(out, v); }
    void operator()(const Json::Array& items) const {
      out += '[';
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += ',';
        append_json(out, items[i]);
      }
      out += ']';
    }
    void operator()(const Json::Object& members) const {
      JsonObject object{out};
      for (const JsonMember& member : members) append_json(object.member(member.name), member.value);
      object.close();
    }
  };
  std::visit(Visit{out}, value.value);
}

std::string& JsonObject::member(std::string_view name) {
  if (!first_) out_ += ',';
  first_ = false;
  append_json_string(out_, name);
  out_ += ':';
  return out_;
}

JsonObject& JsonObject::string(std::string_view name, std::string_view value) {
  append_json_string(member(name), value);
  return *this;
}

JsonObject& JsonObject::integer(std::string_view name, std::int64_t value) {
  append_json_integer(member(name), value);
  return *this;
}

JsonObject& JsonObject::boolean(std::string_view name, bool value) {
  member(name) += value ? "true" : "false";
  return *this;
}

}  // namespace expediter::schema
