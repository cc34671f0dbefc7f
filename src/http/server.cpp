#include "http/server.h"

#include <pthread.h>

#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"
#include "http/acceptor.h"
#include "http/loop.h"

namespace expediter::http {
namespace {

std::uint64_t random_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

}  // namespace

struct Server::State {
  State(ServerOptions server_options, Handler& handler)
      : options(std::move(server_options)), acceptor(options.host, options.port) {
    if (options.tls) crew.tls = std::make_unique<detail::TlsContext>(*options.tls);
    options.tls.reset();  // The key is kept in one place.
    crew.proxies = detail::TrustedProxies(options.trusted_proxies);
    crew.lines = {options.headers, options.headers + options.secure_headers, options.base_path};
    const std::uint64_t seed = random_seed();
    std::vector<detail::Loop*> all;
    Limits limits = options.limits;
    limits.held_bytes /= options.threads;  // Each loop counts what its own connections hold.
    for (unsigned i = 0; i < options.threads; ++i) {
      loops.push_back(std::make_unique<detail::Loop>(i, limits, handler, crew, seed));
      all.push_back(loops.back().get());
    }
    acceptor.serve(all, options.limits.connections);
    loops.front()->watch(acceptor);
  }

  ServerOptions options;
  detail::Crew crew;
  detail::Acceptor acceptor;
  std::vector<std::unique_ptr<detail::Loop>> loops;
  std::mutex stopping;  // Held while threads are joined, so that each caller of `stop` returns after the end.
  std::vector<std::thread> threads;
};

Server::Server(ServerOptions options, Handler& handler) {
  if (options.threads == 0) options.threads = 1;
  state_ = std::make_unique<State>(std::move(options), handler);
}

Server::~Server() {
  stop();
}

void Server::start() {
  for (unsigned i = 0; i < state_->loops.size(); ++i) {
    state_->threads.emplace_back([loop = state_->loops[i].get()] { loop->run(); });
    const std::string name = "http-" + std::to_string(i);
    ::pthread_setname_np(state_->threads.back().native_handle(), name.c_str());
  }
}

std::uint16_t Server::port() const {
  return state_->acceptor.port();
}

std::size_t Server::connections() const {
  std::size_t open = 0;
  for (const auto& loop : state_->loops) open += loop->open_connections();
  return open;
}

Server::Statistics Server::statistics() const {
  const std::size_t open = connections();
  return {.open = open,
          .over_limit = state_->acceptor.over_limit(),
          .without_descriptors = state_->acceptor.without_descriptors(),
          .full = open >= state_->options.limits.connections,
          .short_of_descriptors = state_->acceptor.is_short()};
}

void Server::hurry() {
  state_->crew.hurried.store(true, std::memory_order_release);
  for (const auto& loop : state_->loops) loop->inbox().wake();
}

void Server::replace_identity(const TlsIdentity& identity) {
  CHECK(state_->crew.tls != nullptr);
  state_->crew.tls->replace(identity);
}

void Server::stop() {
  const std::lock_guard lock(state_->stopping);
  state_->crew.stopping.store(true, std::memory_order_release);
  for (const auto& loop : state_->loops) loop->inbox().wake();
  for (std::thread& thread : state_->threads) thread.join();
  state_->threads.clear();
}

}  // namespace expediter::http
