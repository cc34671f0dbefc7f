#include <algorithm>

#include "base/check.h"
#include "base/random.h"
#include "schema/query.h"

namespace expediter::schema {

namespace {

constexpr char kVersion = 2;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kMaxCursorBytes = 8'192;

enum class Mark : char { null = 0, integer = 1, text = 2 };

void append_number(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8)
    out += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
}

void append_scalar(std::string& out, const Scalar& scalar) {
  if (const auto* number = std::get_if<std::int64_t>(&scalar)) {
    out += static_cast<char>(Mark::integer);
    append_number(out, static_cast<std::uint64_t>(*number));
  } else if (const auto* text = std::get_if<std::string>(&scalar)) {
    out += static_cast<char>(Mark::text);
    append_number(out, text->size());
    out += *text;
  } else {
    out += static_cast<char>(Mark::null);
  }
}

// What says that this server made `payload` for a query of that canonical text.
std::string make_tag(std::string_view payload, std::string_view canonical, std::string_view key) {
  std::string text;
  append_number(text, payload.size());
  text += payload;
  text += canonical;
  const base::Digest digest = base::digest(text, key);
  return std::string{reinterpret_cast<const char*>(digest.data()), kTagBytes};
}

// Reads what the functions above wrote; `ok` turns false where the bytes end too early.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) ok_ = false, count = 0;
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    unsigned shift = 0;
    for (const char byte : take(8))
      value |= std::uint64_t{static_cast<unsigned char>(byte)} << shift, shift += 8;
    return value;
  }

  Scalar scalar() {
    const std::string_view mark = take(1);
    if (!ok_ || mark[0] == static_cast<char>(Mark::null)) return {};
    if (mark[0] == static_cast<char>(Mark::integer)) return static_cast<std::int64_t>(number());
    return std::string{take(number())};
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

[[noreturn]] void refuse(std::string_view why) {
  std::string message = "cursor: ";
  message += why;
  throw base::Error{
      base::ErrorCode::query_invalid, message, {{"cursor", std::string{base::violation::kValue}, message}}};
}

}  // namespace

std::string make_cursor(const Position& position, const Query& query, std::string_view key) {
  CHECK(position.keys.size() == query.sort.size());
  std::string bytes(1, kVersion);
  for (const Scalar& scalar : position.keys) append_scalar(bytes, scalar);
  append_number(bytes, static_cast<std::uint64_t>(position.id));
  append_number(bytes, static_cast<std::uint64_t>(position.part));
  if (position.start) {
    append_number(bytes, position.start->commit);
    append_number(bytes, static_cast<std::uint64_t>(position.start->time));
  }
  bytes += make_tag(bytes, query.canonical, key);
  return base::encode_base64url(bytes);
}

Position read_cursor(const Query& query, std::string_view key) {
  if (query.cursor.size() > kMaxCursorBytes) refuse("it is longer than any this server makes.");
  const auto bytes = base::decode_base64url(query.cursor);
  if (!bytes || bytes->size() <= kTagBytes || bytes->front() != kVersion)
    refuse("expected the next_cursor of an earlier answer.");
  const std::string_view payload = std::string_view{*bytes}.substr(0, bytes->size() - kTagBytes);
  const std::string_view tag = std::string_view{*bytes}.substr(payload.size());
  if (!base::equal_constant_time(tag, make_tag(payload, query.canonical, key)))
    refuse("it was made for another filter, search or sort, or is damaged; begin again without it.");
  PayloadReader reader{payload.substr(1)};
  Position position;
  for (std::size_t i = 0; i < query.sort.size(); ++i) position.keys.push_back(reader.scalar());
  position.id = static_cast<std::int64_t>(reader.number());
  position.part = static_cast<std::int64_t>(reader.number());
  if (!reader.at_end())
    position.start = WalkStart{.commit = reader.number(), .time = static_cast<std::int64_t>(reader.number())};
  if (!reader.ok() || !reader.at_end())
    refuse("it was made by another version of the server; begin again without it.");
  return position;
}

}  // namespace expediter::schema
