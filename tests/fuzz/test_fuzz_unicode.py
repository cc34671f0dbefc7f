"""Whatever people and programs write, into every field that takes text, every filter of it and the search:
taken, refused, kept and found as docs/api.md says, in time, and the same after a restart."""

import shutil
from urllib.parse import quote

import chance
import limits
from client import TICKETS, first_superuser
from link import Link
from program import command
from text_fuzzer import TextFuzzer

SECONDS = 240 if chance.FULL else 20
P99_S = 0.25 * limits.SCALE
MOST_PAGES = 500
SLOWEST_S = 5 * limits.SCALE


def assert_one_order(link: Link, sort: str) -> None:
    """Pages and a walk by cursor agree on the order, and each ticket comes once."""
    asked = f"{TICKETS}?fields=id&page_size=200&sort={quote(sort)}"
    by_page, by_cursor, cursor = [], [], ""
    for page in range(1, MOST_PAGES):
        rows = link.call("GET", f"{asked}&page={page}").json()["data"]["rows"]
        by_page += [row["id"] for row in rows]
        if not rows:
            break
    for _ in range(MOST_PAGES):
        answer = link.call("GET", asked + cursor).json()
        by_cursor += [row["id"] for row in answer["data"]["rows"]]
        if "next_cursor" not in answer["extra"]:
            break
        cursor = "&cursor=" + answer["extra"]["next_cursor"]
    assert by_page == by_cursor, f"by {sort}"
    assert len(set(by_page)) == len(by_page) == answer["extra"]["total"], f"by {sort}"


def test_text_of_every_kind_is_kept_refused_and_found_as_the_manual_says(serve, figures, tmp_path):
    seed = chance.new_seed()
    print(f"seed {seed}")
    server = serve()
    admin = first_superuser(server)
    fuzzer = TextFuzzer(server, admin, seed)
    rounds = fuzzer.run(SECONDS)
    took = sorted(fuzzer.took)
    p99 = took[len(took) * 99 // 100]
    figures(
        f"fuzz of text: seed {seed}; {rounds} rounds, {len(took)} requests; "
        f"p50 {took[len(took) // 2] * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms, slowest {took[-1] * 1e3:.0f} ms; "
        f"tried {dict(fuzzer.tried)}; "
        f"by status {dict(fuzzer.met.most_common())}"
    )
    assert not fuzzer.defects, f"seed {seed}:\n" + "\n".join(fuzzer.defects)
    assert p99 <= P99_S and took[-1] <= SLOWEST_S
    assert min(fuzzer.tried[each] for each in ("taken", "refused", "words")) >= rounds // 10
    for sort in ("Title", "-Title", "Category,-Title", "-Assignee Email"):
        assert_one_order(fuzzer.link, sort)
    shown = admin.list(page_size=500, sort="id").json()
    command("backup", tmp_path / "copy.db", "--data", server.data)
    server.stop()
    command("check", "--data", server.data)
    restored = tmp_path / "restored"
    command("restore", tmp_path / "copy.db", "--data", restored)
    command("check", "--data", restored)
    shutil.copy2(server.data / "keys.toml", restored)
    for data in (server.data, restored):
        again = serve(data=data)
        link = Link(again.port, fuzzer.token)
        assert link.call("GET", f"{TICKETS}?page_size=500&sort=id").json() == shown
