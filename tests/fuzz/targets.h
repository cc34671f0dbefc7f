#pragma once
// What is fuzzed: functions that take any bytes and break (by CHECK, a sanitizer, or an assertion of their
// own) when the code under test breaks a promise. libFuzzer drives them, and ./test replays their corpora.

#include <array>
#include <string_view>

namespace expediter::tests {

void fuzz_http(std::string_view bytes);    // Heads of requests, and chunked bodies.
void fuzz_json(std::string_view bytes);    // Bodies, as values and as changes of entities.
void fuzz_filter(std::string_view bytes);  // Filter expressions, up to the SQL they become.
void fuzz_query(std::string_view bytes);   // Whole query strings: sorts, cursors, fields, searches.
void fuzz_token(std::string_view bytes);   // Session tokens and the cookies they come in.
void fuzz_toml(std::string_view bytes);    // Configuration files.
void fuzz_csv(std::string_view bytes);     // Files of CSV, up to the entities they become.

struct FuzzTarget {
  std::string_view name;  // Also of the folder of its corpus.
  void (*run)(std::string_view bytes);
};
inline constexpr std::array kFuzzTargets{
    FuzzTarget{"http", fuzz_http},   FuzzTarget{"json", fuzz_json},   FuzzTarget{"filter", fuzz_filter},
    FuzzTarget{"query", fuzz_query}, FuzzTarget{"token", fuzz_token}, FuzzTarget{"toml", fuzz_toml},
    FuzzTarget{"csv", fuzz_csv},
};

}  // namespace expediter::tests
