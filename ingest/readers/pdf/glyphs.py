"""Which character a code of the text layer means: fonts map signs to look-alikes and PDFium marks hyphens."""

import unicodedata
from functools import lru_cache

#: Stands for a character that the font does not tell.
UNKNOWN = "\ufffd"
#: How PDFium and fonts write the hyphen that ends a line.
HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
#: Categories of Unicode that show nothing: controls, direction and byte order marks, surrogates, unassigned.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
#: Radicals that stand for the character that looks the same and have no compatibility form in Unicode.
RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳⺟⺁⺮",
        "民西见角贝车长门青页风飞食马骨鬼鱼鸟黄齐齿龙龟母厂竹",
        strict=True,
    )
)


@lru_cache(maxsize=65536)
def meant(code: int) -> str:
    """The character of ``code``, or nothing for a space or a sign that is not printed; ``\ufffd`` if none is told.

    >>> meant(0x2F00), meant(0x2ED3), meant(0x02), meant(0x20), meant(0x662F)
    ('一', '长', '-', '', '是')
    """
    if code in HYPHENS:
        return "-"
    sign = chr(code) if code else UNKNOWN
    if sign.isspace() or unicodedata.category(sign) in UNSEEN:
        return ""
    if 0x2F00 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00:
        return unicodedata.normalize("NFKC", sign)
    return RADICALS.get(sign, sign)


def is_unknown(sign: str) -> bool:
    """Whether a font leaves open which character it prints: none told, or one of its own."""
    return sign == UNKNOWN or unicodedata.category(sign) == "Co"
