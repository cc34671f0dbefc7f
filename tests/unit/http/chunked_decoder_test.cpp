#include "http/chunked_decoder.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace expediter::http::detail {
namespace {

constexpr std::string_view kHead = "head";

struct Decoded {
  BodyState state = BodyState::incomplete;
  std::string body;
  std::string rest;
  Refusal refusal = Refusal::bad_request;
};

// Hands the bytes over in pieces of `piece`, closing the gap each time, as a connection does.
Decoded decode(std::string_view bytes, std::size_t piece, std::size_t limit = 100) {
  ChunkedDecoder decoder;
  decoder.start(kHead.size(), limit);
  std::string buffer(kHead);
  Decoded decoded;
  while (decoded.state == BodyState::incomplete && !bytes.empty()) {
    buffer.append(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    decoded.state = decoder.decode(buffer.data(), buffer.size());
    if (decoded.state == BodyState::incomplete) {
      buffer.resize(decoder.body_end());
      decoder.gap_closed();
    }
  }
  EXPECT_EQ(buffer.substr(0, kHead.size()), kHead);
  decoded.refusal = decoder.refusal();
  decoded.body = buffer.substr(kHead.size(), decoder.body_end() - kHead.size());
  if (decoded.state == BodyState::complete) decoded.rest = buffer.substr(decoder.read()) + std::string(bytes);
  return decoded;
}

TEST(ChunkedDecoder, JoinsChunksHoweverTheyArrive) {
  const std::string bytes =
      "4\r\nWiki\r\n5;a=\"b\"\r\npedia\r\n00B \r\n in chunks.\r\n0;x\r\nTrailer: 1\r\nOther: 2\r\n\r\nGET "
      "/next";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    const Decoded decoded = decode(bytes, piece);
    ASSERT_EQ(decoded.state, BodyState::complete) << piece;
    EXPECT_EQ(decoded.body, "Wikipedia in chunks.") << piece;
    EXPECT_EQ(decoded.rest, "GET /next") << piece;
  }
}

TEST(ChunkedDecoder, ABodyMayHaveManyChunks) {
  std::string bytes;
  for (int i = 0; i < 60; ++i) bytes += "1\r\nx\r\n";
  const Decoded decoded = decode(bytes + "0\r\n\r\n", 7);
  EXPECT_EQ(decoded.state, BodyState::complete);
  EXPECT_EQ(decoded.body, std::string(60, 'x'));
}

TEST(ChunkedDecoder, AnEmptyBodyIsOneLastChunk) {
  const Decoded decoded = decode("0\r\n\r\n", 1);
  EXPECT_EQ(decoded.state, BodyState::complete);
  EXPECT_EQ(decoded.body, "");
}

TEST(ChunkedDecoder, WhatIsNotChunkedIsRefused) {
  const std::vector<std::string> cases = {
      "x\r\n",
      "\r\n",
      ";a\r\n",
      " 1\r\na\r\n",
      "-1\r\n",
      "+1\r\na",
      "0x1\r\na",
      "1\na\r\n",
      "1\r\r\n",
      "1\r\nab\r\n",
      "1\r\na\n",
      "1\r\na\rx",
      "1;\x01\r\na\r\n",
      "1;a\nb\r\n",
      "10000000000000000\r\n",
      "ffffffffffffffff\r\n",
      "0\r\n Folded: a\r\n\r\n",
      "0\r\nTrailer: \x02\r\n\r\n",
      "0\r\nTrailer: a\n\r\n",
      "0\r\n\n",
      "0\r\n\rx",
      "1;" + std::string(5000, 'e'),
      "0\r\nTrailer: " + std::string(5000, 't'),
  };
  for (const std::string& bytes : cases) {
    for (const std::size_t piece : {std::size_t{1}, bytes.size()}) {
      const Decoded decoded = decode(bytes, piece);
      EXPECT_EQ(decoded.state, BodyState::refused) << bytes.substr(0, 40);
      if (decoded.state == BodyState::refused && bytes[0] != 'f') {
        EXPECT_EQ(decoded.refusal, Refusal::bad_request) << bytes.substr(0, 40);
      }
    }
  }
}

TEST(ChunkedDecoder, ABodyOverTheLimitIsRefusedBeforeItIsRead) {
  EXPECT_EQ(decode("5\r\nabcde\r\n0\r\n\r\n", 1, 5).state, BodyState::complete);
  const Decoded one = decode("6\r\n", 3, 5);
  EXPECT_EQ(one.state, BodyState::refused);
  EXPECT_EQ(one.refusal, Refusal::body_too_large);
  const Decoded sum = decode("3\r\nabc\r\n3\r\n", 1, 5);
  EXPECT_EQ(sum.state, BodyState::refused);
  EXPECT_EQ(sum.refusal, Refusal::body_too_large);
  const Decoded huge = decode("fffffffffffffff\r\n", 1, 5);
  EXPECT_EQ(huge.state, BodyState::refused);
  EXPECT_EQ(huge.refusal, Refusal::body_too_large);
}

}  // namespace
}  // namespace expediter::http::detail
