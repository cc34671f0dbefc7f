#include "http/tls_context.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <ctime>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

namespace expediter::http {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

// Each direction of TLS 1.2 gets keys that are made for the connection, and AEAD; those of 1.3 are so anyway.
constexpr const char* kCiphers12 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";
constexpr const char* kCiphers13 =
    "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384";
constexpr const char* kGroups = "X25519:P-256:P-384";
constexpr std::string_view kProtocol = "http/1.1";

// With OpenSSL's own reason, such as "key values mismatch"; never with what stands in the file.
[[noreturn]] void fail(const std::string& what) {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  throw std::runtime_error(what + (reason == nullptr ? "" : std::string(" (") + reason + ")"));
}

Owned<BIO> read_from(std::string_view text) {
  Owned<BIO> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (bio == nullptr) throw std::bad_alloc();
  return bio;
}

// A server has nobody who could type a pass phrase.
int no_pass_phrase(char*, int, int, void*) {
  return -1;
}

Owned<X509> read_certificate(BIO& from) {
  return Owned<X509>(PEM_read_bio_X509(&from, nullptr, no_pass_phrase, nullptr));
}

void use_certificates(SSL_CTX* rules, std::string_view text) {
  const Owned<BIO> from = read_from(text);
  const Owned<X509> own = read_certificate(*from);
  if (own == nullptr) fail("there is no certificate in PEM form");
  if (SSL_CTX_use_certificate(rules, own.get()) != 1) fail("the certificate cannot be used");
  while (const Owned<X509> next = read_certificate(*from)) {
    if (SSL_CTX_add1_chain_cert(rules, next.get()) != 1) fail("a certificate of the chain cannot be used");
  }
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
    fail("a certificate of the chain is damaged");
  ERR_clear_error();
}

void use_key(SSL_CTX* rules, const base::Secret& text) {
  const Owned<BIO> from = read_from(text.reveal());
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(from.get(), nullptr, no_pass_phrase, nullptr));
  if (key == nullptr) fail("there is no private key in PEM form without a pass phrase");
  if (SSL_CTX_use_PrivateKey(rules, key.get()) != 1 || SSL_CTX_check_private_key(rules) != 1) {
    fail("the key does not belong to the certificate");
  }
}

// A client that names its protocols must name ours; one that names none is taken for what all clients speak.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  const unsigned char* const end = offered + offered_size;
  for (const unsigned char* at = offered; at < end; at += 1 + *at) {
    const std::string_view name(reinterpret_cast<const char*>(at + 1),
                                std::min<std::size_t>(*at, static_cast<std::size_t>(end - at - 1)));
    if (name != kProtocol) continue;
    *chosen = at + 1;
    *size = static_cast<unsigned char>(name.size());
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_rules(SSL_CTX* rules) {
  SSL_CTX_set_options(rules, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                 // A body's end is known by its length: a client that just goes is no attack.
                                 SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_num_tickets(rules, 0);
  SSL_CTX_set_session_cache_mode(rules, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(
      rules, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_clear_mode(rules, SSL_MODE_AUTO_RETRY);  // TlsStream counts the records that are not for us.
  SSL_CTX_set_read_ahead(rules, 1);                // One system call for a record's head and body.
  SSL_CTX_set_alpn_select_cb(rules, choose_protocol, nullptr);
  if (SSL_CTX_set_min_proto_version(rules, TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(rules, kCiphers12) != 1 || SSL_CTX_set_ciphersuites(rules, kCiphers13) != 1 ||
      SSL_CTX_set1_groups_list(rules, kGroups) != 1) {
    fail("the TLS library lacks what this server speaks");
  }
}

}  // namespace

namespace {

base::Timestamp time_of(const TlsIdentity& identity, const ASN1_TIME* (*which)(const X509*)) {
  const Owned<X509> own = read_certificate(*read_from(identity.certificates));
  std::tm when{};
  if (own == nullptr || ASN1_TIME_to_tm(which(own.get()), &when) != 1)
    fail("there is no certificate in PEM form");
  return base::Timestamp{::timegm(&when)};
}

}  // namespace

base::Timestamp beginning_of(const TlsIdentity& identity) {
  return time_of(identity, X509_get0_notBefore);
}

base::Timestamp expiry_of(const TlsIdentity& identity) {
  return time_of(identity, X509_get0_notAfter);
}

namespace detail {

TlsContext::TlsContext(const TlsIdentity& identity) : rules_(make(identity)) {}

TlsContext::Rules TlsContext::make(const TlsIdentity& identity) {
  ERR_clear_error();
  Rules rules(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (rules == nullptr) throw std::bad_alloc();
  set_rules(rules.get());
  use_certificates(rules.get(), identity.certificates);
  use_key(rules.get(), identity.key);
  return rules;
}

void TlsContext::replace(const TlsIdentity& identity) {
  Rules rules = make(identity);
  const std::lock_guard lock(mutex_);
  rules_.swap(rules);
}

std::unique_ptr<TlsStream> TlsContext::open(int socket) const {
  const std::lock_guard lock(mutex_);
  return std::make_unique<TlsStream>(SSL_new(rules_.get()), socket);
}

}  // namespace detail
}  // namespace expediter::http
