#pragma once
// Mail into a directory, a file each: for servers without a mail server, and for tests.

#include <filesystem>

#include "net/mail.h"

namespace expediter::net {

// Files that are kept; past it the oldest goes.
inline constexpr std::size_t kSpooledMails = 1000;

struct SpoolOptions {
  std::filesystem::path directory;  // Made where it is missing, for its owner alone.
  std::string from;
};

class SpoolTransport final : public MailTransport {
 public:
  explicit SpoolTransport(SpoolOptions options);
  // Writes `<time>-<random>.eml`, readable by its owner alone; whoever looks sees a whole file or none.
  void send(const Mail& mail) override;

 private:
  void forget_oldest() const;
  SpoolOptions options_;
};

}  // namespace expediter::net
