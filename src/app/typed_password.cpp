#include "app/typed_password.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "app/command.h"
#include "base/text.h"

namespace expediter::app {

namespace {

// Typing is not shown while this lives.
class HiddenTyping {
 public:
  HiddenTyping() {
    std::cerr << "Password: " << std::flush;
    hidden_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!hidden_) return;
    termios now = before_;
    now.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &now);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping() {
    if (hidden_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::cerr << '\n';
  }

 private:
  termios before_{};
  bool hidden_ = false;
};

std::string read_line(std::istream& in) {
  std::string line;
  std::getline(in, line);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::string read_typed() {
  const HiddenTyping hidden;
  return read_line(std::cin);
}

}  // namespace

std::string read_password(std::istream& in) {
  std::string line = &in == &std::cin && ::isatty(STDIN_FILENO) == 1 ? read_typed() : read_line(in);
  if (line.empty()) throw CommandError{"no password came on standard input"};
  if (!base::is_utf8(line)) throw CommandError{"the password is not UTF-8"};
  return line;
}

}  // namespace expediter::app
