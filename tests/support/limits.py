"""How patient the tests are: EXPEDITER_TIME_SCALE says how much slower a build with sanitizers is."""

import os

SCALE = float(os.environ.get("EXPEDITER_TIME_SCALE") or "1")
ANSWER_S = 20 * SCALE
START_S = 30 * SCALE
STOP_S = 20 * SCALE
COMMAND_S = 60 * SCALE
