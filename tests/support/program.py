"""The program under test: its commands, and servers that a test starts, owns and stops."""

import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import requests

import limits
from tree import ROOT

BINARY = Path(os.environ.get("EXPEDITER_BIN") or ROOT / "build" / "release" / "expediter")
# The same program with a disk and a clock that tests let fail: tests/fault/program.cpp.
IN_TROUBLE = BINARY.parent / "tests" / "fault" / "expediter_in_trouble"
DEMO_PASSWORD = "expediter-demo"


def plain_environment(**more: str) -> dict:
    """The environment without settings of the program that the person who runs the tests may have."""
    return {name: text for name, text in os.environ.items() if not name.startswith("EXPEDITER_")} | more


def command(*words, ok: bool = True, stdin: str = "", **environment) -> subprocess.CompletedProcess:
    """Runs `expediter words…` to its end; with `ok`, a status other than 0 fails the test."""
    done = subprocess.run(
        [str(BINARY), *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=limits.COMMAND_S,
        check=False,
        env=plain_environment(**environment),
    )
    if ok:
        assert done.returncode == 0, f"{words}: status {done.returncode}\n{done.stdout}{done.stderr}"
    return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running `expediter serve` on a free port of 127.0.0.1. The one who starts it stops it."""

    def __init__(
        self,
        data: Path,
        *arguments,
        environment: dict | None = None,
        certificate=None,
        program=(BINARY,),
    ):
        self.data = Path(data)
        self.port = free_port()
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self.port}"
        self.verify = str(certificate.certificate) if certificate else True
        arguments += tuple(certificate.arguments()) if certificate else ()
        self.log_file = self.data.parent / f"{self.data.name}.log"
        self.log_begins = self.log_file.stat().st_size if self.log_file.exists() else 0
        with self.log_file.open("a") as log:
            self.process = subprocess.Popen(
                [
                    *map(str, program),
                    "serve",
                    "--data",
                    str(data),
                    "--listen",
                    f"127.0.0.1:{self.port}",
                    *map(str, arguments),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=plain_environment(**(environment or {})),
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def _wait_until_ready(self) -> None:
        give_up = time.monotonic() + limits.START_S
        while time.monotonic() < give_up:
            assert (
                self.process.poll() is None
            ), f"the server ended with {self.process.returncode}:\n{self.log()}"
            try:
                is_ready = self._asked("/readyz").status_code == 200
                if is_ready and f"is at {self.url}" in self.log():
                    return
            except requests.ConnectionError:
                pass
            time.sleep(0.02)
        raise AssertionError(f"the server was not ready in {limits.START_S} s:\n{self.log()}")

    def _asked(self, path: str) -> requests.Response:
        return requests.get(self.url + path, timeout=limits.ANSWER_S, verify=self.verify)

    def log(self) -> str:
        """What this run of the server has printed so far."""
        return self.log_file.read_bytes()[self.log_begins :].decode()

    def one_time_password(self) -> tuple[str, str]:
        """Login name and password of the Superuser that an empty data directory gets."""
        name = re.search(r"first user is ([\w.@-]+)", self.log())
        password = re.search(r"one-time password ([\w-]{12,})", self.log())
        assert name and password, f"no one-time password was printed:\n{self.log()}"
        return name[1], password[1]

    def stop(self) -> None:
        """Ends the server as an operator does, and holds it to its promise: status 0, in time."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(limits.STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(
                f"the server did not stop in {limits.STOP_S} s:\n{self.log()[-4000:]}"
            ) from None
        assert status == 0, f"the server ended with status {status}:\n{self.log()[-8000:]}"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
