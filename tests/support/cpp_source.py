"""A rough reading of C++ sources: enough to measure functions in clang-formatted text."""

import re
from dataclasses import dataclass

# What must not be mistaken for code, in the order in which alternatives are tried.
_OPAQUE = re.compile(
    r'R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)
_NOT_A_FUNCTION = re.compile(
    r"^\s*(?:if|for|while|switch|catch|else|do|try|namespace|class|struct|enum|union|extern|requires)\b"
)


@dataclass(frozen=True)
class Function:
    """A function body: the line on which it begins, and how many lines it has with its braces."""

    line: int
    length: int
    head: str


def without_texts(source: str) -> str:
    """The source with comments and literals blanked out, line for line."""
    return _OPAQUE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)


def functions(source: str) -> list[Function]:
    """The outermost functions of a source; a lambda counts to the function that holds it."""
    text = re.sub(
        r"^\s*#.*(?:\\\n.*)*",
        lambda found: re.sub(r"[^\n]", " ", found[0]),
        without_texts(source),
        flags=re.MULTILINE,
    )
    found = []
    stack = []  # For each open brace: the function that it began, or None.
    head_begins = 0
    for at, char in enumerate(text):
        if char == "{":
            head = text[head_begins:at]
            inside = any(stack)
            is_function = (
                not inside
                and ")" in head
                and not _NOT_A_FUNCTION.match(head.strip())
                and "=" not in head.split("(")[0]
            )
            stack.append(
                (text.count("\n", 0, head_begins + len(head) - len(head.lstrip())) + 1, head.strip())
                if is_function
                else None
            )
        elif char == "}" and stack:
            begun = stack.pop()
            if begun:
                found.append(
                    Function(begun[0], text.count("\n", 0, at) + 2 - begun[0], begun[1].split("\n")[0])
                )
        if char in "{};":
            head_begins = at + 1
    return found
