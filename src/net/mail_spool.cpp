#include "net/mail_spool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/file.h"
#include "base/random.h"
#include "net/mail_message.h"

namespace expediter::net {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameBytes = 9;

// A descriptor that is closed with its scope.
class File {
 public:
  explicit File(const fs::path& path)
      : descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (descriptor_ < 0) fail();
    base::give_to_owner_of(path.parent_path(), descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(descriptor_); }

  void write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail();
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor_) != 0) fail();
  }

 private:
  [[noreturn]] static void fail() {
    throw MailRefused{MailRefused::Again::yes, std::string{"the spool: "} + std::strerror(errno)};
  }
  int descriptor_;
};

}  // namespace

SpoolTransport::SpoolTransport(SpoolOptions options) : options_(std::move(options)) {}

void SpoolTransport::send(const Mail& mail) {
  const base::Timestamp now = base::system_clock().now();
  const std::string id = base::random_token(kNameBytes);
  const fs::path ready = options_.directory / fmt::format("{}-{}.eml", now.seconds, id);
  const fs::path unfinished = fs::path{ready}.replace_extension(".part");
  std::error_code error;
  if (fs::create_directories(options_.directory, error)) {
    fs::permissions(options_.directory, fs::perms::owner_all, error);
    base::give_to_owner_of(options_.directory.parent_path(), options_.directory);
  }
  File{unfinished}.write(render_message({.from = options_.from, .id = id, .at = now}, mail));
  fs::rename(unfinished, ready, error);
  if (error) throw MailRefused{MailRefused::Again::yes, "the spool: " + error.message()};
  forget_oldest();
}

void SpoolTransport::forget_oldest() const {
  std::vector<fs::path> mails;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{options_.directory, error})
    if (entry.path().extension() == ".eml") mails.push_back(entry.path());
  if (mails.size() <= kSpooledMails) return;
  // Their names begin with the time.
  std::sort(mails.begin(), mails.end());
  for (std::size_t i = 0; i + kSpooledMails < mails.size(); ++i) fs::remove(mails[i], error);
}

}  // namespace expediter::net
