#include "base/log.h"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>

#include "base/log_line.h"

namespace expediter::base::log {

namespace {

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // Nobody reads any more: there is no place left to tell of it.
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

struct Shape {
  bool json = false;
  bool colour = false;
};

void append_line(std::string& out, const Line& line, Shape shape) {
  if (shape.json)
    append_json_line(out, line);
  else
    append_text_line(out, line, shape.colour);
}

Time now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

// Writes finished lines, and a line on the lost ones. Used by the writing thread alone.
class DescriptorSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  DescriptorSink(int descriptor, Shape shape, spdlog::details::thread_pool& pool)
      : descriptor_(descriptor), shape_(shape), pool_(pool) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    write_all(descriptor_, {message.payload.data(), message.payload.size()});
    const std::size_t lost = pool_.overrun_counter();
    if (lost == reported_) return;
    const Field field{"lines", lost - reported_};
    std::string line;
    append_line(line, {now(), Level::warning, "log lines were lost", {&field, 1}}, shape_);
    write_all(descriptor_, line);
    reported_ = lost;
  }
  void flush_() override {}

  int descriptor_;
  Shape shape_;
  spdlog::details::thread_pool& pool_;
  std::size_t reported_ = 0;
};

struct Writer {
  Shape shape;
  std::shared_ptr<spdlog::details::thread_pool> pool;
  std::shared_ptr<spdlog::async_logger> logger;
};

std::unique_ptr<Writer> writer;

}  // namespace

namespace detail {

std::atomic<Level> lowest{Level::warning};

void write(Level level, std::string_view message, std::span<const Field> fields) {
  thread_local std::string text;
  text.clear();
  const Line line{now(), level, message, fields};
  if (!writer) {
    append_line(text, line, {});
    write_all(STDERR_FILENO, text);
    return;
  }
  append_line(text, line, writer->shape);
  writer->logger->log(spdlog::level::critical, spdlog::string_view_t{text.data(), text.size()});
}

}  // namespace detail

void start(const Options& options) {
  stop();
  auto next = std::make_unique<Writer>();
  const bool terminal = ::isatty(options.descriptor) == 1;
  next->shape.json = options.format == Format::json || (options.format == Format::automatic && !terminal);
  next->shape.colour = terminal && !next->shape.json;
  next->pool = std::make_shared<spdlog::details::thread_pool>(options.queue_lines, 1);
  auto sink = std::make_shared<DescriptorSink>(options.descriptor, next->shape, *next->pool);
  next->logger = std::make_shared<spdlog::async_logger>("expediter", std::move(sink), next->pool,
                                                        spdlog::async_overflow_policy::overrun_oldest);
  writer = std::move(next);
  detail::lowest.store(options.level, std::memory_order_relaxed);
}

void stop() {
  if (!writer) return;
  detail::lowest.store(Level::warning, std::memory_order_relaxed);
  // The pool's destructor writes what waits, and joins: nobody else uses the logger from then on.
  writer->pool.reset();
  writer.reset();
}

}  // namespace expediter::base::log
