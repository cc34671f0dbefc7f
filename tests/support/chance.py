"""Chance that can be repeated: EXPEDITER_SEED=N makes a test do again what a run with that seed did."""

import os
import random

FULL = bool(os.environ.get("EXPEDITER_FULL"))


def new_seed() -> int:
    return int(os.environ.get("EXPEDITER_SEED") or random.SystemRandom().randrange(1 << 32))
