#include "app/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace expediter::app {

namespace {

constexpr std::int64_t kBarColumns = 30;
constexpr auto kBetweenDrawings = std::chrono::milliseconds{100};
constexpr std::string_view kClearLine = "\r\x1b[K";

}  // namespace

Progress::Progress(std::ostream* out, std::string title, std::string unit, std::int64_t total)
    : out_(out), title_(std::move(title)), unit_(std::move(unit)), total_(total), drawn_(started_) {}

Progress::~Progress() {
  if (visible_) *out_ << kClearLine << std::flush;
}

void Progress::at(std::int64_t done, std::int64_t total) {
  if (out_ == nullptr) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - drawn_ < kBetweenDrawings) return;
  drawn_ = now;
  visible_ = true;
  *out_ << kClearLine << render_progress(title_, unit_, done, total, now - started_) << std::flush;
}

void ProgressLines::at(std::int64_t done, std::int64_t total) {
  const std::int64_t tenths = total > 0 ? done * 10 / total : 0;
  if (tenths <= tenths_) return;
  tenths_ = tenths;
  out_ << fmt::format("{}: {} %, {} of {} {}\n", title_, tenths * 10, group_digits(done), group_digits(total),
                      unit_)
       << std::flush;
}

std::string render_progress(const std::string& title, const std::string& unit, std::int64_t done,
                            std::int64_t total, std::chrono::duration<double> elapsed) {
  const double part =
      total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0.0;
  const auto full = static_cast<std::size_t>(part * static_cast<double>(kBarColumns));
  const double rate = elapsed.count() > 0 ? static_cast<double>(done) / elapsed.count() : 0;
  return fmt::format("{} [{}{}] {:3.0f} %  {} of {} {}  {}/s", title, std::string(full, '#'),
                     std::string(static_cast<std::size_t>(kBarColumns) - full, '.'), part * 100,
                     group_digits(done), group_digits(total), unit,
                     group_digits(static_cast<std::int64_t>(rate)));
}

std::string group_digits(std::int64_t value) {
  std::string digits = std::to_string(value);
  const std::size_t first = value < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

}  // namespace expediter::app
