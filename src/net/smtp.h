#pragma once
// Mail to a server by SMTP, by libcurl.

#include <chrono>
#include <string>

#include "base/secret.h"
#include "net/mail.h"

namespace expediter::net {

struct SmtpOptions {
  std::string server;       // smtp://host[:port], or smtps:// for TLS from the first byte.
  bool require_tls = true;  // With smtp://: refuse a server that has no STARTTLS.
  std::string username;     // "" signs in nowhere.
  base::Secret password;
  std::string ca_file;  // Certificates to trust instead of the system's; "" for those.
  std::string from;
  std::chrono::seconds connect_wait{10};
  std::chrono::seconds whole_wait{30};
};

class SmtpTransport final : public MailTransport {
 public:
  explicit SmtpTransport(SmtpOptions options);
  // A connection for each mail: they are few.
  void send(const Mail& mail) override;

 private:
  SmtpOptions options_;
};

}  // namespace expediter::net
