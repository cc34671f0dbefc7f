#include <sys/mman.h>
#include <unistd.h>

#include "app/config.h"
#include "base/check.h"
#include "fuzz/targets.h"

namespace expediter::tests {

namespace {

// A file that lies in memory, for as long as it lives.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : descriptor_(::memfd_create("config.toml", MFD_CLOEXEC)) {
    CHECK(descriptor_ >= 0);
    CHECK(::write(descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size()));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(descriptor_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace

void fuzz_toml(std::string_view bytes) {
  const MemoryFile file{bytes};
  try {
    const auto loaded = app::load_config({.file = file.path(), .environment = {}, .flags = {}});
    // What was understood can be written down, and means the same.
    const std::string text = app::render_config(loaded);
    const MemoryFile again{text};
    app::load_config({.file = again.path(), .environment = {}, .flags = {}});
  } catch (const app::ConfigError& error) {
    CHECK(!error.problems().empty());
  }
}

}  // namespace expediter::tests
