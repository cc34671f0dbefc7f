#include "unit/http/tls_client.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace expediter::http {
namespace {

constexpr timeval kPatience{5, 0};

std::string text_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  std::string text(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

std::string common_name(X509* certificate) {
  std::array<char, 256> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), name.size());
  return name.data();
}

}  // namespace

TlsIdentity make_identity(std::string_view name, int days) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400L * days);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(std::string(name).c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_sign(certificate, key, EVP_sha256());
  BIO* as_text = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(as_text, certificate);
  BIO* key_as_text = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(key_as_text, key, nullptr, nullptr, 0, nullptr, nullptr);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return {text_of(as_text), base::Secret(text_of(key_as_text))};
}

void TlsClient::Free::operator()(ssl_st* ssl) const {
  SSL_free(ssl);
}

void TlsClient::Free::operator()(ssl_ctx_st* rules) const {
  SSL_CTX_free(rules);
}

TlsClient::TlsClient(std::uint16_t port, const TlsChoice& choice)
    : below_(port), rules_(SSL_CTX_new(TLS_client_method())) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets that the server may have closed.
  ::setsockopt(below_.socket(), SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  SSL_CTX_set_security_level(rules_.get(), 0);  // So that it is the server that refuses what is old.
  SSL_CTX_set_min_proto_version(rules_.get(), choice.least_version);
  SSL_CTX_set_max_proto_version(rules_.get(), choice.most_version);
  ssl_.reset(SSL_new(rules_.get()));
  if (!choice.protocols.empty()) {
    SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(choice.protocols.data()),
                        static_cast<unsigned>(choice.protocols.size()));
  }
  SSL_set_fd(ssl_.get(), below_.socket());
  connected_ = SSL_connect(ssl_.get()) == 1;
}

std::string TlsClient::certificate_name() const {
  X509* certificate = SSL_get0_peer_certificate(ssl_.get());
  return certificate == nullptr ? "" : common_name(certificate);
}

std::string TlsClient::version() const {
  return SSL_get_version(ssl_.get());
}

std::string TlsClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

bool TlsClient::compresses() const {
  return SSL_get_current_compression(ssl_.get()) != nullptr;
}

bool TlsClient::may_be_resumed() const {
  return SSL_SESSION_is_resumable(SSL_get0_session(ssl_.get())) == 1;
}

TlsClient& TlsClient::send(std::string_view bytes) {
  std::size_t sent = 0;
  SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &sent);
  return *this;
}

bool TlsClient::fill(std::string& into, std::size_t most) {
  std::array<char, 16 * 1024> bytes{};
  std::size_t got = 0;
  if (SSL_read_ex(ssl_.get(), bytes.data(), std::min(most, bytes.size()), &got) != 1) return false;
  into.append(bytes.data(), got);
  return true;
}

std::string TlsClient::receive() {
  std::size_t end = std::string::npos;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill(buffer_, SIZE_MAX)) return "";
  }
  const std::string head = buffer_.substr(0, end + 4);
  const std::string length = header_of(head, "Content-Length");
  const std::size_t size = head.size() + (length.empty() ? 0 : std::stoul(length));
  while (buffer_.size() < size) {
    if (!fill(buffer_, SIZE_MAX)) return "(cut off)";
  }
  std::string answer = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return answer;
}

std::string TlsClient::receive_all() {
  while (fill(buffer_, SIZE_MAX)) {
  }
  return std::exchange(buffer_, {});
}

std::string TlsClient::receive_bytes(std::size_t size) {
  std::string bytes;
  while (bytes.size() < size && fill(bytes, size - bytes.size())) {
  }
  return bytes;
}

bool TlsClient::renegotiate() {
  return SSL_renegotiate(ssl_.get()) == 1 && SSL_do_handshake(ssl_.get()) == 1;
}

bool TlsClient::server_said_end() const {
  return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

}  // namespace expediter::http
