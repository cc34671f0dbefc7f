#include "app/failure.h"

#include <exception>
#include <ostream>

#include "app/command.h"
#include "base/error.h"

namespace expediter::app {

int tell_failure(std::ostream& err, const std::function<std::string()>& help) {
  try {
    throw;
  } catch (const CommandError& error) {
    err << "expediter: " << error.what() << "\n";
    if (error.exit_code() == kExitUsage) err << "See `" << help() << "`.\n";
    return error.exit_code();
  } catch (const ConfigError& error) {
    for (const std::string& problem : error.problems()) err << "expediter: " << problem << "\n";
    return kExitUsage;
  } catch (const base::Error& error) {
    err << "expediter: " << error.message();
    for (const base::Violation& violation : error.violations())
      err << "\n  " << violation.field << ": " << violation.message;
    if (!error.detail().empty()) err << " (" << error.detail() << ")";
    err << "\n";
    return kExitFailure;
  } catch (const std::exception& error) {
    err << "expediter: " << error.what() << "\n";
    return kExitFailure;
  }
}

}  // namespace expediter::app
