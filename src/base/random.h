#pragma once
// Randomness, hashes and encodings, all from libsodium. Safe for use by any number of threads at once.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace expediter::base {

// Call once before anything else here; throws std::runtime_error where the system has no randomness.
void init_crypto();

// `bytes` of cryptographic randomness as base64url text without padding.
std::string random_token(std::size_t bytes);
std::string random_bytes(std::size_t bytes);

using Digest = std::array<std::uint8_t, 32>;

// BLAKE2b-256 of `text`, keyed where `key` is not empty (at most 64 bytes).
Digest digest(std::string_view text, std::string_view key = {});
std::string to_hex(std::span<const std::uint8_t> bytes);

// BLAKE2b-128 of a representation, and the same as 22 characters of base64url: an entity tag for it.
std::array<std::uint8_t, 16> content_digest(std::string_view text);
std::string content_tag(std::string_view text);

// As RFC 4648 has it first: with '+', '/' and padding.
std::string encode_base64(std::string_view bytes);
std::string encode_base64url(std::string_view bytes);
std::optional<std::string> decode_base64url(std::string_view text);

// Equal, in a time that does not depend on where they differ.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace expediter::base
