#include "app/command.h"

#include "base/check.h"
#include "base/text.h"

namespace expediter::app {

const std::string& Invocation::value(std::string_view name) const {
  const auto found = values_.find(name);
  CHECK(found != values_.end());
  return found->second;
}

const std::string& Invocation::text(std::string_view name) const {
  const std::string& value_given = value(name);
  if (!base::is_utf8(value_given)) throw CommandError{std::string{name} + " is not UTF-8", kExitUsage};
  return value_given;
}

std::int64_t Invocation::number(std::string_view name, std::int64_t min, std::int64_t max) const {
  const std::string& text = value(name);
  const auto number = base::parse_integer(text);
  if (!number || *number < min || *number > max)
    throw CommandError{std::string{name} + " must be a whole number from " + std::to_string(min) + " to " +
                           std::to_string(max) + ", not \"" + text + "\"",
                       kExitUsage};
  return *number;
}

const std::string& Invocation::data_directory() const {
  const std::string& path = config().data.path;
  if (path.empty())
    throw CommandError{
        "which data directory? Give --data DIR, set EXPEDITER_DATA, or name it in the --config file",
        kExitUsage};
  return path;
}

}  // namespace expediter::app
