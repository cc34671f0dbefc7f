"""Text as nobody expects it, and what docs/api.md says becomes of it: a reference in Python, by which the
program is measured. Python's Unicode is older than ICU's: characters that it does not know are left out."""

import random
import unicodedata
from dataclasses import dataclass

FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def ranges(*pairs: int | tuple[int, int]) -> frozenset[int]:
    return frozenset(
        code
        for pair in pairs
        for code in ([pair] if isinstance(pair, int) else range(pair[0], pair[1] + 1))
    )


WHITE = ranges((9, 13), 0x20, 0x85, 0xA0, 0x1680, (0x2000, 0x200A), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
IGNORABLE = ranges(
    0xAD, 0x34F, 0x61C, (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), 0x3164, (0xFE00, 0xFE0F), 0xFEFF, 0xFFA0, (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
OF_EMOJI = ranges((0x180B, 0x180D), 0x180F, (0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0xE0020, 0xE007F))
JOINERS = OF_EMOJI | {0x200C, 0x200D}
SEPARATORS = ranges(0x2028, 0x2029, (0xFFF9, 0xFFFB))
CONTROLS = ranges((0, 0x1F), (0x7F, 0x9F))
BREAKS = {9, 10, 13}
BRAILLE_BLANK = 0x2800
UNSEEN = WHITE | IGNORABLE | CONTROLS | SEPARATORS | {BRAILLE_BLANK}

# Marks that are surely accents. Those of other blocks are kept or not by their script, which Python does not
# know: a text with one that is neither here nor of a script whose marks count is left out of comparisons.
ACCENTS = ranges(
    (0x300, 0x36F), (0x483, 0x489), (0x591, 0x5BD), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, (0x610, 0x61A),
    (0x64B, 0x65F), 0x670, (0x1DC0, 0x1DFF), (0x20D0, 0x20F0),
)  # fmt: skip
VOICING = {0x3099, 0x309A}
LIKE = dict(
    pair.split(":")
    for pair in (
        "æ:ae ð:d ø:o þ:th đ:d ħ:h ı:i ĸ:q ł:l ŋ:n œ:oe ŧ:t ƀ:b ƃ:b ƈ:c ƌ:d ƒ:f ƙ:k ƚ:l ƞ:n ƥ:p ƫ:t ƭ:t ƴ:y "
        "ƶ:z ǥ:g ȡ:d ȥ:z ȴ:l ȷ:j ȼ:c ɇ:e ɉ:j ɍ:r ɏ:y ɓ:b ɖ:d ɗ:d ɨ:i ɫ:l ɲ:n ʉ:u ꞌ:' ȿ:s ɀ:z"
    ).split()
)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def is_known(text: str) -> bool:
    """Whether Python's tables are sure to say of each character what newer ones do."""
    return all(unicodedata.category(c) != "Cn" or ord(c) & 0xFFFE == 0xFFFE for c in text)


@dataclass(frozen=True)
class Field:
    """A text field: its kind, as docs/api.md has it, and its bounds."""

    name: str
    kind: str  # "prose", "line", "name" (what names one thing) or "address".
    least: int
    most: int
    in_bytes: bool = False

    def cleaned(self, text: str) -> str:
        """What is kept of a text that is taken."""
        text = nfc(text)
        if self.kind == "prose":
            return text
        begin, end = 0, len(text)
        while begin < end and ord(text[begin]) in UNSEEN:
            begin += 1
        while begin < end and ord(text[end - 1]) in UNSEEN - OF_EMOJI:
            end -= 1
        return text[begin:end]

    def takes(self, text: str) -> bool | None:
        """Whether the text is taken; None where rules beyond this reference decide."""
        if any(0xD800 <= ord(c) < 0xE000 for c in text):
            return False
        kept = self.cleaned(text)
        codes = set(map(ord, kept))
        if set(map(ord, text)) & (CONTROLS - BREAKS):
            return False
        if self.kind != "prose" and codes & (CONTROLS | SEPARATORS):
            return False
        if self.kind == "line" and codes & (IGNORABLE - JOINERS):
            return False
        if self.kind in ("name", "address") and codes & (UNSEEN - {0x20}):
            return False
        size = len(kept.encode()) if self.in_bytes else len(kept)
        if not self.least <= size <= self.most:
            return False
        return None if self.kind == "address" else True


def casefold(text: str) -> str:
    """Unicode's NFKC_Casefold, nearly."""
    for _ in range(2):
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
    return "".join(c for c in text if ord(c) not in IGNORABLE)


def fold(text: str) -> str:
    """What docs/api.md says of folding."""
    folded = ""
    for c in text:
        apart = unicodedata.normalize("NFD", casefold(c))
        folded += "".join(LIKE.get(each, each) for each in apart if ord(each) not in ACCENTS)
    return nfc(folded)


def folds_surely(text: str) -> bool:
    """Whether the reference knows the folding of each character."""
    apart = unicodedata.normalize("NFKD", text)
    return is_known(text) and all(
        ord(c) in ACCENTS | VOICING or unicodedata.category(c) not in ("Mn", "Me") or ord(c) in IGNORABLE
        for c in apart
    )


def all_characters() -> list[str]:
    """Every character that Python's tables know, of every script."""
    return [
        chr(code)
        for code in range(0xA0, 0x110000)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co", "Cc")
    ]


WORDS = (
    "Łódź straße SMØRREBRØD ıİ ΟΔΥΣΣΕΥΣ ſtern ﬀﬁﬂ ｆｕｌｌｗｉｄｔｈ Ångström Zażółć Việt カ゛ガｶﾞ 東京港 "
    "한국어 كِتَاب שָׁלוֹם हिन्दी ไทย မြန်မာ ខ្មែរ தமிழ் ქართული ᲐᲑ Ꭰꭰ 𐐀𐐨 𝔘𝕟 ①② ½ ㎏ № ﷺ ǅ ŉ ẞ ϐ Ω K Å 가각힣 각 "
    "ㄱㅏ ﾡￂ ὑπογεγραμμένῃ ᾳ ᾼ PO-2024-0012 MSKU-730123-4 can't O'Neill a_b 100% NEAR AND OR NOT a* ^a "
    'a:b (a) - " 👩\u200d👩\u200d👧 ❤\ufe0f \U0001f3f4\U000e0067\U000e0062\U000e007f می\u200cخواهم '
    "🇩🇪 null me today true TKT-001 %00 %zz ' '' \\ ; -- , [] 🅰 ⓐ ﬅ ʼn ˆ ゝゞ ー ｰ 々 〇 𠮷 豈 ﹫ \u0600\u0661"
).split(" ")
ODD = (
    "\u200b \u200c \u200d \ufeff \u00ad \u202e \u2066 \u2069 \u200e \u2060 \u061c \u180e \u3164 \u115f "
    "\u034f \ufe0f \U000e0041 \ue000 \U0010fffd \uffff \ufdd0 \U0001ffff \u2028 \u2029 \u0085 \u0000 "
    "\u0001 \u001f \u007f \u009f \u00a0 \u3000 \u2009 \u1680 \u202f \t \n \r \ufff9 \u2800 \u17b4 "
    "\u0345 \u0301 \u0327 \u3099 \u309a \u094d \u0e33 \u1100 \u1161 \u11a8 \u0f71 \u0f73 \U0001d165 "
    "\ud800 \udfff \u0600 \u070f"
).split(" ")
JOINING = ("\u200c", "\u200d", "\ufe0f", "\u00a0", "\u3000", "\u0301", "\u3099", "\u0327", "\u0334", "\u0345")


class TextMaker:
    """Makes texts by chance. Belongs to one thread."""

    CHARACTERS: list[str] = []

    def __init__(self, chance: random.Random):
        self.chance = chance
        if not TextMaker.CHARACTERS:
            TextMaker.CHARACTERS += all_characters()

    def word(self) -> str:
        kind = self.chance.random()
        if kind < 0.45:
            return self.chance.choice(WORDS)
        if kind < 0.65:
            return "".join(self.chance.choices("abcXYZ0189-._/", k=self.chance.randint(1, 9)))
        if kind < 0.8:  # One script, or its neighbours.
            at = self.chance.randrange(len(self.CHARACTERS))
            near = self.CHARACTERS[at : at + 60]
            return "".join(self.chance.choices(near, k=self.chance.randint(1, 8)))
        if kind < 0.95:
            return "".join(self.chance.choices(self.CHARACTERS, k=self.chance.randint(1, 4)))
        return self.chance.choice("aか각") + "".join(
            self.chance.choices("\u0301\u0327\u0323\u3099\u05b0\u0334", k=self.chance.randint(1, 60))
        )

    def piece(self, oddness: float) -> str:
        text = self.word()
        if self.chance.random() < 0.5:
            text = unicodedata.normalize(self.chance.choice(FORMS), text)
        if self.chance.random() < 0.1:
            text += self.chance.choice(JOINING)
        if self.chance.random() < oddness:
            at = self.chance.randint(0, len(text))
            text = text[:at] + self.chance.choice(ODD) + text[at:]
        return text

    def text(self, most: int, oddness: float = 0.04) -> str:
        """A text for a field of up to `most` characters, sometimes at its bound or past it."""
        kind = self.chance.random()
        if kind < 0.04:
            unit = nfc(self.chance.choice(("a", "é", "ガ", "각", "𝕏", "🏴", "a\u0301\u0323")))
            size = most + self.chance.choice((-1, 0, 0, 1))
            return (unit * (size // len(unit) + 1))[:size]
        if kind < 0.05:
            return self.chance.choice(("", " ", "\u0301", "\u3099x", "\u200d", "\u00a0\u3000"))
        count = self.chance.choice((1, 1, 2, 3, 3, 4, 6))
        blanks = (" ",) * 12 + ("  ", "", "\u00a0", "\u3000", " - ", "/", ", ")
        text = "".join(self.piece(oddness) + self.chance.choice(blanks) for _ in range(count))
        return self.chance.choice(("", "", "", " ", "\u0301", "\u00a0", "\u200f", "\t")) + text

    def other_spelling(self, text: str) -> str:
        """A text that is canonically equivalent: decomposed, or with marks apart here and there."""
        kind = self.chance.random()
        if kind < 0.5:
            return unicodedata.normalize("NFD", text)
        if kind < 0.6:
            return nfc(text)
        singletons = {"Å": "\u212b", "K": "\u212a", "Ω": "\u2126", "豈": "\uf900"}
        return "".join(
            singletons.get(c, unicodedata.normalize("NFD", c)) if self.chance.random() < 0.5 else c
            for c in nfc(text)
        )
