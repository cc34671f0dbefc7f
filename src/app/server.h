#pragma once
// The running server: all parts put together, in the order in which they need each other.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "api/api.h"
#include "app/config.h"
#include "app/keys.h"
#include "http/server.h"
#include "http/static_files.h"
#include "net/mail_queue.h"
#include "store/database.h"

namespace expediter::app {

// Where a server of that configuration is reached from its own machine, by the port it got.
std::string address_of(const Config& config, std::uint16_t port);

// Owns every part of one server. Made and destroyed on one thread.
class RunningServer {
 public:
  // Opens the data directory's database, migrates it, binds the address. Throws std::runtime_error,
  // CommandError or std::system_error, in words for the operator. `config` and `clock` outlive it.
  RunningServer(const Config& config, const Keys& keys, const base::Clock& clock);
  ~RunningServer();
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  store::Database& database() { return database_; }
  std::uint16_t port() const { return server_->port(); }
  void start() { server_->start(); }
  // Reads the certificate and its key anew, where there are any. What is wrong with them goes to the log, and
  // the server goes on with those it has. A certificate that is not valid at this time is not taken in place
  // of one that is.
  void reload();
  // For once an hour: once a day, warns of a certificate that expires soon.
  void look();
  // From now on /readyz says that this server is about to stop.
  void announce_stop() { services_.leaving = true; }
  // Finishes what is running, then ends. See http::Server::stop.
  void stop();
  // A stop waits for no client any more. From any thread.
  void hurry() { server_->hurry(); }

 private:
  void show(const http::TlsIdentity& identity);

  const Config& config_;
  const base::Clock& clock_;
  std::unique_ptr<net::MailQueue> mail_;  // First made, last ended: the others give it mail.
  store::Database database_;
  api::WorkerPool workers_;
  api::ListCache lists_;
  store::CountMemory counts_;
  http::StaticFiles page_;
  api::Services services_;
  std::unique_ptr<api::Api> api_;
  std::unique_ptr<http::Server> server_;
  std::optional<http::TlsIdentity> shown_;  // Its certificates alone.
  int looks_ = 0;
};

}  // namespace expediter::app
