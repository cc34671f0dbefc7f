"""The addresses at which the server gives the page are those that the page has."""

import re

from tree import ROOT


def test_the_server_knows_the_addresses_of_the_page():
    header = (ROOT / "src" / "app" / "page.h").read_text()
    known = re.findall(r'"(/[^"]*)"', header[header.index("kPageAddresses") :])
    paths = (ROOT / "web" / "src" / "shared" / "paths.ts").read_text()
    table = paths[paths.index("export const paths") : paths.index("};")]
    addresses = [re.sub(r"\$\{[^}]*\}", "*", path) for path in re.findall(r"['`](/[^'`]*)['`]", table)]
    assert len(addresses) > 10
    assert sorted(known) == sorted(addresses)
