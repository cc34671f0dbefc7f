#pragma once
// What a command and a running server say to each other, over a connection that each uses once.
//
// The command sends a line, {"command":"user passwd","values":{"LOGIN":"jane"},"input":9}, then as many bytes
// of input as that says, and ends its side. The server answers "begun" as a line when it begins, then
// {"status":0,"out":"…","err":"…"}, and closes. Without "begun", nothing was done.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace expediter::app {

using ArgumentValues = std::map<std::string, std::string, std::less<>>;

// Most bytes of input that a running server takes. More than a command needs but for a very long import.
inline constexpr std::size_t kMostControlInput = std::size_t{16} << 20;
// Most bytes of the line before it.
inline constexpr std::size_t kMostControlHead = std::size_t{64} << 10;

struct ControlRequest {
  std::string command;
  ArgumentValues values;  // Of every argument of the command, by its declared name; UTF-8.
  std::string input;      // Any bytes: what the command would read from standard input or a file.
};

struct ControlAnswer {
  int status = 0;  // The exit code.
  std::string out;
  std::string err;
};

inline constexpr std::string_view kBegun = "begun\n";

std::string render_request(const ControlRequest& request);
// Empty where it is none, or is not whole.
std::optional<ControlRequest> parse_request(std::string&& text);
std::string render_answer(const ControlAnswer& answer);
std::optional<ControlAnswer> parse_answer(std::string_view text);

}  // namespace expediter::app
