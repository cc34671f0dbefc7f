#pragma once
// Mail as the configuration has it: to a server, or into a directory.

#include <memory>

#include "app/config.h"
#include "net/mail_queue.h"

namespace expediter::app {

// Throws CommandError where the password file is missing or others may read it, or where settings are
// lacking.
std::unique_ptr<net::MailQueue> make_mail_queue(const Config& config);

}  // namespace expediter::app
