"""Whatever people and programs write, into every field that takes text, every filter of it and the search:
taken, refused, kept and found as docs/api.md says, in time, and the same after a restart."""

import chance
import limits
from client import TICKETS, first_superuser
from link import Link
from program import command
from text_fuzzer import TextFuzzer

SECONDS = 240 if chance.FULL else 20
P99_S = 0.25 * limits.SCALE
SLOWEST_S = 5 * limits.SCALE


def test_text_of_every_kind_is_kept_refused_and_found_as_the_manual_says(serve, figures):
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
    shown = admin.list(page_size=500, sort="id").json()
    server.stop()
    command("check", "--data", server.data)
    again = serve(data=server.data)
    reader = Link(again.port, None)
    reader.fixed = fuzzer.link.fixed
    assert reader.call("GET", f"{TICKETS}?page_size=500&sort=id").json() == shown
