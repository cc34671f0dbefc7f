#include "app/keys.h"

#include <toml++/toml.h>

#include "app/command.h"
#include "app/private_file.h"
#include "base/random.h"

namespace expediter::app {

namespace {

constexpr std::string_view kFileName = "keys.toml";
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kIdBytes = 12;

base::Secret make_secret() {
  return base::Secret{base::random_bytes(kSecretBytes)};
}

SigningKey make_signing_key() {
  return {base::random_token(kIdBytes), make_secret()};
}

std::string render_key(std::string_view table, const SigningKey& key) {
  return "\n[" + std::string{table} + "]\nid = \"" + key.id + "\"\nsecret = \"" +
         base::encode_base64url(key.secret.reveal()) + "\"\n";
}

void write_keys(const std::filesystem::path& directory, const Keys& keys) {
  std::string text = "# The secret keys of this data directory. Whoever has them can sign in as anybody.\n";
  text += render_key("signing.current", keys.current);
  if (keys.previous) text += render_key("signing.previous", *keys.previous);
  text += "\n[cursor]\nsecret = \"" + base::encode_base64url(keys.cursor.reveal()) + "\"\n";
  text += "\n[vault]\nsecret = \"" + base::encode_base64url(keys.vault.reveal()) + "\"\n";
  write_private_file(directory / kFileName, text);
}

// Reads what `write_keys` wrote; every complaint names the file and never what stands in it.
class KeyFile {
 public:
  KeyFile(const std::filesystem::path& path, std::string_view text) : path_(path.string()) {
    try {
      table_ = toml::parse(text, path_);
    } catch (const toml::parse_error& error) {
      throw CommandError{path_ + ":" + std::to_string(error.source().begin.line) + ": " +
                         std::string{error.description()}};
    }
  }

  bool has(std::string_view table) const { return table_.at_path(table).is_table(); }

  SigningKey signing_key(const std::string& table) const {
    auto id = table_.at_path(table + ".id").value<std::string>();
    if (!id || id->empty()) throw CommandError{path_ + ": [" + table + "] has no id"};
    return {std::move(*id), secret(table)};
  }

  base::Secret secret(const std::string& table) const {
    const auto text = table_.at_path(table + ".secret").value<std::string>();
    auto bytes = text ? base::decode_base64url(*text) : std::nullopt;
    if (!bytes || bytes->size() != kSecretBytes)
      throw CommandError{path_ + ": [" + table + "] has no secret of 32 bytes in base64url"};
    return base::Secret{std::move(*bytes)};
  }

 private:
  std::string path_;
  toml::table table_;
};

// The vault's key is empty where the file has none.
Keys parse_keys(const std::filesystem::path& path, std::string_view text) {
  const KeyFile file{path, text};
  Keys keys{file.signing_key("signing.current"), std::nullopt, file.secret("cursor"), {}};
  if (file.has("signing.previous")) keys.previous = file.signing_key("signing.previous");
  if (file.has("vault")) keys.vault = file.secret("vault");
  return keys;
}

}  // namespace

const SigningKey* Keys::find(std::string_view id) const {
  if (current.id == id) return &current;
  if (previous && previous->id == id) return &*previous;
  return nullptr;
}

std::string audit_key(const Keys& keys) {
  return base::to_hex(base::digest("audit log", keys.vault.reveal()));
}

Keys load_or_make_keys(const std::filesystem::path& directory) {
  base::init_crypto();
  const auto path = directory / kFileName;
  const auto text = read_private_file(path);
  if (!text) {
    Keys keys{make_signing_key(), std::nullopt, make_secret(), make_secret()};
    write_keys(directory, keys);
    return keys;
  }
  Keys keys = parse_keys(path, *text);
  if (keys.vault.empty()) {
    // Written by a version that had none to keep.
    keys.vault = make_secret();
    write_keys(directory, keys);
  }
  return keys;
}

Keys read_keys(const std::filesystem::path& directory) {
  base::init_crypto();
  const auto path = directory / kFileName;
  const auto text = read_private_file(path);
  if (!text) throw CommandError{path.string() + ": there is no such file"};
  Keys keys = parse_keys(path, *text);
  if (keys.vault.empty()) throw CommandError{path.string() + ": [vault] is missing; start the server once"};
  return keys;
}

std::optional<Keys> find_keys(const std::filesystem::path& directory) {
  const auto path = directory / kFileName;
  const auto text = read_private_file(path);
  if (!text) return std::nullopt;
  return parse_keys(path, *text);
}

Keys rotate_keys(const std::filesystem::path& directory, Replaced replaced) {
  Keys keys = load_or_make_keys(directory);
  keys.previous.reset();
  if (replaced == Replaced::kept) keys.previous = std::move(keys.current);
  keys.current = make_signing_key();
  write_keys(directory, keys);
  return keys;
}

}  // namespace expediter::app
