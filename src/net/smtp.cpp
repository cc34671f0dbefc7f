#include "net/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/random.h"
#include "net/mail_message.h"

namespace expediter::net {

namespace {

constexpr std::size_t kIdBytes = 15;

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Recipients = std::unique_ptr<curl_slist, FreeList>;

void init_once() {
  static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (done != CURLE_OK) throw MailRefused{MailRefused::Again::yes, "libcurl cannot start"};
}

// libcurl asks for the message piece by piece.
std::size_t give(char* into, std::size_t size, std::size_t count, void* rest) {
  auto& message = *static_cast<std::string_view*>(rest);
  const std::size_t given = std::min(size * count, message.size());
  std::memcpy(into, message.data(), given);
  message.remove_prefix(given);
  return given;
}

// 5xx: the server has understood, and will not.
MailRefused refusal_of(CURL* handle, CURLcode result) {
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  std::string reason = curl_easy_strerror(result);
  if (status > 0) reason += ", status " + std::to_string(status);
  const bool final = status >= 500 && result != CURLE_LOGIN_DENIED && result != CURLE_USE_SSL_FAILED;
  return {final ? MailRefused::Again::no : MailRefused::Again::yes, std::move(reason)};
}

void set_security(CURL* handle, const SmtpOptions& options) {
  curl_easy_setopt(handle, CURLOPT_USE_SSL, options.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!options.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());
  if (options.username.empty()) return;
  curl_easy_setopt(handle, CURLOPT_USERNAME, options.username.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, std::string{options.password.reveal()}.c_str());
}

}  // namespace

SmtpTransport::SmtpTransport(SmtpOptions options) : options_(std::move(options)) {}

void SmtpTransport::send(const Mail& mail) {
  init_once();
  const std::unique_ptr<CURL, FreeHandle> owner{curl_easy_init()};
  CURL* const handle = owner.get();
  const Recipients to{curl_slist_append(nullptr, ("<" + mail.to + ">").c_str())};
  if (handle == nullptr || to == nullptr) throw MailRefused{MailRefused::Again::yes, "no memory"};
  const std::string id = base::random_token(kIdBytes);
  const std::string message =
      render_message({.from = options_.from, .id = id, .at = base::system_clock().now()}, mail);
  std::string_view rest = message;
  const std::string from = "<" + options_.from + ">";
  curl_easy_setopt(handle, CURLOPT_URL, options_.server.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // The environment has no say in where mail goes.
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options_.connect_wait.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(options_.whole_wait.count()));
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(handle, CURLOPT_READDATA, &rest);
  set_security(handle, options_);
  const CURLcode result = curl_easy_perform(handle);
  if (result != CURLE_OK) throw refusal_of(handle, result);
}

}  // namespace expediter::net
