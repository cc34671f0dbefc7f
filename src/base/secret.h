#pragma once
// A text that must never be shown: a key, a password, a token. It has no way into a log line, a message or
// JSON but through `reveal`, whose every call a reviewer can find.

#include <string>
#include <string_view>

namespace expediter::base {

// Owns its bytes and overwrites them when it goes. Not safe for use by several threads at once while assigned
// to.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  std::string_view reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  void wipe() noexcept;
  std::string text_;
};

// `secret:` and eight hexadecimal digits: the same text gives the same within one run of the program, so that
// log lines can be told apart and brought together. The key behind it is drawn at every start and kept
// nowhere.
std::string fingerprint(std::string_view secret);

}  // namespace expediter::base
