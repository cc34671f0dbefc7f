#include "http/message.h"

namespace expediter::http {}
