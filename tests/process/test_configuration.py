"""Configuration: a file, the environment, flags; what is wrong is named."""

import os
import subprocess

import pytest

import limits
from program import BINARY, command, plain_environment


def printed(*words, **environment) -> str:
    return command("serve", "--print-config", *words, **environment).stdout


def value(text: str, name: str) -> str:
    """The value that `--print-config` shows for `section.key`."""
    section, current = name.split(".")[0] if "." in name else "", ""
    key = name.split(".")[-1]
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("["):
            current = line.strip("[]")
        elif "=" in line and current == section:
            found, _, shown = line.partition("=")
            if found.strip() == key:
                return shown.strip().strip('"')
    raise AssertionError(f"{name} is not in:\n{text}")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "expediter.toml"


def test_print_config_shows_what_is_in_force_and_serves_nothing(tmp_path):
    text = printed("--data", tmp_path / "data")
    assert value(text, "listen") == "127.0.0.1:8080"
    assert value(text, "data") == str(tmp_path / "data")
    assert value(text, "limits.body") in ("1MiB", "1048576")


def test_what_print_config_prints_is_a_configuration_file(tmp_path, file):
    first = printed("--data", tmp_path / "data", "--cache-tickets", "99MiB")
    file.write_text(first)
    assert value(printed("--config", file), "cache.tickets") == "99MiB"


def test_flags_win_over_the_environment_and_the_environment_over_the_file(tmp_path, file):
    file.write_text('listen = "127.0.0.1:1111"\n[limits]\nbody = "11KiB"\nconnections = 11\n')
    words = ("--data", tmp_path / "data", "--config", file)
    environment = {"EXPEDITER_LIMITS_BODY": "22KiB", "EXPEDITER_LIMITS_CONNECTIONS": "22"}
    text = printed(*words, "--limits-connections", "33", **environment)
    assert value(text, "listen") == "127.0.0.1:1111"
    assert value(text, "limits.body") == "22KiB"
    assert value(text, "limits.connections") == "33"


def test_the_file_of_the_data_directory_is_read_by_itself(tmp_path):
    (tmp_path / "expediter.toml").write_text("[limits]\nconnections = 77\n")
    assert value(printed("--data", tmp_path), "limits.connections") == "77"


@pytest.mark.parametrize(
    "text, named",
    [
        ("lissten = 'x'", "lissten"),
        ("[limits]\nbodies = 1", "limits.bodies"),
        ("[nothing]\nx = 1", "nothing"),
        ("listen = 8080", "listen"),
        ("listen = 'nowhere'", "listen"),
        ("[limits]\nbody = 'large'", "limits.body"),
        ("[limits]\nbody = '1B'", "limits.body"),
        ("[limits]\nconnections = 0", "limits.connections"),
        ("[limits]\nconnections = 'many'", "limits.connections"),
        ("[timeouts]\nidle = '10'", "timeouts.idle"),
        ("[log]\nlevel = 'loud'", "log.level"),
        ("[threads]\nio = 1.5", "threads.io"),
        ("data = [", "expediter.toml"),
    ],
)
def test_a_wrong_line_of_the_file_is_named(tmp_path, file, text, named):
    file.write_text(text + "\n")
    done = command("serve", "--print-config", "--data", tmp_path / "data", "--config", file, ok=False)
    assert done.returncode not in (0, -6, -11)
    assert named in done.stderr and "expediter.toml" in done.stderr, done.stderr


@pytest.mark.parametrize(
    "name, text", [("EXPEDITER_LISSTEN", "x"), ("EXPEDITER_LISTEN", "x"), ("EXPEDITER_LIMITS_BODY", "-1")]
)
def test_a_wrong_variable_of_the_environment_is_named(tmp_path, name, text):
    done = command("serve", "--print-config", "--data", tmp_path / "data", ok=False, **{name: text})
    assert done.returncode not in (0, -6, -11)
    assert name in done.stderr, done.stderr


@pytest.mark.parametrize(
    "words, named",
    [
        (("--lissten", "x"), "--lissten"),
        (("--listen", "x"), "--listen"),
        (("--listen",), "--listen"),
        (("--listen", "127.0.0.1:99999"), "--listen"),
        (("--limits-body", "1XB"), "--limits-body"),
        (("--log-level", "loud"), "--log-level"),
        (("surplus",), "surplus"),
    ],
)
def test_a_wrong_flag_is_named(tmp_path, words, named):
    done = command("serve", "--print-config", "--data", tmp_path / "data", *words, ok=False)
    assert done.returncode not in (0, -6, -11)
    assert named in done.stderr, done.stderr


def test_every_wrong_setting_is_named_at_once(tmp_path, file):
    file.write_text("lissten = 1\n[limits]\nbody = 'large'\n")
    done = command(
        "serve", "--print-config", "--data", tmp_path, "--config", file, ok=False, EXPEDITER_LOG_LEVEL="loud"
    )
    for named in ("lissten", "limits.body", "EXPEDITER_LOG_LEVEL"):
        assert named in done.stderr, done.stderr


def test_a_configuration_file_that_is_not_there_is_named(tmp_path):
    done = command(
        "serve", "--print-config", "--data", tmp_path, "--config", tmp_path / "none.toml", ok=False
    )
    assert done.returncode != 0 and "none.toml" in done.stderr


def test_without_a_data_directory_the_command_says_what_is_missing():
    done = command("serve", ok=False)
    assert done.returncode != 0 and "--data" in done.stderr


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        (b"EXPEDITER_LOG_LEVEL=\xff\xfe", "must be text in UTF-8"),
        (b"EXPEDITER_DATA=/srv/caf\xe9", "must be text in UTF-8"),
        (b"EXPEDITER_LOG_LEVE\xff=debug", "did you mean"),
        (b"EXPEDITER_LOG_LEVE\x1b=debug", "did you mean"),
        (b"EXPEDITER_LOG_LEVEL=\x1b[31m", "must be debug"),
    ],
)
def test_what_is_no_text_in_the_environment_is_shown_as_one(tmp_path, variable, told):
    name, _, text = variable.partition(b"=")
    environment = {os.fsencode(key): os.fsencode(text) for key, text in plain_environment().items()}
    done = subprocess.run(
        [str(BINARY), "serve", "--print-config", "--data", str(tmp_path / "data")],
        capture_output=True,
        timeout=limits.COMMAND_S,
        check=False,
        env=environment | {name: text},
    )
    shown = (done.stdout + done.stderr).decode("utf-8")
    assert told in shown, shown
    assert "\x1b" not in shown
