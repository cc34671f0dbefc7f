"""The commands that are not `serve`."""

import sqlite3

import pytest

from client import TICKETS, Client, first_superuser, with_token
from program import Server, command

COMMANDS = [
    "serve",
    "user",
    "user add",
    "user list",
    "user passwd",
    "user deactivate",
    "token",
    "token create",
    "token list",
    "token revoke",
    "migrate",
    "check",
    "backup",
    "load",
    "import",
    "import purchase-orders",
    "version",
]


def database_of(data):
    files = (path for path in data.rglob("*") if path.is_file())
    return next(path for path in files if path.read_bytes().startswith(b"SQLite format 3"))


@pytest.fixture
def data(tmp_path):
    """A data directory with a demo data set and no server."""
    server = Server(tmp_path / "data", "--demo")
    server.stop()
    return server.data


@pytest.mark.parametrize("name", COMMANDS)
def test_help_tells_of_the_command(name):
    text = command(*name.split(), "--help").stdout
    assert f"expediter {name}" in text and "Usage" in text
    assert all(len(line) <= 110 for line in text.splitlines())


def test_help_lists_every_command():
    text = command("--help").stdout
    for name in COMMANDS:
        assert name in text, name


def test_without_a_command_help_is_shown():
    done = command(ok=False)
    assert "Usage" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "words", [["serv"], ["user", "ad"], ["version", "--nothing"], ["--nothing"], ["user"]]
)
def test_what_is_no_command_is_refused_and_not_a_crash(words):
    done = command(*words, ok=False)
    assert done.returncode >= 0
    if words != ["user"]:
        assert done.returncode != 0 and words[-1] in done.stderr


def test_version_names_the_version():
    assert command("version").stdout.startswith("expediter 0.")


def test_user_add_makes_a_user_who_can_sign_in(data, serve):
    words = ("user", "add", "--data", data, "--username", "cli", "--email", "cli@acme.com")
    done = command(*words, "--fullname", "Command Line", "--role", "Issue Tracker Manager")
    password = done.stdout.split()[-1]
    server = serve(data=data)
    first = Client(server.url).authenticate("cli", password).json()
    assert first["first_signin"] is True


def test_user_add_refuses_a_name_that_is_taken(data):
    words = (
        "user",
        "add",
        "--data",
        data,
        "--username",
        "cli",
        "--email",
        "jane.doe@acme.com",
        "--fullname",
        "x",
    )
    done = command(*words, "--role", "Issue Tracker Viewer", ok=False)
    assert done.returncode > 0 and "User Email" in done.stderr


def test_user_list_shows_the_users_and_no_secrets(data):
    text = command("user", "list", "--data", data).stdout
    assert "jane.doe@acme.com" in text and "admin@acme.com" in text
    assert "argon2" not in text


def test_user_passwd_sets_a_new_one_time_password(data, serve):
    password = command("user", "passwd", "--data", data, "jane.doe@acme.com").stdout.split()[-1]
    server = serve(data=data)
    assert Client(server.url).authenticate("jane.doe@acme.com").status_code == 401
    assert Client(server.url).authenticate("jane.doe@acme.com", password).status_code == 200


def test_user_deactivate_locks_a_user_out(data, serve):
    command("user", "deactivate", "--data", data, "jane.doe@acme.com")
    assert Client(serve(data=data).url).authenticate("jane.doe@acme.com").status_code == 401


def test_a_token_is_created_listed_and_revoked(data):
    made = command(
        "token", "create", "--data", data, "--user", "jane.doe@acme.com", "--name", "from the shell"
    )
    secret = made.stdout.split()[-1]
    server = Server(data)
    try:
        assert with_token(server.url, secret).get(TICKETS).status_code == 200
    finally:
        server.stop()
    listing = command("token", "list", "--data", data).stdout
    assert "from the shell" in listing and secret not in listing
    number = next(line.split()[0] for line in listing.splitlines() if "from the shell" in line)
    command("token", "revoke", "--data", data, number)
    server = Server(data)
    try:
        assert with_token(server.url, secret).get(TICKETS).status_code == 401
    finally:
        server.stop()


def test_a_token_is_stored_hashed(data):
    secret = command(
        "token", "create", "--data", data, "--user", "jane.doe@acme.com", "--name", "x"
    ).stdout.split()[-1]
    for path in data.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path


def test_no_password_is_stored_in_the_clear(data):
    for path in data.rglob("*"):
        if path.is_file():
            assert b"expediter-demo" not in path.read_bytes(), path


def test_check_finds_a_healthy_directory_healthy(data):
    command("check", "--data", data)


def test_check_finds_damage(data):
    database = database_of(data)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE ticket_counts SET count = count + 1")
    connection.close()
    done = command("check", "--data", data, ok=False)
    assert done.returncode > 0


def test_migrate_brings_a_directory_up_to_date_and_says_so(tmp_path):
    first = command("migrate", "--data", tmp_path / "data")
    again = command("migrate", "--data", tmp_path / "data")
    assert first.stdout and again.stdout and first.stdout != again.stdout


def test_backup_while_serving_restores_to_a_consistent_state(tmp_path, data, serve):
    server = serve(data=data)
    client = Client(server.url).login("jane.doe@acme.com")
    ticket = client.new_ticket(Title="In the backup")
    command("backup", "--data", data, tmp_path / "copy.db")
    client.new_ticket(Title="After the backup")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        titles = {row[0] for row in copy.execute("SELECT title FROM tickets")}
    copy.close()
    assert "In the backup" in titles and "After the backup" not in titles
    assert client.ticket(ticket["id"]) == ticket


def test_backup_does_not_overwrite_a_file(tmp_path, data):
    (tmp_path / "copy.db").write_text("precious")
    done = command("backup", "--data", data, tmp_path / "copy.db", ok=False)
    assert done.returncode > 0
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_command_that_would_write_is_refused_while_serving(data, serve):
    serve(data=data)
    done = command("load", "--data", data, "--tickets", "10", ok=False)
    assert done.returncode > 0 and str(data) in done.stderr


def test_the_demo_gives_users_to_what_load_made(tmp_path):
    command("load", "--data", tmp_path / "data", "--tickets", "40")
    server = Server(tmp_path / "data", "--demo")
    tickets = Client(server.url).login("jane.doe@acme.com").list().json()
    server.stop()
    assert tickets["extra"]["total"] == 40
    assert "jane.doe@acme.com" in server.log()


def test_the_demo_leaves_a_directory_with_users_of_its_own_alone(tmp_path):
    Server(tmp_path / "data").stop()
    server = Server(tmp_path / "data", "--demo")
    server.stop()
    assert "--demo has changed nothing" in server.log()
    assert "jane.doe@acme.com" not in server.log()
    assert command("user", "list", "--data", tmp_path / "data").stdout.count("@") <= 1


def test_load_makes_the_same_tickets_every_time(tmp_path):
    found = []
    for name in ("one", "two"):
        command("load", "--data", tmp_path / name, "--tickets", "1200")
        database = database_of(tmp_path / name)
        with sqlite3.connect(database) as connection:
            found.append(connection.execute("SELECT * FROM tickets ORDER BY id").fetchall())
        connection.close()
    assert len(found[0]) == 1200 and found[0] == found[1]
    command("check", "--data", tmp_path / "one")


def test_the_thousandth_ticket_has_four_digits_and_sorts_behind_the_others(tmp_path):
    command("load", "--data", tmp_path / "data", "--tickets", "999")
    server = Server(tmp_path / "data")
    try:
        admin = first_superuser(server)
        assert admin.new_ticket()["id"] == "TKT-1000"
        rows = admin.list(sort="-id", page_size=2).json()["data"]["rows"]
        assert [row["id"] for row in rows] == ["TKT-1000", "TKT-999"]
        assert admin.list(filter="id gt 'TKT-999'").json()["extra"]["total"] == 1
    finally:
        server.stop()
