#include "app/config.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "app/settings.h"
#include "base/text.h"

namespace expediter::app {

namespace {

constexpr std::string_view kPrefix = "EXPEDITER_";
constexpr std::string_view kFileName = "expediter.toml";
constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;

std::string in_quotes(std::string_view text) {
  return "\"" + std::string{text} + "\"";
}

// Collects what is wrong while it lays one source of values over another.
class Loader {
 public:
  Loader() { loaded_.sources.assign(all_settings().size(), "default"); }

  void read_file(const std::filesystem::path& path, bool in_data_directory) {
    in_data_directory_ = in_data_directory;
    file_ = path.string();
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in.is_open() || in.bad()) return problem(file_ + ": the file cannot be read");
    if (text.size() > kMaxFileBytes) return problem(file_ + ": the file is larger than 1 MiB");
    try {
      const toml::table table = toml::parse(text, file_);
      read_table(table, "");
    } catch (const toml::parse_error& error) {
      problem(place_of(error.source()) + ": " + std::string{error.description()});
    }
  }

  void read_environment(std::string_view variable, std::string_view value) {
    if (!variable.starts_with(kPrefix)) return;
    std::vector<std::string> names;
    names.reserve(all_settings().size());
    for (std::size_t i = 0; i < all_settings().size(); ++i) {
      names.push_back(all_settings()[i].environment());
      if (names.back() == variable) return assign(i, value, "environment " + names.back());
    }
    if (variable == "EXPEDITER_CONFIG") return;
    // Others may set variables of this prefix for their own ends (orchestrators do for a service of our
    // name), so an unknown one is not an error unless it looks like a slip.
    std::vector<std::string_view> views;
    views.reserve(names.size());
    for (const std::string& name : names) views.push_back(std::string_view{name}.substr(kPrefix.size()));
    const std::string_view nearest = base::nearest_name(variable.substr(kPrefix.size()), views);
    if (!nearest.empty())
      return problem("environment " + std::string{variable} + ": no such setting; did you mean " +
                     in_quotes(std::string{kPrefix} + std::string{nearest}) + "?");
    loaded_.warnings.push_back(
        base::clean_line("environment " + std::string{variable} + " is no setting and is ignored"));
  }

  void read_flag(std::string_view name, std::string_view value) {
    const auto index = find_setting(name);
    if (!index) return problem("flag --" + std::string{name} + ": no such setting" + suggest_setting(name));
    assign(*index, value, "flag " + all_settings()[*index].flag());
  }

  LoadedConfig finish() && {
    const Config& config = loaded_.config;
    if (config.tls_certificate.path.empty() != config.tls_key.path.empty())
      problem("\"tls.certificate\" and \"tls.key\" belong together: give both or neither");
    if (config.public_url.text.starts_with("https://") && config.tls_certificate.path.empty() &&
        config.trusted_proxies.ranges.empty())
      loaded_.warnings.emplace_back(
          "proxy.trusted does not name the proxy in front: limits and the log take its address for "
          "everybody's");
    if (!problems_.empty()) throw ConfigError{std::move(problems_)};
    return std::move(loaded_);
  }

 private:
  // Names and values from outside are shown in it, and need be no text.
  void problem(std::string_view text) { problems_.push_back(base::clean_line(text)); }

  std::string place_of(const toml::source_region& region) const {
    return file_ + ":" + std::to_string(region.begin.line);
  }

  void assign(std::size_t index, std::string_view text, const std::string& source) {
    const SettingInfo& setting = all_settings()[index];
    if (!base::is_utf8(text))
      return problem(source + ": " + in_quotes(setting.name) + " must be text in UTF-8, not " +
                     in_quotes(text));
    if (!setting.assign(setting, text, loaded_.config))
      return problem(source + ": " + in_quotes(setting.name) + " must be " + setting.expected() + ", not " +
                     in_quotes(text));
    loaded_.sources[index] = source;
  }

  void read_table(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + std::string{key.str()};
      const std::string place = place_of(key.source());
      if (const auto index = find_setting(name)) {
        read_value(*index, node, place);
      } else if (const auto* const inner = node.as_table(); inner != nullptr && is_section(name)) {
        read_table(*inner, name + ".");
      } else {
        problem(place + ": unknown setting " + in_quotes(name) + suggest_setting(name));
      }
    }
  }

  static bool is_section(std::string_view name) {
    for (const SettingInfo& setting : all_settings())
      if (setting.section() == name) return true;
    return false;
  }

  void read_value(std::size_t index, const toml::node& node, const std::string& place) {
    const SettingInfo& setting = all_settings()[index];
    if (in_data_directory_ && setting.name == "data")
      return problem(place + ": \"data\" cannot be set by the file inside the data directory");
    const TomlType type = setting.kind.toml;
    const bool may_be_integer = type == TomlType::integer || type == TomlType::string_or_integer;
    const bool may_be_string = type != TomlType::integer && type != TomlType::boolean;
    if (const auto* const text = node.as_string(); text != nullptr && may_be_string)
      return assign(index, text->get(), place);
    if (const auto* const number = node.as_integer(); number != nullptr && may_be_integer)
      return assign(index, std::to_string(number->get()), place);
    if (const auto* const truth = node.as_boolean(); truth != nullptr && type == TomlType::boolean)
      return assign(index, truth->get() ? "true" : "false", place);
    if (const auto* const array = node.as_array(); array != nullptr && type == TomlType::list)
      return read_list(index, *array, place);
    std::ostringstream type_name;
    type_name << node.type();
    problem(place + ": " + in_quotes(setting.name) + " must be " + setting.expected() +
            ", not a value of type " + type_name.str());
  }

  void read_list(std::size_t index, const toml::array& array, const std::string& place) {
    std::string joined;
    for (std::size_t i = 0; i < array.size(); ++i) {
      const auto* const entry = array[i].as_string();
      if (entry == nullptr)
        return problem(place + ": " + in_quotes(all_settings()[index].name) + " must hold strings only");
      joined.append(i == 0 ? "" : ",").append(entry->get());
    }
    assign(index, joined, place);
  }

  LoadedConfig loaded_;
  std::vector<std::string> problems_;
  std::string file_;
  bool in_data_directory_ = false;
};

// The data directory as flags or the environment give it: the file that may lie in it is read before them.
std::optional<std::string> given_data_directory(const ConfigInputs& inputs) {
  for (const auto& [name, value] : inputs.flags)
    if (name == "data") return value;
  for (const auto& [name, value] : inputs.environment)
    if (name == "EXPEDITER_DATA") return value;
  return std::nullopt;
}

std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out.append(1, '\\').append(1, c);
    else if (static_cast<unsigned char>(c) < ' ' || c == 0x7F)
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + "\"";
}

}  // namespace

std::size_t one_per_core() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 256);
}

ConfigError::ConfigError(std::vector<std::string> problems) : problems_(std::move(problems)) {
  for (const std::string& line : problems_) text_ += (text_.empty() ? "" : "\n") + line;
}

LoadedConfig load_config(const ConfigInputs& inputs) {
  Loader loader;
  if (inputs.file) {
    loader.read_file(*inputs.file, false);
  } else if (const auto data = given_data_directory(inputs)) {
    const auto path = std::filesystem::path{*data} / kFileName;
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) loader.read_file(path, true);
  }
  for (const auto& [name, value] : inputs.environment) loader.read_environment(name, value);
  for (const auto& [name, value] : inputs.flags) loader.read_flag(name, value);
  return std::move(loader).finish();
}

std::string render_config(const LoadedConfig& loaded) {
  std::string out;
  std::string_view section;
  for (std::size_t i = 0; i < all_settings().size(); ++i) {
    const SettingInfo& setting = all_settings()[i];
    if (setting.section() != section) {
      section = setting.section();
      out += "\n[" + std::string{section} + "]\n";
    }
    const std::string value = setting.format(loaded.config);
    const bool bare = setting.kind.toml == TomlType::integer || setting.kind.toml == TomlType::boolean;
    // What was never given has no value that could be written.
    if (value.empty()) out += "# ";
    out += std::string{setting.key()} + " = " + (bare ? value : toml_string(value)) + "  # " +
           loaded.sources[i] + "\n";
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> process_environment() {
  std::vector<std::pair<std::string, std::string>> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text{*entry};
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) out.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return out;
}

}  // namespace expediter::app
