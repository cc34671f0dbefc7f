#pragma once
// Values in few bytes, for what is kept in great numbers: numbers, times and enumerations as short integers,
// texts as JSON that only has to be copied, shared texts as numbers of the NameTable.
//
// Packing<T> says for each type how it is packed (`pack`), written from there as JSON (`append`, the same
// bytes that ValueTraits<T>::append writes) and passed over (`skip`). Packed bytes are read by the process
// that made them and by nobody else: they are trusted, and have no format that must last.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/patch.h"
#include "store/name_table.h"

namespace expediter::store {

// Whether a text is likely to be that of many others.
enum class Sharing : std::uint8_t { none, shared };

// Seven bits a byte, the lowest first; the high bit says that more follow.
inline void pack_number(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) out += static_cast<char>(value | 0x80U);
  out += static_cast<char>(value);
}
inline std::uint64_t unpack_number(const char*& at) {
  auto byte = static_cast<unsigned char>(*at++);
  std::uint64_t value = byte & 0x7FU;
  for (unsigned shift = 7; (byte & 0x80U) != 0; shift += 7) {
    byte = static_cast<unsigned char>(*at++);
    value |= std::uint64_t{byte & 0x7FU} << shift;
  }
  return value;
}

// `{"id":`, `,"Title":`, …: what stands before each value of an entity.
template <class Entity>
const std::array<std::string, schema::kFieldCount<Entity>>& lead_ins() {
  static const auto texts = [] {
    std::array<std::string, schema::kFieldCount<Entity>> made;
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i] = i == 0 ? "{" : ",";
      schema::append_json_string(made[i], schema::kFieldInfos<Entity>[i].name);
      made[i] += ':';
    }
    return made;
  }();
  return texts;
}

template <class Value>
struct Packing;

// Whatever SQL stores as an integer. Zigzag: small negative numbers are short too.
template <class Value>
requires requires(const Value& value, std::string& scratch) {
  std::get<std::int64_t>(schema::ValueTraits<Value>::to_scalar(value, scratch));
  requires schema::ValueTraits<Value>::info.kind != schema::Kind::text;
  requires schema::ValueTraits<Value>::info.kind != schema::Kind::text_list;
  requires !schema::ValueTraits<Value>::info.nullable;
}
struct Packing<Value> {
  using Traits = schema::ValueTraits<Value>;
  static void pack(std::string& out, const Value& value, Sharing) {
    std::string unused;
    const std::int64_t number = std::get<std::int64_t>(schema::ScalarView{Traits::to_scalar(value, unused)});
    pack_number(out, (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63U));
  }
  static void append(std::string& out, const char*& at) {
    const std::uint64_t bits = unpack_number(at);
    const auto number = static_cast<std::int64_t>((bits >> 1U) ^ (~(bits & 1U) + 1));
    Traits::append(out, Traits::from_scalar(schema::ScalarView{number}));
  }
  static void skip(const char*& at) { unpack_number(at); }
};

// Twice the length and the JSON text; or twice the number of the name, and one.
template <>
struct Packing<std::string> {
  static void pack(std::string& out, const std::string& value, Sharing sharing) {
    thread_local std::string json;
    json.clear();
    schema::append_json_string(json, value);
    if (sharing == Sharing::shared) {
      if (const auto number = NameTable::shared().number_of(json))
        return pack_number(out, (std::uint64_t{*number} << 1U) | 1U);
    }
    pack_number(out, std::uint64_t{json.size()} << 1U);
    out += json;
  }
  static void append(std::string& out, const char*& at) {
    const std::uint64_t code = unpack_number(at);
    if ((code & 1U) != 0) {
      out += NameTable::shared().at(static_cast<std::uint32_t>(code >> 1U));
      return;
    }
    out.append(at, code >> 1U);
    at += code >> 1U;
  }
  static void skip(const char*& at) {
    const std::uint64_t code = unpack_number(at);
    if ((code & 1U) == 0) at += code >> 1U;
  }
};

template <class Value>
struct Packing<std::optional<Value>> {
  static void pack(std::string& out, const std::optional<Value>& value, Sharing sharing) {
    out += static_cast<char>(value.has_value());
    if (value) Packing<Value>::pack(out, *value, sharing);
  }
  static void append(std::string& out, const char*& at) {
    if (*at++ != 0)
      Packing<Value>::append(out, at);
    else
      out += "null";
  }
  static void skip(const char*& at) {
    if (*at++ != 0) Packing<Value>::skip(at);
  }
};

template <class Value>
struct Packing<std::vector<Value>> {
  static void pack(std::string& out, const std::vector<Value>& values, Sharing sharing) {
    pack_number(out, values.size());
    for (const Value& value : values) Packing<Value>::pack(out, value, sharing);
  }
  static void append(std::string& out, const char*& at) {
    out += '[';
    const std::uint64_t count = unpack_number(at);
    for (std::uint64_t i = 0; i < count; ++i) {
      if (i > 0) out += ',';
      Packing<Value>::append(out, at);
    }
    out += ']';
  }
  // Only the last of them, as many as `bytes` packed bytes hold.
  static void append_last(std::string& out, const char* at, std::size_t bytes) {
    std::vector<const char*> starts;
    for (std::uint64_t left = unpack_number(at); left > 0; --left) {
      starts.push_back(at);
      Packing<Value>::skip(at);
    }
    const auto fits = [&](const char* start) { return static_cast<std::size_t>(at - start) > bytes; };
    const auto first = std::partition_point(starts.begin(), starts.end(), fits);
    out += '[';
    for (auto start = first; start != starts.end(); ++start) {
      if (start != first) out += ',';
      const char* value = *start;
      Packing<Value>::append(out, value);
    }
    out += ']';
  }
  static void skip(const char*& at) {
    for (std::uint64_t left = unpack_number(at); left > 0; --left) Packing<Value>::skip(at);
  }
};

// An entity with a field table, as a JSON object of all its fields.
template <class Entity>
requires requires {
  schema::FieldTable<Entity>::fields;
}
struct Packing<Entity> {
  template <std::size_t I>
  using ValueAt = std::remove_cvref_t<decltype(std::declval<Entity>().*
                                               std::get<I>(schema::FieldTable<Entity>::fields).member)>;

  static void pack(std::string& out, const Entity& entity, Sharing = Sharing::none) {
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto& field) {
      Packing<ValueAt<I>>::pack(out, entity.*field.member, sharing_of(I));
    });
  }
  static void append(std::string& out, const char*& at) {
    static const auto& leads = lead_ins<Entity>();
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto&) {
      out += leads[I];
      Packing<ValueAt<I>>::append(out, at);
    });
    out += '}';
  }
  // One field of the entity at `at`, which stays where it is.
  static void append_field(std::string& out, const char* at, std::size_t wanted) {
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto&) {
      if (I < wanted) Packing<ValueAt<I>>::skip(at);
      if (I == wanted) Packing<ValueAt<I>>::append(out, at);
    });
  }
  // Where a field of the entity at `at` begins.
  static const char* find_field(const char* at, std::size_t wanted) {
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto&) {
      if (I < wanted) Packing<ValueAt<I>>::skip(at);
    });
    return at;
  }
  static void skip(const char*& at) {
    schema::for_each_slot<Entity>([&]<std::size_t I>(const auto&) { Packing<ValueAt<I>>::skip(at); });
  }

 private:
  // Addresses, and short headings and numbers that stand for something else.
  static constexpr Sharing sharing_of(std::size_t field) {
    constexpr std::int64_t kHeading = 64;
    const schema::FieldInfo& info = schema::kFieldInfos<Entity>[field];
    const bool one_line = info.form == schema::Form::line || info.form == schema::Form::identifier;
    const bool heading = one_line && info.limits.max <= kHeading;
    const bool joined = !info.expression.empty() && info.column.empty();
    return info.form == schema::Form::email || heading || joined ? Sharing::shared : Sharing::none;
  }
};

}  // namespace expediter::store
