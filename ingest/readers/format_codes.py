"""Number formats of spreadsheets taken apart: 0!.0,"万" is a digit, a literal point, a digit, a thousand and a word."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

#: What one step of a format is; literals may be quoted, escaped by \ or (in Chinese spreadsheets) by !.
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)"
    r"|(?P<blank>_.)"
    r"|(?P<fill>\*.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<digit>[0#?])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eE]+|[gG]+|[aA]{3,4})"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
GENERAL = "General"
#: Spreadsheets let nobody write a longer format.
LONGEST = 1_000
#: What the numbered formats stand for in Chinese spreadsheets; a file need not spell them out.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a format: what it is, and its signs."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format, and the numbers it is for where it says so itself."""

    steps: tuple[Step, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str) -> bool:
        """Whether a step of this kind is in it."""
        return any(step.kind == kind for step in self.steps)

    def admits(self, value: Decimal) -> bool:
        """Whether its condition holds for ``value``; one without condition admits every number."""
        if self.condition is None:
            return True
        sign, bound = self.condition
        return {
            "<": value < bound,
            ">": value > bound,
            "=": value == bound,
            "<=": value <= bound,
            ">=": value >= bound,
            "<>": value != bound,
        }[sign]


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format."""
    parts: list[list[Step]] = [[]]
    conditions: dict[int, tuple[str, Decimal]] = {}
    for found in TOKEN.finditer(code if len(code) <= LONGEST else GENERAL):
        kind, text = str(found.lastgroup), found.group(str(found.lastgroup))
        if kind == "other" and text == ";":
            parts.append([])
        elif kind == "bracket" and (condition := CONDITION.fullmatch(text)):
            conditions[len(parts) - 1] = (condition[1], Decimal(condition[2]) if is_plain(condition[2]) else Decimal(0))
        elif (step := step_of(kind, text)) is not None:
            parts[-1].append(step)
    return tuple(Section(tuple(steps), conditions.get(at)) for at, steps in enumerate(parts[:4]))


def is_plain(digits: str) -> bool:
    """Whether the digits of a condition are a number."""
    return digits.count(".") <= 1 and digits.strip("-.") != ""


def step_of(kind: str, text: str) -> Step | None:
    """The step that a token is; ``None`` for one that shows nothing (colours, fills)."""
    match kind:
        case "quoted" | "escaped":
            return Step("literal", text)
        case "blank":
            return Step("literal", " ")
        case "fill":
            return None
        case "bracket":
            return bracketed(text)
        case "other":
            kinds = {".": "point", ",": "comma", "%": "percent", "@": "text", "/": "slash"}
            return Step(kinds.get(text, "literal"), text)
        case _:
            return Step(kind, text)


def bracketed(text: str) -> Step | None:
    """What stands in brackets: hours counted beyond a day, a sign of currency, or nothing shown."""
    if re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
        return Step("elapsed", text.lower())
    if text.startswith("$"):
        return Step("literal", text[1:].split("-", maxsplit=1)[0])
    return None
