#pragma once
// What is wrong with the fields of a request: as much as somebody will read, and how much more there is.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace expediter::base {

// One field that is wrong, and how.
struct Violation {
  std::string field;
  std::string code;  // One of violation::k…
  std::string message;
  friend bool operator==(const Violation&, const Violation&) = default;
};

// Keeps the first ones in the order they were found and counts the rest, so that no request can make an
// error large. What a client sent may stand in a name or a message: both are cut when they are added.
class Violations {
 public:
  static constexpr std::size_t kKept = 50;                // Unless told otherwise.
  static constexpr std::size_t kFieldCharacters = 100;    // Longer names are cut …
  static constexpr std::size_t kMessageCharacters = 500;  // … and longer messages.

  Violations() = default;
  explicit Violations(std::size_t kept) : most_(kept) {}
  Violations(std::initializer_list<Violation> list) {
    for (const Violation& each : list) push_back(each);
  }

  void push_back(Violation violation);
  // Counts one that is not worth wording, since it would not be kept.
  void count_one() { ++size_; }
  // Adds those of a part of the request, with its name before each field: `prefix` + field.
  void append(const Violations& part, std::string_view prefix);

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }                     // All that were found.
  bool is_full() const { return kept_.size() >= most_; }         // No further one is kept.
  std::size_t unlisted() const { return size_ - kept_.size(); }  // Found, and not kept.

  // Those that were kept.
  std::vector<Violation>::const_iterator begin() const { return kept_.begin(); }
  std::vector<Violation>::const_iterator end() const { return kept_.end(); }
  const Violation& front() const { return kept_.front(); }
  const Violation& operator[](std::size_t at) const { return kept_[at]; }
  friend bool operator==(const Violations& a, const Violations& b) {
    return a.size_ == b.size_ && a.kept_ == b.kept_;
  }

 private:
  std::size_t most_ = kKept;
  std::size_t size_ = 0;
  std::vector<Violation> kept_;
};

}  // namespace expediter::base
