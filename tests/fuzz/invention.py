"""Requests made up from the OpenAPI document: mostly what it describes, then damaged."""

import json
import random
from dataclasses import dataclass, field
from urllib.parse import quote

TEXTS = (
    "",
    " ",
    "x",
    "a@b.example",
    "Zürich ☎ 𝕏",
    "null",
    "' or 1=1 --",
    '"',
    "%00",
    "\u0000",
    "\ud800",
    "\u202eright to left",
    "../../etc/passwd",
    "line\nline",
    "TKT-001",
    "tkt-1",
    "TKT-99999999999999999999",
    "2024-02-30",
    "9999-12-31T23:59:59Z",
    "me",
    "today+99999999w",
    "a" * 300,
    "é" * 5000,
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
)
NUMBERS = (
    0,
    -1,
    1,
    2,
    3,
    500,
    501,
    2**31,
    2**53 + 1,
    2**63 - 1,
    2**63,
    2**64,
    -(2**63) - 1,
    1.5,
    1e300,
    -0.0,
)
SOUP = (
    "eq ne lt le gt ge in contains startswith is null and or not ( ) , 'x' '' \"Due Date\" Title Status id "
    "Priority 'Open' 'High' today me '2024-01-01' 7 Subscribers \"Updated At\" desc asc - + % ' \" ☎"
).split()


@dataclass
class Invented:
    """A request that may be sent, for the operation that it was made for."""

    method: str
    path: str  # As the document has it.
    target: str
    body: bytes | None = None
    headers: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.target[:600]} {self.headers} {(self.body or b'')[:600]!r}"


class Inventor:
    """Makes requests; learns from answers which ids, tags and cursors there are. Belongs to one thread."""

    def __init__(self, document: dict, chance: random.Random):
        self.document = document
        self.chance = chance
        self.operations = [
            (method.upper(), path, operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()
        ]
        self.known = {}  # Collection's path → ids.
        self.tags = ['"x"', "*", 'W/"x"', '"']
        self.cursors = []

    def resolve(self, part: dict) -> dict:
        while "$ref" in part:
            found = self.document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            part = found
        return part

    def invent(self) -> Invented:
        method, path, operation = self.chance.choice(self.operations)
        parameters = [self.resolve(each) for each in operation.get("parameters", [])]
        target = self._path(path, parameters)
        query = self._query([each for each in parameters if each["in"] == "query"])
        made = Invented(method, path, target + ("?" + query if query else ""))
        names = [each["name"] for each in parameters if each["in"] == "header"]
        made.headers = {name: self._header(name) for name in names if self.chance.random() < 0.4}
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            made.body = self._body(schema)
        elif self.chance.random() < 0.05:
            made.body = b"{}"
        if self.chance.random() < 0.03:
            made.headers["Accept"] = self.chance.choice(("text/html", "*/*", "application/json;q=0", ";", ""))
        if self.chance.random() < 0.03:
            made.method = self.chance.choice(("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"))
        return made

    def learn(self, made: Invented, reply) -> None:
        """Keeps what later requests can be about."""
        if "etag" in reply.headers:
            self.tags[4:] = [*self.tags[4:][-20:], reply.headers["etag"]]
        if reply.status not in (200, 201) or not reply.body.startswith(b"{"):
            return
        answer = reply.json()
        data = answer.get("data", answer)
        rows = data.get("rows", [data]) if isinstance(data, dict) else []
        collection = made.target.split("?")[0]
        if made.method != "POST" and "rows" not in data:
            return
        ids = [str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row]
        kept = self.known.setdefault(collection, [])
        kept[:] = list(dict.fromkeys(ids[:20] + kept))[:60]
        if cursor := answer.get("extra", {}).get("next_cursor"):
            self.cursors = [*self.cursors[-10:], cursor]

    def _path(self, path: str, parameters: list[dict]) -> str:
        """The path with ids that exist, mostly."""
        made = ""
        schemas = {each["name"]: each["schema"] for each in parameters if each["in"] == "path"}
        for segment in path.strip("/").split("/"):
            if segment.startswith("{"):
                known = self.known.get(made)
                if known and self.chance.random() < 0.85:
                    segment = self.chance.choice(known)
                else:
                    value = self.value(schemas.get(segment.strip("{}"), {"type": "string"}))
                    segment = quote(str(value), safe="", errors="surrogatepass") or "x"
            made += "/" + segment
        return made

    def _query(self, parameters: list[dict]) -> str:
        pairs = []
        for each in self.chance.sample(parameters, min(len(parameters), self.chance.randint(0, 3))):
            pairs.append((each["name"], self._parameter(each)))
        if self.chance.random() < 0.05:
            pairs.append((self.chance.choice(("", "unknown", "status", "page")), "x"))
        escaped = [
            f"{quote(name, errors='surrogatepass')}={quote(text[:3000], errors='surrogatepass')}"
            for name, text in pairs
        ]
        if self.chance.random() < 0.03:
            escaped.append(self.chance.choice(("%", "%zz", "=", "&&&", "a=b=c", "%ff=%fe")))
        return "&".join(escaped)

    def _parameter(self, parameter: dict) -> str:
        name = parameter["name"]
        if name == "cursor" and self.cursors and self.chance.random() < 0.8:
            return self._damaged_text(self.chance.choice(self.cursors))
        if name in ("filter", "sort") and self.chance.random() < 0.8:
            return " ".join(self.chance.choices(SOUP, k=self.chance.randint(1, 9)))
        value = self.value(parameter["schema"])
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    def _damaged_text(self, text: str) -> str:
        if self.chance.random() < 0.5:
            return text
        at = self.chance.randrange(len(text))
        return text[:at] + self.chance.choice(("", "A", "_", "=")) + text[at + 1 :]

    def _header(self, name: str) -> str:
        if name in ("If-Match", "If-None-Match"):
            return ", ".join(self.chance.choices(self.tags, k=self.chance.randint(1, 2)))
        return self.chance.choice(("key", "key2", "k" * 255, "k" * 256, "a b", f"k{self.chance.random()}"))

    def _body(self, schema: dict) -> bytes:
        value = self.value(schema)
        for _ in range(self.chance.choice((0, 0, 0, 1, 1, 2))):
            value = self._damaged(value)
        text = json.dumps(value, ensure_ascii=self.chance.random() < 0.5)
        if self.chance.random() < 0.06:
            at = self.chance.randrange(len(text) + 1)
            text = (
                text[:at] + self.chance.choice(("", "{", '"', ",", "\\", "[" * 40, "1e999")) + text[at + 1 :]
            )
        return text.encode("utf-8", "surrogatepass")

    def _damaged(self, value):
        """The value with something about it wrong."""
        if not isinstance(value, dict) or self.chance.random() < 0.05:
            return self.chance.choice((None, [], {}, "x", 1, [[[[]]]], True))
        value = dict(value)
        kind = self.chance.randrange(4)
        if kind == 0 and value:
            del value[self.chance.choice(list(value))]
        elif kind == 1:
            value[self.chance.choice(("id", "Titel", "", "Notes", "\u0000", "x" * 200))] = self.junk()
        elif value:
            value[self.chance.choice(list(value))] = self.junk()
        return value

    def junk(self):
        return self.chance.choice(
            (None, True, [], {}, self.chance.choice(TEXTS), self.chance.choice(NUMBERS))
        )

    def value(self, schema: dict):
        """A value that fits the schema, or nearly."""
        schema = self.resolve(schema)
        for several in ("oneOf", "anyOf", "allOf"):
            if several in schema:
                return self.value(self.chance.choice(schema[several]))
        if "enum" in schema and self.chance.random() < 0.95:
            return self.chance.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        kinds = schema.get("type", "object")
        kind = self.chance.choice(kinds) if isinstance(kinds, list) else kinds
        return getattr(self, f"_{kind}")(schema)

    def _null(self, _schema):
        return None

    def _boolean(self, _schema):
        return self.chance.random() < 0.5

    def _number(self, schema):
        return self._integer(schema)

    def _integer(self, schema):
        if self.chance.random() < 0.15:
            return self.chance.choice(NUMBERS)
        return self.chance.randint(schema.get("minimum", 0), min(schema.get("maximum", 9), 30))

    def _string(self, schema):
        if self.chance.random() < 0.12:
            return self.chance.choice(TEXTS)
        if schema.get("format") == "email":
            return f"p{self.chance.randint(1, 9999)}@acme.com"
        if schema.get("format") == "date":
            return f"2024-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
        if schema.get("format") == "date-time":
            return f"20{self.chance.randint(10, 99)}-01-01T00:00:00Z"
        if "TKT" in schema.get("pattern", ""):
            return f"TKT-{self.chance.randint(1, 400):03}"
        least, most = schema.get("minLength", 0), schema.get("maxLength", 40)
        size = self.chance.choice(
            (least, most, most + 1, *[min(most, self.chance.randint(least, least + 20))] * 9)
        )
        return "".join(self.chance.choices("abc def é-7", k=min(size, 70_000)))

    def _array(self, schema):
        return [self.value(schema["items"]) for _ in range(self.chance.choice((0, 1, 1, 2, 3)))]

    def _object(self, schema):
        required = schema.get("required", [])
        properties = schema.get("properties", {})
        return {
            name: self.value(each)
            for name, each in properties.items()
            if name in required or (self.chance.random() < 0.4 and not each.get("readOnly"))
        }
