"""Certificates and keys that tests make for themselves."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import limits


@dataclass(frozen=True)
class Certificate:
    """A key with a certificate that it signed itself, good for 127.0.0.1 and localhost."""

    certificate: Path
    key: Path

    def arguments(self) -> list:
        """What makes a server show it."""
        return ["--tls-certificate", self.certificate, "--tls-key", self.key]


def make_certificate(directory: Path, name: str, days: int = 30) -> Certificate:
    made = Certificate(directory / f"{name}.pem", directory / f"{name}.key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        + ["-days", str(days), "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
        + ["-out", made.certificate, "-keyout", made.key],
        check=True,
        capture_output=True,
        timeout=limits.COMMAND_S,
    )
    made.key.chmod(0o600)
    return made
