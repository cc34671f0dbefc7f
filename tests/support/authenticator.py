"""An authenticator as people have it on their phones: RFC 6238 from the standard library alone."""

import base64
import hashlib
import hmac
import struct
import time

STEP_S = 30
MARGIN_S = 3  # A code of the step before is not sent that shortly before it grows too old.


def totp(secret: str, step: int) -> str:
    """The code of a step for a secret in base32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Authenticator:
    """Gives codes, each once. The server takes those of three steps: so many can be had without waiting."""

    def __init__(self, secret: str):
        self.secret = secret
        self.last = 0

    def code(self) -> str:
        """A code that the server takes and has not seen; waits where there is none."""
        step = max(self.last + 1, self.oldest())
        while step > self.current() + 1:
            time.sleep(0.2)
        self.last = step
        return totp(self.secret, step)

    def wrong_code(self) -> str:
        """Six digits that are not right at the moment, nor soon."""
        near = {totp(self.secret, self.current() + offset) for offset in range(-3, 5)}
        return next(code for code in map("{:06d}".format, range(100)) if code not in near)

    @staticmethod
    def current() -> int:
        return int(time.time()) // STEP_S

    def oldest(self) -> int:
        is_safe = time.time() % STEP_S < STEP_S - MARGIN_S
        return self.current() - (1 if is_safe else 0)
