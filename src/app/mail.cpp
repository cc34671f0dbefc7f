#include "app/mail.h"

#include "app/command.h"
#include "app/private_file.h"
#include "net/mail_spool.h"
#include "net/smtp.h"

namespace expediter::app {

namespace {

// "tickets.acme.com" of https://tickets.acme.com:8443/base; the machine itself where nothing is told.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return "localhost";
  url.remove_prefix(scheme + 3);
  return std::string{url.substr(0, url.find_first_of("/:"))};
}

std::string sender_of(const Config& config) {
  return config.mail_from.text.empty() ? "expediter@" + host_of(config.public_url.text)
                                       : config.mail_from.text;
}

base::Secret read_mail_password(const std::string& file) {
  auto text = read_private_file(file);
  if (!text) throw CommandError{"mail.password-file: there is no file " + file};
  return base::Secret{text->substr(0, text->find_first_of("\r\n"))};
}

std::unique_ptr<net::MailTransport> make_transport(const Config& config) {
  if (config.mail_server.text.empty()) {
    const std::filesystem::path directory = config.mail_spool.path.empty()
                                                ? std::filesystem::path{config.data.path} / "mail"
                                                : std::filesystem::path{config.mail_spool.path};
    return std::make_unique<net::SpoolTransport>(
        net::SpoolOptions{.directory = directory, .from = sender_of(config)});
  }
  net::SmtpOptions options{.server = config.mail_server.text,
                           .require_tls = config.mail_require_tls,
                           .username = config.mail_username.text,
                           .password = {},
                           .ca_file = config.mail_ca_file.path,
                           .from = sender_of(config)};
  if (!config.mail_password_file.path.empty())
    options.password = read_mail_password(config.mail_password_file.path);
  return std::make_unique<net::SmtpTransport>(std::move(options));
}

}  // namespace

std::unique_ptr<net::MailQueue> make_mail_queue(const Config& config) {
  return std::make_unique<net::MailQueue>(make_transport(config),
                                          net::MailQueueOptions{.first_wait = config.mail_retry});
}

}  // namespace expediter::app
