"""Purchase orders from an ERP's file into the register, by the command."""

import os

import pytest

from client import Client
from program import Server, command

ORDERS = "/api/purchase-order"


@pytest.fixture
def data(tmp_path):
    """A data directory with the demo's forty orders, PO 42 being PO-2024-001, and no server."""
    server = Server(tmp_path / "data", "--demo")
    server.stop()
    return server.data


@pytest.fixture
def register(data):
    """The register as the API serves it, by number."""

    def read() -> dict[str, dict]:
        server = Server(data)
        try:
            client = Client(server.url).login("admin@acme.com")
            rows = client.get(ORDERS, params={"page_size": 500}).json()["data"]["rows"]
            return {row["PO List Number"]: row for row in rows}
        finally:
            server.stop()

    return read


@pytest.fixture
def run(data, tmp_path):
    """Imports a file of this text: run(text, *options) → what became of it."""

    def start(text: str | bytes, *options, ok: bool = True):
        file = tmp_path / "orders.csv"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return command("import", "purchase-orders", file, "--data", data, *options, ok=ok)

    return start


def test_new_numbers_are_made_known_ones_changed_and_the_rest_stays(run, register):
    before = register()
    done = run(
        "PO List Number,Supplier Name,PO List Order Date\r\n"
        'PO-NEW-1,"Acme, Inc.",2024-02-29\r\n'
        "PO-2024-001,Another,2024-02-26\r\n"
        f"PO-NEW-2,,\r\n"
    )
    assert done.stdout == "2 made, 1 changed, 0 unchanged.\n"
    after = register()
    assert len(after) == len(before) + 2
    assert after["PO-NEW-1"]["Supplier Name"] == "Acme, Inc."
    assert after["PO-NEW-1"]["PO List Order Date"] == "2024-02-29"
    assert after["PO-NEW-2"]["Supplier Name"] is None
    assert after["PO-2024-001"] == before["PO-2024-001"] | {"Supplier Name": "Another"}
    others = set(before) - {"PO-2024-001"}
    assert all(after[number] == before[number] for number in others)


def test_the_same_file_a_second_time_changes_nothing(run):
    text = "PO List Number,Supplier Number,Supplier Name\nPO-1,S-1,Acme\nPO-2,S-2,\n"
    assert run(text).stdout == "2 made, 0 changed, 0 unchanged.\n"
    assert run(text).stdout == "0 made, 0 changed, 2 unchanged.\n"


def test_an_empty_cell_empties_the_field_even_in_quotes(run, register):
    run('"PO List Number","Supplier Name","PO List Order Date"\n"PO-2024-001","",""\n')
    order = register()["PO-2024-001"]
    assert order["Supplier Name"] is None and order["PO List Order Date"] is None
    assert order["PO List Document Status"] == "Confirmed", "what has no column stays"


def test_tickets_show_the_number_that_came_with_the_file(data, run):
    server = Server(data)
    client = Client(server.url).login("jane.doe@acme.com")
    ticket = client.new_ticket(Linked_PO_Id=7001)
    assert ticket["Linked PO Number"] is None
    server.stop()
    run("id,PO List Number\n7001,PO-7001\n")
    server = Server(data)
    client = Client(server.url).login("jane.doe@acme.com")
    assert client.ticket(ticket["id"])["Linked PO Number"] == "PO-7001"
    server.stop()


def test_a_file_with_a_fault_is_refused_whole_and_every_fault_is_told_with_its_line(run, register):
    before = register()
    refused = run(
        "id,PO List Number,PO List Order Date,Supplier Name\n"
        ",PO-NEW-1,2024-02-30,x\n"
        ',PO-NEW-2,,"two\nlines"\n'
        ",,,\n"
        "seven,PO-NEW-3,,\n",
        ok=False,
    )
    assert refused.returncode == 1 and refused.stdout == ""
    for told in (
        "line 2, PO List Order Date: ",
        "line 3, Supplier Name: ",
        "line 5, PO List Number: ",
        "line 6, id: ",
    ):
        assert told in refused.stderr, refused.stderr
    assert "nothing was changed" in refused.stderr
    assert register() == before


def test_what_contradicts_the_register_or_the_file_itself_is_told_with_its_line(run, register):
    before = register()
    refused = run(
        "id,PO List Number\n42,PO-OTHER\n43,PO-2024-001\n,PO-TWICE\n,PO-TWICE\n9001,PO-A\n9001,PO-B\n",
        ok=False,
    )
    lines = [line for line in refused.stderr.splitlines() if line.startswith("  line")]
    assert [line.split(":")[0].strip() for line in lines] == [
        "line 2, id",
        "line 3, id",
        "line 5, PO List Number",
        "line 7, id",
    ], refused.stderr
    assert "that of line 4 already" in lines[2]
    assert register() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: the file is empty"),
        ("Supplier Name\nx\n", "line 1: there is no column 'PO List Number'"),
        ("PO List Nummer\nx\n", "did you mean 'PO List Number'?"),
        ("PO List Number;Supplier Name\n1;x\n", "another separator"),
        ('PO List Number\n"never closed\n', "line 2, column 1: "),
        ('PO List Number\nPO "1"\n', "line 2, column 4: "),
        ("PO List Number,Supplier Name\n1\n", "line 2: "),
        (b"PO List Number,Supplier Name\n1,M\xfcller\n", "line 2, column 3: the cell is not UTF-8"),
        ("PO List Number\n1\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_what_is_no_csv_of_purchase_orders_is_refused(run, text, told):
    refused = run(text, ok=False)
    assert refused.returncode == 1 and told in refused.stderr, refused.stderr


def test_a_hundred_faults_are_told_and_no_more(run):
    refused = run("PO List Number,PO List Order Date\n" + "x,never\n" * 500, ok=False)
    assert refused.stderr.count("\n  line ") == 100 and "There may be more." in refused.stderr


def test_other_separators_and_the_apostrophe_before_a_formula_are_understood(run, register):
    run("PO List Number;Supplier Name\n'+49-1;\"A; B\"\n", "--separator", ";")
    run("PO List Number\tSupplier Name\nPO-TAB\tA, B\n", "--separator", "tab")
    orders = register()
    assert orders["+49-1"]["Supplier Name"] == "A; B" and orders["PO-TAB"]["Supplier Name"] == "A, B"
    assert run("x", "--separator", "|", ok=False).returncode == 2


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(run, register):
    before = register()
    text = "PO List Number,Supplier Name\nPO-NEW,x\nPO-2024-001,Another\n"
    assert run(text, "--dry-run").stdout == "Nothing was done. It would be: 1 made, 1 changed, 0 unchanged.\n"
    assert run("PO List Number\n\n", "--dry-run", ok=False).returncode == 1
    assert register() == before


def test_while_a_server_runs_it_takes_the_file_for_the_import(data, run):
    server = Server(data)
    try:
        assert run("PO List Number\nPO-OLD\n").stdout == "1 made, 0 changed, 0 unchanged.\n"
        would = run("PO List Number\nPO-NEW\n", "--dry-run").stdout
        assert would.endswith("1 made, 0 changed, 0 unchanged.\n")
    finally:
        server.stop()


def test_a_file_can_come_through_standard_input(data, register):
    done = command("import", "purchase-orders", "-", "--data", data, stdin="PO List Number\nPO-PIPE\n")
    assert done.stdout == "1 made, 0 changed, 0 unchanged.\n"
    assert "PO-PIPE" in register()


def test_a_file_that_is_not_there_and_one_without_bounds_are_refused(data, tmp_path):
    missing = command("import", "purchase-orders", tmp_path / "none.csv", "--data", data, ok=False)
    assert missing.returncode == 1 and "No such file" in missing.stderr
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        os.truncate(file.fileno(), 65 << 20)
    refused = command("import", "purchase-orders", large, "--data", data, ok=False)
    assert refused.returncode == 1 and "64 MiB" in refused.stderr


def test_ten_thousand_orders_come_in_at_once(run, register):
    rows = "".join(f"PO-{number},S-{number % 100},Supplier {number % 100}\n" for number in range(10_000))
    done = run("PO List Number,Supplier Number,Supplier Name\n" + rows)
    assert done.stdout == "10,000 made, 0 changed, 0 unchanged.\n"
