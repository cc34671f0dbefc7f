#include "http/acceptor.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include "base/log.h"

namespace expediter::http::detail {
namespace {

constexpr int kBacklog = 4096;  // The system may cut it to net.core.somaxconn.
constexpr int kAcceptsPerTurn = 64;
constexpr Millis kPause = 100;  // For want of file descriptors.
// Connections over the limit that are told so at the same time; past that they are closed without a word.
constexpr std::size_t kRefusedAtOnce = 256;
// Descriptors that connections leave to the rest of the program: files, mail, commands.
constexpr rlim_t kLeft = 32;
constexpr Millis kSpell = 1'000;       // Who comes so soon after one that was refused is refused at once.
constexpr Millis kTellEvery = 10'000;  // Between lines of the log on it.
constexpr Millis kLongAgo = -1'000'000;

Millis monotonic_now() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

rlim_t descriptor_limit() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

// The system gives the lowest number that is free: a high one says that few are left.
bool is_of_the_last(int descriptor) {
  const rlim_t limit = descriptor_limit();
  return static_cast<rlim_t>(descriptor) + std::min(kLeft, limit / 8) >= limit;
}

int open_reserve() {
  return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

std::string text_of(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* bytes = nullptr;
  if (address.ss_family == AF_INET) {
    bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  } else {
    const in6_addr& ip = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    bytes = &ip;
    if (IN6_IS_ADDR_V4MAPPED(&ip)) {
      return ::inet_ntop(AF_INET, &ip.s6_addr[12], text.data(), text.size()) != nullptr ? text.data() : "";
    }
  }
  return ::inet_ntop(address.ss_family, bytes, text.data(), text.size()) != nullptr ? text.data() : "";
}

std::uint16_t port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  // The port stands in the same place in both families.
  return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

// -1, with errno set, where it cannot listen there.
int listen_at(const addrinfo& address) {
  const int socket = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket < 0) return -1;
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // Accepted sockets inherit it.
  if (::bind(socket, address.ai_addr, address.ai_addrlen) == 0 && ::listen(socket, kBacklog) == 0)
    return socket;
  const int why = errno;
  ::close(socket);
  errno = why;
  return -1;
}

}  // namespace

Acceptor::Acceptor(const std::string& host, std::uint16_t port)
    : reserve_(open_reserve()), short_at_(kLongAgo), told_at_(kLongAgo) {
  const std::string at =
      (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
      error != 0) {
    throw std::system_error(std::make_error_code(std::errc::address_not_available),
                            "cannot listen on " + at + ": " + ::gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses(found, ::freeaddrinfo);
  for (const addrinfo* each = found; each != nullptr && socket_ < 0; each = each->ai_next) {
    socket_ = listen_at(*each);
  }
  if (socket_ < 0) throw std::system_error(errno, std::system_category(), "cannot listen on " + at);
  port_ = port_of(socket_);
}

Acceptor::~Acceptor() {
  if (socket_ >= 0) ::close(socket_);
  if (reserve_ >= 0) ::close(reserve_);
}

bool Acceptor::is_short() {
  const int next = ::eventfd(0, EFD_CLOEXEC);
  if (next < 0) return true;
  ::close(next);
  return is_of_the_last(next);
}

void Acceptor::serve(std::vector<Loop*> loops, std::size_t limit) {
  loops_ = std::move(loops);
  limit_ = limit;
}

void Acceptor::accept_waiting() {
  if (socket_ < 0 || paused_) return;
  for (int i = 0; i < kAcceptsPerTurn; ++i) {
    if (monotonic_now() - short_at_ > kSpell && is_short()) {
      short_at_ = monotonic_now();
      return pause();
    }
    Accepted accepted = accept_one();
    if (accepted == Accepted::failed) accepted = shed_one();
    if (accepted == Accepted::failed) pause();
    if (accepted != Accepted::one) return;
  }
}

Acceptor::Accepted Acceptor::accept_one() {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  const int socket =
      ::accept4(socket_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket >= 0) {
    if (is_of_the_last(socket))
      refuse_for_shortage(Transport(socket), text_of(address));
    else
      hand_over(Transport(socket), text_of(address));
    return Accepted::one;
  }
  switch (errno) {
    case EAGAIN:
      return Accepted::none;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
      return Accepted::failed;
    default:
      return Accepted::one;  // This client is gone, or a signal came: the next one may be there.
  }
}

// Where no descriptor is left at all, by giving up the one that is kept for this.
Acceptor::Accepted Acceptor::shed_one() {
  if (reserve_ >= 0) ::close(std::exchange(reserve_, -1));
  const int socket = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  const bool nobody = socket < 0 && errno == EAGAIN;
  if (socket >= 0) refuse_for_shortage(Transport(socket), {});
  reserve_ = open_reserve();
  if (socket >= 0) return Accepted::one;
  if (nobody) return Accepted::none;
  note_shortage();
  return Accepted::failed;
}

void Acceptor::refuse_for_shortage(Transport transport, std::string peer) {
  without_descriptors_.fetch_add(1, std::memory_order_relaxed);
  note_shortage();
  Loop& own = *loops_.front();
  own.count_in();
  own.adopt({std::move(transport), std::move(peer), true, true});
}

void Acceptor::note_shortage() {
  const Millis now = monotonic_now();
  short_at_ = now;
  if (now - told_at_ < kTellEvery) return;
  told_at_ = now;
  base::log::warning("file descriptors run short: connections are refused",
                     {{"refused", without_descriptors()}, {"limit", descriptor_limit()}});
}

void Acceptor::hand_over(Transport transport, std::string peer) {
  std::size_t open = 0;
  Loop* fewest = nullptr;
  for (std::size_t i = 0; i < loops_.size(); ++i) {
    Loop* loop = loops_[(turn_ + i) % loops_.size()];
    open += loop->open_connections();
    if (fewest == nullptr || loop->open_connections() < fewest->open_connections()) fewest = loop;
  }
  turn_ = (turn_ + 1) % loops_.size();
  if (open >= limit_) over_limit_.fetch_add(1, std::memory_order_relaxed);
  if (open >= limit_ + kRefusedAtOnce) return;
  fewest->count_in();
  Arrival arrival{std::move(transport), std::move(peer), open >= limit_};
  if (fewest == loops_.front()) {
    fewest->adopt(std::move(arrival));
  } else {
    fewest->inbox().put(std::move(arrival));
  }
}

// Clients wait in the backlog meanwhile; trying again at once would only spin.
void Acceptor::pause() {
  paused_ = true;
  listen_for(0);
  loops_.front()->wheel().arm(*this, loops_.front()->now() + kPause);
}

void Acceptor::on_deadline() {
  paused_ = false;
  listen_for(EPOLLIN);
}

void Acceptor::listen_for(std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = Loop::kAcceptorTag;
  ::epoll_ctl(loops_.front()->poll(), EPOLL_CTL_MOD, socket_, &event);
}

void Acceptor::close() {
  if (socket_ < 0) return;
  loops_.front()->wheel().disarm(*this);
  for (int i = 0; i < kBacklog && accept_one() == Accepted::one; ++i) {
  }
  ::close(std::exchange(socket_, -1));
}

void Acceptor::wake_loops() {
  for (Loop* loop : loops_) loop->inbox().wake();
}

}  // namespace expediter::http::detail
