#pragma once
// The socket `expediter.sock` in a data directory: how commands reach the server that serves it.
//
// A directory's path may be longer than the system lets a socket's name be; such a one is named through a
// descriptor of the directory.

#include <sys/types.h>

#include <filesystem>
#include <utility>

namespace expediter::app {

inline constexpr const char* kControlSocket = "expediter.sock";

// Owns an open file; -1 is none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& from) noexcept : number_(std::exchange(from.number_, -1)) {}
  Descriptor& operator=(Descriptor&& from) noexcept;
  ~Descriptor();

  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

// Listens there, for the directory's owner alone (0600), without ever waiting. For whoever holds the
// directory's lock: a socket that a dead server left is taken away. Throws std::system_error where something
// else has that name, or where the file system has no sockets.
Descriptor listen_in(const std::filesystem::path& directory);

// A connection to whoever listens there, which waits; none where nobody does, or where it is neither this
// user, nor the directory's owner, nor root.
Descriptor connect_in(const std::filesystem::path& directory);

// Takes the socket's name away; its connections go on.
void remove_from(const std::filesystem::path& directory);

struct Peer {
  uid_t user = 0;
  pid_t process = 0;
};
// Who has the other end, as the system says.
Peer peer_of(int socket);
// Whether the peer may give commands there: this process's own user, the directory's owner, or root.
bool is_trusted(const Peer& peer, const std::filesystem::path& directory);

}  // namespace expediter::app
