#pragma once
// What the connections of one loop use one after another: scratch space, clock, timers, the handler.

#include <chrono>
#include <cstddef>
#include <memory>
#include <vector>

#include "http/bytes.h"
#include "http/head_parser.h"
#include "http/holders.h"
#include "http/inbox.h"
#include "http/proxies.h"
#include "http/response_writer.h"
#include "http/server.h"
#include "http/timer_wheel.h"

namespace expediter::http::detail {

class Connection;

// What all loops of a server read and none changes. Outlives them.
struct SharedRules {
  const AnswerLines& lines;
  const TrustedProxies& proxies;
};

// Used on the loop's thread only, but for `inbox`. Scratch is free for use whenever a connection is called
// and is left empty when it returns, so that a connection at rest owns next to nothing.
struct Workbench {
  static constexpr std::size_t kReceiveRoom = std::size_t{64} * 1024;

  Workbench(unsigned loop_index, const Limits& loop_limits, Handler& server_handler, SharedRules rules,
            std::uint64_t seed)
      : loop(loop_index),
        limits(loop_limits),
        handler(server_handler),
        proxies(rules.proxies),
        holders(loop_limits.held_bytes, loop_limits.held_bytes / loop_limits.held_shares),
        ids(seed, loop_index),
        writer(rules.lines) {}

  const unsigned loop;
  const Limits limits;  // Of the server, but for held_bytes: this loop's share.
  Handler& handler;
  const TrustedProxies& proxies;
  const std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();

  bool stopping = false;
  Holders holders;  // Of the bytes in buffers of the loop's connections.
  Millis now = 0;   // Of this round of the loop.
  TimerWheel wheel{0};
  RequestIds ids;
  ResponseWriter writer;

  // Scratch.
  const std::unique_ptr<char[]> received = std::make_unique<char[]>(kReceiveRoom);
  Head head;
  Response response;
  Bytes out;

  std::vector<ConnectionId> again;  // Have more to do, after the others had their turn.
  std::vector<Connection*> gone;    // Have closed; the loop takes their places back.
};

}  // namespace expediter::http::detail
