#pragma once
// A line at the terminal that shows how far long work has come.

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

namespace expediter::app {

// Belongs to one thread. Shows nothing where `out` is null: then there is no terminal to show it on.
class Progress {
 public:
  // `unit` is what is counted: "tickets".
  Progress(std::ostream* out, std::string title, std::string unit, std::int64_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // Takes the line away.

  // Draws at most ten times a second. A later call may tell another total.
  void at(std::int64_t done) { at(done, total_); }
  void at(std::int64_t done, std::int64_t total);

 private:
  std::ostream* out_;
  std::string title_;
  std::string unit_;
  std::int64_t total_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point drawn_;
  bool visible_ = false;
};

// The same where nobody sits at a terminal: a line for every tenth part, for a log or a mail.
class ProgressLines {
 public:
  ProgressLines(std::ostream& out, std::string title, std::string unit)
      : out_(out), title_(std::move(title)), unit_(std::move(unit)) {}
  void at(std::int64_t done, std::int64_t total);

 private:
  std::ostream& out_;
  std::string title_;
  std::string unit_;
  std::int64_t tenths_ = 0;
};

// `title [#####.....]  50 %  12,345 of 24,690 tickets  3,210/s`
std::string render_progress(const std::string& title, const std::string& unit, std::int64_t done,
                            std::int64_t total, std::chrono::duration<double> elapsed);

// 1234567 as `1,234,567`.
std::string group_digits(std::int64_t value);

}  // namespace expediter::app
