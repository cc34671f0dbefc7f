#pragma once
// The log: one line an event, to standard error; text for people at a terminal, one JSON object a line
// otherwise.
//
//   log::info("signed in", {{"request_id", id}, {"user", 7}});
//
// The message is a constant sentence without values; what varies is a field. The rule about secrets: no
// password, key, cookie, token, or header and body that carries one is ever passed here. Where lines about
// one token must be brought together, pass a `Secret`, of which only a fingerprint is written.
//
// Any thread may log at any time. A call renders its line and queues it; one thread writes. Where the reader
// of standard error is slow and the queue is full, the oldest lines are lost and their number is logged: a
// request never waits for the log. A line below the level costs one load and a comparison.

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <variant>

#include "base/secret.h"

namespace expediter::base::log {

enum class Level : std::uint8_t { debug, info, warning, error, off };
enum class Format : std::uint8_t { automatic, text, json };  // automatic: text on a terminal.

// A field's name: a literal of lower-case letters, digits and underscores that is none of the line's own.
class FieldName {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): literals stand in field lists.
  consteval FieldName(const char* name) : text_(name) {
    if (text_.empty() || text_ == "time" || text_ == "level" || text_ == "message") throw "a reserved name";
    for (const char c : text_)
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) throw "not a field's name";
  }
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A name and a value, which must live until the call returns.
class Field {
 public:
  using Value = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool, const Secret*>;

  constexpr Field(FieldName name, std::string_view value) : name_(name.text()), value_(value) {}
  constexpr Field(FieldName name, const char* value) : name_(name.text()), value_(std::string_view{value}) {}
  constexpr Field(FieldName name, const std::string& value)
      : name_(name.text()), value_(std::string_view{value}) {}
  constexpr Field(FieldName name, bool value) : name_(name.text()), value_(value) {}
  constexpr Field(FieldName name, double value) : name_(name.text()), value_(value) {}
  constexpr Field(FieldName name, std::signed_integral auto value)
      : name_(name.text()), value_(std::int64_t{value}) {}
  constexpr Field(FieldName name, std::unsigned_integral auto value)
      : name_(name.text()), value_(std::uint64_t{value}) {}
  constexpr Field(FieldName name, const Secret& value) : name_(name.text()), value_(&value) {}

  constexpr std::string_view name() const { return name_; }
  constexpr const Value& value() const { return value_; }

 private:
  std::string_view name_;
  Value value_;
};

struct Options {
  Level level = Level::info;
  Format format = Format::automatic;
  int descriptor = 2;              // Where lines go; not closed by `stop`.
  std::size_t queue_lines = 8192;  // Waiting to be written; past it the oldest is lost.
};

// Starts the writing thread. Before it, and after `stop`, warnings and errors are written at once, as text.
// Call it once, before there are other threads; throws std::system_error where no thread can be started.
void start(const Options& options);
// Writes what waits and ends the thread. Call it when no other thread logs any more. Idempotent.
void stop();

namespace detail {
extern std::atomic<Level> lowest;
void write(Level level, std::string_view message, std::span<const Field> fields);
}  // namespace detail

// Whether lines of that level are written: ask before doing work that only a line needs.
inline bool enabled(Level level) {
  return level >= detail::lowest.load(std::memory_order_relaxed);
}

inline void write(Level level, std::string_view message, std::span<const Field> fields) {
  if (enabled(level)) detail::write(level, message, fields);
}
inline void debug(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::debug, message, fields);
}
inline void info(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::info, message, fields);
}
inline void warning(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::warning, message, fields);
}
inline void error(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::error, message, fields);
}

}  // namespace expediter::base::log
