"""Writes nasty text into every field that takes text, asks every filter of it and the search, and holds the
answers to what docs/api.md says of text, which nasty_text.py says in Python."""

import csv
import io
import json
import random
import time
from collections import Counter
from urllib.parse import quote

from client import TICKETS
from link import Link
from nasty_text import UNSEEN, Field, TextMaker, fold, folds_surely, is_known, nfc
from program import Server

NO_UTF8 = (
    b"\xc0\xaf", b"\xed\xa0\x80", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf4\x90\x80\x80", b"\xff",
    b"\xe2\x82", b"\x80", b"\xf0\x80\x80\xaf", b"\xc3",
)  # fmt: skip
MOST_BYTES = 1 << 20  # Of a body.
ENOUGH = 5  # Defects: it goes on no longer.

# What docs/api.md says of each field's kind; those it does not name are read from the OpenAPI document.
KINDS = {
    "Description": "prose",
    "Note": "prose",
    "PO List Number": "name",
    "Supplier Number": "name",
    "Role Name": "name",
    "User Fullname": "name",
    "Username": "name",
    "User Phone": "name",
}
# Rules of accounts beyond the field's: scripts that no language mixes, and names that look alike.
BEYOND = {"User Fullname", "Username", "User Email"}
# Where resources are made.
COLLECTIONS = (
    TICKETS,
    "/api/purchase-order",
    "/api/role",
    "/api/user",
    "/api/issue-tracker-views",
    "/api/token",
    TICKETS + "/{id}/notes",
)
READ_IN_LISTS = ("/api/token", TICKETS + "/{id}/notes")
FEW_OF_EACH = ("/api/issue-tracker-views", "/api/token", "/api/role")


def text_fields(document: dict, path: str) -> list[Field]:
    """The fields that take text, as the OpenAPI document has them."""
    schema = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].split("/")[-1]]
    found = []
    for name, each in schema["properties"].items():
        types = each["type"] if isinstance(each["type"], list) else [each["type"]]
        if "string" not in types or "enum" in each or name == "Password":
            continue
        if each.get("format", "email") != "email":
            continue
        kind = KINDS.get(name, "address" if "format" in each else "line")
        in_bytes = "bytes" in each.get("description", "")
        found.append(Field(name, kind, each.get("minLength", 0), each["maxLength"], in_bytes))
    return found


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def data_of(answer):
    return answer["data"] if set(answer) == {"data"} else answer


class TextFuzzer:
    """Writes and asks until the time is over; `defects` is what it found."""

    def __init__(self, server: Server, admin, seed: int):
        self.chance = random.Random(seed)
        self.maker = TextMaker(self.chance)
        self.token = admin.post("/api/token", json={"Name": "fuzzer"}).json()["Token"]
        self.link = Link(server.port, self.token)
        document = json.loads(self.link.call("GET", "/api/openapi.json").body)
        self.fields = {path: text_fields(document, path) for path in COLLECTIONS}
        self.number = 0
        self.defects = []
        self.met = Counter()
        self.tried = Counter()
        self.took = []
        self.note_home = admin.new_ticket()["id"]

    def ask(self, method: str, target: str, body=None, **headers):
        """The answer, held to what every answer must be."""
        begin = time.monotonic()
        reply = self.link.call(method, target, body, **headers)
        self.took.append(time.monotonic() - begin)
        self.met[reply.status] += 1
        asked = f"{method} {target[:700]} {body if isinstance(body, bytes) else ascii(body)[:1500]}"
        if not (200 <= reply.status < 300 or reply.status in (304, 400, 404, 409, 412, 413, 414, 431)):
            self.defects.append(f"status {reply.status} {reply.body[:300]!r} to {asked}")
        try:
            text = reply.body.decode()
            answer = json.loads(text) if "json" in reply.headers.get("content-type", "") else text
        except ValueError as error:
            self.defects.append(f"not UTF-8 or no JSON: {error}: {reply.body[:300]!r} to {asked}")
            return reply, {}
        if reply.status >= 400 and not (isinstance(answer, dict) and answer.get("Code")):
            self.defects.append(f"an error without a code: {answer!r} to {asked}")
        return reply, answer

    def hold(self, right: bool, *what) -> None:
        if not right:
            self.defects.append(" ".join(each if isinstance(each, str) else ascii(each) for each in what))

    def escaped(self, text: str) -> str:
        return quote(text, safe="", errors="surrogatepass")

    def body(self, value) -> bytes:
        """JSON with its characters as they are, or as escapes; what no UTF-8 can hold, as escapes or raw."""
        escaped = json.dumps(value)
        if self.chance.random() < 0.5 and len(escaped) < MOST_BYTES:
            return escaped.encode()
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def total(self, path: str, asked: str) -> int | str:
        """How many rows a question finds; of one that is refused, its message."""
        reply, answer = self.ask("GET", f"{path}?{asked}")
        if reply.status != 200:
            return f"{reply.status} {answer.get('Message')}"
        return answer["extra"]["total"]

    def new_text(self, field: Field) -> str:
        if field.kind == "address":
            local = nfc(self.maker.piece(0.2))[: self.chance.choice((5, 40, 64))].replace(" ", "")
            return f"{local}{self.number}@{self.chance.choice(('acme.com', 'Łódź.example', 'ACME.com', 'x'))}"
        text = self.maker.text(field.most, 0.15 if field.kind == "prose" else 0.04)
        if field.name in ("PO List Number", "Role Name", "Username"):
            text = text[: field.most - 9] + f" {self.number}"
        return text

    def entity(self, path: str) -> dict:
        """A whole resource; each text is nasty, or simple."""
        self.number += 1
        simple = {
            TICKETS: {"Title": "x", "Priority": "Low"},
            "/api/purchase-order": {"PO List Number": f"PO {self.number}"},
            "/api/role": {"Role Name": f"Role {self.number}", "Privileges": []},
            "/api/user": {"User Fullname": "Ann", "Username": f"ann{self.number}", "Role Id": 3}
            | {"User Email": f"ann{self.number}@acme.com"},
            "/api/issue-tracker-views": {"Name": "x", "Query": "q=x", "Shared": True},
            "/api/token": {"Name": "x"},
        }.get(path, {"Note": "x"})
        chosen = self.chance.sample(self.fields[path], self.chance.choice((1, 1, len(self.fields[path]))))
        return simple | {field.name: self.new_text(field) for field in chosen}

    def verdict(self, path: str, sent: dict) -> tuple[set, set]:
        """The fields that must be refused, and those that may be."""
        wrong, unsure = set(), set()
        for field in self.fields[path]:
            if field.name in sent:
                takes = field.takes(sent[field.name])
                if takes is False:
                    wrong.add(field.name)
                elif takes is None or field.name in BEYOND or not is_known(sent[field.name]):
                    unsure.add(field.name)
        return wrong, unsure

    def make(self, path: str, sent: dict) -> dict | None:
        """Makes one, and holds what is taken, refused and kept to the reference."""
        target = path.replace("{id}", self.note_home)
        reply, answer = self.ask("POST", target, self.body(sent))
        wrong, unsure = self.verdict(path, sent)
        if any("\ud800" <= c <= "\udfff" for text in sent.values() if isinstance(text, str) for c in text):
            self.hold(reply.status == 400, "a surrogate was taken in", sent)
            return None
        if reply.status == 400:
            self.tried["refused"] += 1
            named = {error["Field"] for error in answer.get("Errors", [])}
            # At last every name that is taken already, which a shorter spelling can be.
            self.hold(wrong <= named or answer["Code"] in ("Ticket.Full", "View.TooMany"), "not named", wrong,
                      answer, sent)  # fmt: skip
            self.hold(named <= wrong | unsure or "Unique" in str(answer), "wrongly refused", answer, sent)
            return None
        self.hold(reply.status in (201, 409), "status", reply.status, answer, sent)
        if reply.status != 201:
            return None
        self.hold(not wrong, "must not be taken:", wrong, sent)
        made = data_of(answer)
        self.tried["taken"] += 1
        for field in self.fields[path]:
            if field.name in sent and is_known(sent[field.name]):
                kept = field.cleaned(sent[field.name])
                self.hold(made[field.name] == kept, field.name, "is", made[field.name], "and not", kept)
        return made

    def read(self, path: str, made: dict, where: str) -> None:
        """What was made reads the same by itself, in lists, and when it is sent back as it was read."""
        texts = {field.name: made[field.name] for field in self.fields[path] if field.name in made}
        base = where.rpartition("/")[0]
        _, listed = self.ask("GET", f"{base}?id={made['id']}&fields=id,{self.escaped(','.join(texts))}")
        self.hold(listed["data"]["rows"] == [{"id": made["id"]} | texts], "listed differs:", listed, made)
        if path in READ_IN_LISTS:
            return
        reply, answer = self.ask("GET", where)
        shown = data_of(answer)
        self.hold({name: shown[name] for name in texts} == texts, "read differs:", shown, made)
        tag = reply.headers["etag"]
        back = shown if self.chance.random() < 0.5 else texts
        reply, answer = self.ask("PUT", where, self.body(back), If_Match=tag)
        self.hold(reply.status == 200, "sent back:", reply.status, answer, back)
        if reply.status == 200:
            self.hold(data_of(answer) == shown, "sent back, changed:", data_of(answer), shown)
        reply, _ = self.ask("GET", where)
        self.hold(reply.headers["etag"] == tag, "sent back, another tag:", back)

    def filters(self, path: str, made: dict) -> None:
        """Every operator of texts on one field, as the reference says."""
        base = path.replace("{id}", self.note_home)
        field = self.chance.choice(self.fields[path])
        text = made.get(field.name)
        if not isinstance(text, str) or not text or len(text.encode()) > 2000:
            return
        me = f"id eq {quoted(made['id']) if isinstance(made['id'], str) else made['id']} and "

        def finds(condition: str) -> int | str:
            return self.total(base, "filter=" + self.escaped(f'{me}"{field.name}" {condition}'))

        def expect(condition: str, wanted: bool) -> None:
            self.tried["conditions"] += 1
            found = finds(condition)
            self.hold(found == int(wanted), field.name, text, condition, "finds", found)

        spelled = self.maker.other_spelling(text)
        for typed in (text, spelled):
            expect(f"eq {quoted(typed)}", True)
            expect(f"ne {quoted(typed)}", False)
            expect(f"contains {quoted(typed)}", True)
            expect(f"startswith {quoted(typed)}", True)
        expect(f"in ({quoted(spelled)}, 'another')", True)
        expect(f"ge {quoted(text)}", True)
        expect(f"lt {quoted(text)}", False)
        expect("is null", False)
        self.parts(field, text, expect)

    def parts(self, field: Field, text: str, expect) -> None:
        begin = self.chance.randrange(len(text))
        end = self.chance.randint(begin + 1, min(len(text), begin + 12))
        piece = field.cleaned(text[begin:end])
        if folds_surely(text) and folds_surely(piece):
            expect(f"contains {quoted(piece)}", fold(piece) in fold(text))
            head = field.cleaned(text[:end])
            expect(f"startswith {quoted(head)}", fold(text).startswith(fold(head)))
            other = field.cleaned(self.maker.word())
            if folds_surely(other) and is_known(other) and field.takes(other) is not False:
                for typed in (other, self.maker.other_spelling(other)):
                    expect(f"contains {quoted(typed)}", fold(other) in fold(text))
                    expect(f"startswith {quoted(typed)}", fold(text).startswith(fold(other)))

    def search(self, made: dict) -> None:
        """A ticket is found by each whole word of its title, alone, quoted, and in any spelling."""
        words = made["Title"].split(" ")
        word = self.chance.choice(words)
        if not any(c.isalnum() for c in fold(word)) or '"' in fold(word) or set(word) & set("“”„"):
            return
        self.tried["words"] += 1
        one = f"&id={made['id']}"
        for typed in (word, self.maker.other_spelling(word), word.upper() if word.isascii() else word):
            found = self.total(TICKETS, f"q={self.escaped(typed)}{one}")
            if isinstance(found, str) and "16 words" in found:
                return
            self.hold(found == 1, "q", typed, "in", made["Title"], "finds", found)
        found = self.total(TICKETS, f"q={self.escaped(chr(34) + word + chr(34))}{one}")
        self.hold(found == 1, "q, quoted", word, "in", made["Title"], "finds", found)
        begin = word[: self.chance.randint(1, len(word))]
        if any(c.isalnum() for c in fold(begin)) and fold(word).startswith(fold(begin)):
            found = self.total(TICKETS, f"q={self.escaped(begin)}{one}")
            self.hold(found == 1, "q, a beginning,", begin, "in", made["Title"], "finds", found)
        both = self.escaped(f"fuzzmark {word}")
        self.hold(self.total(TICKETS, f"q={both}{one}") == 0, "q with an absent word finds", word)

    def ticket(self) -> None:
        sent = self.entity(TICKETS)
        made = self.make(TICKETS, sent)
        twin = {
            name: self.maker.other_spelling(text) if name not in ("Priority",) else text
            for name, text in sent.items()
        }
        if not any("\ud800" <= c <= "\udfff" for text in twin.values() for c in text):
            other = self.make(TICKETS, twin)
            self.hold((made is None) == (other is None), "one spelling is taken, one not:", sent, twin)
            if made and other:
                for name in sent:
                    self.hold(made[name] == other[name], "two spellings differ:", made[name], other[name])
        if not made:
            return
        where = f"{TICKETS}/{made['id']}"
        self.read(TICKETS, made, where)
        _, history = self.ask("GET", where + "/history")
        self.hold(history["extra"]["total"] == 1, "sending back made history", history)
        self.filters(TICKETS, made)
        self.search(made)
        if self.chance.random() < 0.1:
            self.change(made, where)
            self.export(made["id"])

    def change(self, made: dict, where: str) -> None:
        """History tells the text before and after."""
        title = self.fields[TICKETS][0]
        text = self.new_text(title)
        if not title.takes(text) or not is_known(text) or title.cleaned(text) == made["Title"]:
            return
        self.ask("PUT", where, self.body({"Title": text}))
        _, history = self.ask("GET", where + "/history")
        last = history["data"]["rows"][-1]
        self.hold((last["From"], last["To"]) == (made["Title"], title.cleaned(text)), "history", last, text)
        made["Title"] = title.cleaned(text)

    def export(self, ticket_id: str) -> None:
        """A cell is the text, behind the apostrophe that keeps formulas from running."""
        target = f"{TICKETS}/export?id={ticket_id}&fields=Title,Description,Category"
        _, content = self.ask("GET", target)
        _, shown = self.ask("GET", f"{TICKETS}/{ticket_id}")
        header, row = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
        for name, cell in zip(header, row, strict=True):
            text = shown[name] or ""
            self.hold(cell in (text, "'" + text), "export", name, cell, "for", text)

    def other(self) -> None:
        path = self.chance.choice(COLLECTIONS[1:])
        if path == "/api/user" and self.chance.random() < 0.7:
            return  # A password's hash takes its time.
        made = self.make(path, self.entity(path))
        if not made:
            return
        where = f"{path.replace('{id}', self.note_home)}/{made['id']}"
        self.read(path, made, where)
        self.filters(path, made)
        if path == "/api/user":
            begin = made["User Fullname"][: self.chance.randint(1, 12)].strip(" ")
            self.hold(self.total("/api/people", f"q={self.escaped(begin)}") != 0, "people, no", begin)
        if path in FEW_OF_EACH:
            self.ask("DELETE", where)

    def twins(self) -> None:
        """An account's name that the eye takes for another's is refused, and so is what hides in one."""
        self.number += 1
        latin = "".join(self.chance.choices("aceopxysij", k=self.chance.randint(4, 9)))
        self.tried["accounts that look alike"] += 1
        tail = f"{self.number}"
        cyrillic = latin.translate(str.maketrans("aceopxysij", "асеорхуѕіј")) + tail
        wide = "".join(chr(ord(c) + 0xFEE0) for c in latin) + tail
        at = self.chance.randrange(1, len(latin))
        hidden = latin[:at] + chr(self.chance.choice(sorted(UNSEEN - {0x20}))) + latin[at:] + tail
        plain = {"User Fullname": "Ann", "Role Id": 3, "User Email": f"{latin}{tail}@acme.com"}
        reply, answer = self.ask("POST", "/api/user", self.body(plain | {"Username": latin + tail}))
        self.hold(reply.status in (201, 400), "an account's name:", latin, answer)
        if reply.status != 201:
            return
        for name in (cyrillic, wide, hidden, (latin + tail).upper()):
            sent = plain | {"Username": name, "User Email": f"other{tail}@acme.com"}
            reply, answer = self.ask("POST", "/api/user", self.body(sent))
            named = [error["Field"] for error in answer.get("Errors", [])]
            self.hold(reply.status == 400 and named == ["Username"], "a twin of", latin, "is", name, answer)
        sent = plain | {"Username": f"other{tail}", "User Email": f"{cyrillic}@acme.com"}
        reply, answer = self.ask("POST", "/api/user", self.body(sent))
        self.hold(reply.status == 400, "an address that looks like another is taken:", cyrillic, answer)

    def damaged(self) -> None:
        """What is no text at all: bytes that are not UTF-8, escapes that are not whole."""
        raw = self.chance.choice(NO_UTF8)
        name = self.chance.choice(self.fields[TICKETS]).name.encode()
        body = b'{"Priority": "Low", "Title": "x", "' + name + b'": "a' + raw + b'b"}'
        reply, _ = self.ask("POST", TICKETS, body)
        self.hold(reply.status == 400, "bytes that are not UTF-8 taken:", raw)
        escape = self.chance.choice(("%", "%z1", "%c0%af", "%ed%a0%80", "%ff", "%e2%82", "a%", "%00", "%0"))
        place = self.chance.choice(("q=", "Title=", "filter=Title%20eq%20'", "sort=", "fields=", "cursor="))
        reply, _ = self.ask("GET", f"{TICKETS}?{place}{escape}")
        self.hold(reply.status == 400 or escape == "%00", "an escape that is none taken:", place, escape)
        soup = "".join(self.maker.piece(0.3) + self.chance.choice(" '\"():*") for _ in range(4))
        self.ask("GET", f"{TICKETS}?{self.chance.choice(('q', 'filter', 'Title'))}={self.escaped(soup)}")
        self.ask("GET", f"/api/people?q={self.escaped(soup)}")
        self.ask("GET", f"{TICKETS}/{self.escaped(soup)}")

    def run(self, seconds: float) -> int:
        rounds, give_up = 0, time.monotonic() + seconds
        while time.monotonic() < give_up and len(self.defects) < ENOUGH:
            self.ticket()
            self.other()
            self.damaged()
            if rounds % 20 == 0:
                self.twins()
            rounds += 1
        return rounds
