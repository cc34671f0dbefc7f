#pragma once
// A mail, and whoever takes it away: a server of the operator's, or a directory.

#include <exception>
#include <string>

namespace expediter::net {

struct Mail {
  std::string to;  // One e-mail address.
  std::string subject;
  std::string text;  // Plain UTF-8; lines end with LF.
};

// A mail that could not be handed over. The reason names no secret and nothing of the mail.
class MailRefused : public std::exception {
 public:
  enum class Again : bool { no, yes };  // Whether trying again may help.
  MailRefused(Again again, std::string reason) : again_(again), reason_(std::move(reason)) {}
  bool may_try_again() const { return again_ == Again::yes; }
  const char* what() const noexcept override { return reason_.c_str(); }

 private:
  Again again_;
  std::string reason_;
};

// Used by one thread.
class MailTransport {
 public:
  virtual ~MailTransport() = default;
  // Returns when it was handed over; throws MailRefused. May take as long as its own timeouts allow.
  virtual void send(const Mail& mail) = 0;
};

}  // namespace expediter::net
