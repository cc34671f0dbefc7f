#include "app/local_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "base/file.h"

namespace expediter::app {

namespace {

// Commands that may wait to be accepted. One more waits to connect.
constexpr int kBacklog = 1024;

// The socket's address. Keeps the directory open where the address needs it.
class Place {
 public:
  explicit Place(const std::filesystem::path& directory) {
    address_.sun_family = AF_UNIX;
    std::string path = (directory / kControlSocket).string();
    if (path.size() >= sizeof address_.sun_path) {
      directory_ = Descriptor{::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
      path = "/proc/self/fd/" + std::to_string(directory_.number()) + "/" + kControlSocket;
    }
    std::memcpy(address_.sun_path, path.c_str(), path.size() + 1);
  }

  const sockaddr* address() const { return reinterpret_cast<const sockaddr*>(&address_); }
  static constexpr socklen_t kSize = sizeof(sockaddr_un);

 private:
  Descriptor directory_;
  sockaddr_un address_{};
};

[[noreturn]] void fail(int error) {
  throw std::system_error(error, std::generic_category(), std::string{"cannot listen at "} + kControlSocket);
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& from) noexcept {
  std::swap(number_, from.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor listen_in(const std::filesystem::path& directory) {
  const std::string name = (directory / kControlSocket).string();
  struct stat there {};
  if (::lstat(name.c_str(), &there) == 0) {
    if (!S_ISSOCK(there.st_mode)) fail(EEXIST);
    ::unlink(name.c_str());
  }
  Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) fail(errno);
  // The name is made with the mode of the socket: there is no moment in which it is open to others.
  ::fchmod(socket.number(), S_IRUSR | S_IWUSR);
  const Place place{directory};
  if (::bind(socket.number(), place.address(), Place::kSize) != 0 || ::listen(socket.number(), kBacklog) != 0)
    fail(errno);
  base::give_to_owner_of(directory, name);
  return socket;
}

Descriptor connect_in(const std::filesystem::path& directory) {
  Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const Place place{directory};
  if (!socket || ::connect(socket.number(), place.address(), Place::kSize) != 0) return Descriptor{};
  return is_trusted(peer_of(socket.number()), directory) ? std::move(socket) : Descriptor{};
}

void remove_from(const std::filesystem::path& directory) {
  ::unlink((directory / kControlSocket).c_str());
}

Peer peer_of(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  constexpr auto kNobody = static_cast<uid_t>(-1);
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return {kNobody, 0};
  return {peer.uid, peer.pid};
}

bool is_trusted(const Peer& peer, const std::filesystem::path& directory) {
  if (peer.user == 0 || peer.user == ::geteuid()) return true;
  struct stat owned {};
  return ::stat(directory.c_str(), &owned) == 0 && owned.st_uid == peer.user;
}

}  // namespace expediter::app
