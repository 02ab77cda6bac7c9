"""The text that a spreadsheet shows for a number, by its number format: 0.00%, #,##0.00, 0!.0,"万", General.

The digits a reader of the sheet sees decide to which step a figure is printed, so they are rebuilt from the
exact decimal, rounded half away from zero as spreadsheets do. Formats that only programs write (fractions,
numerals in words) are shown as General.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

from . import date_formats
from .format_codes import GENERAL, Section, Step, sections

#: Spreadsheets keep fifteen digits; what a file has beyond them is noise of binary fractions.
KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
#: General shows at most this many signs, the point among them.
GENERAL_WIDTH = 11
#: No spreadsheet holds a number with more digits; what cannot be shown is shown as a row of signs.
LARGEST = 308
NOT_SHOWN = "########"


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """What a cell with the number ``value`` and the number format ``code`` shows, without spaces around it.

    >>> shown(Decimal("1234.5"), "#,##0.00"), shown(Decimal("0.0532"), "0.00%"), shown(Decimal(2), "00")
    ('1,234.50', '5.32%', '02')
    >>> shown(Decimal("123456"), '0!.0,"万"'), shown(Decimal(0), '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ')
    ('12.3万', '-')
    >>> shown(Decimal("0.30000000000000004"), "General"), shown(Decimal("-2.005"), "0.00")
    ('0.3', '-2.01')
    >>> shown(Decimal("45292"), 'yyyy"年"m"月"d"日"')
    '2024年1月1日'
    """
    if abs(value.adjusted()) > LARGEST:
        return NOT_SHOWN
    value = KEPT.plus(value)
    part, signed = section_for(value, sections(code))
    if part is None:
        return NOT_SHOWN
    if date_formats.is_date(part.steps):
        return date_formats.shown(value, part.steps, from_1904=from_1904).strip()
    text = number(abs(value), part.steps)
    return f"-{text}".strip() if value < 0 and signed else text.strip()


def shown_words(text: str, code: str) -> str:
    """What a cell with the words ``text`` shows: its format may hide them or put others around them.

    >>> shown_words("合计", "0.00"), shown_words("合计", ";;;"), shown_words("3", '@"月"')
    ('合计', '', '3月')
    """
    parts = sections(code)
    textual = next((part for part in parts if part.has("text")), None)
    if textual is None and len(parts) == 4:
        textual = parts[3]
    if textual is None:
        return text
    return "".join(text if step.kind == "text" else step.text for step in textual.steps if step.kind in WRITTEN)


WRITTEN = frozenset({"text", "literal"})


def section_for(value: Decimal, parts: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section that ``value`` is shown by, and whether a minus is put before it; no section: it is not shown."""
    numeric = [part for part in parts[:3] if not part.has("text")] or [Section((Step("general", GENERAL),))]
    if any(part.condition for part in numeric):
        chosen = next((part for part in numeric if part.admits(value)), None)
        return chosen, True
    if value < 0 and len(numeric) > 1:
        return numeric[1], False
    if value == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def number(value: Decimal, steps: tuple[Step, ...]) -> str:
    """A number that is not negative, shown by the steps of one section."""
    kinds = [step.kind for step in steps]
    if "digit" not in kinds or "slash" in kinds:
        words = (general(value) if step.kind in {"general", "slash"} else step.text for step in steps)
        return "".join(words) if "slash" not in kinds else general(value)
    if "exponent" in kinds:
        return scientific(value, steps)
    last = max(at for at, kind in enumerate(kinds) if kind == "digit")
    scale = 2 * kinds.count("percent") - 3 * trailing_commas(kinds, last)
    point = kinds.index("point") if "point" in kinds else len(kinds)
    places = kinds[point:].count("digit")
    whole, decimals = digits(value.scaleb(scale), places)
    first = kinds.index("digit")
    grouped = any(kind == "comma" and first < at < min(last, point) for at, kind in enumerate(kinds))
    before = before_point(whole, steps[:point], grouped=grouped)
    return before + after_point(decimals, steps[point:])


def trailing_commas(kinds: list[str], last: int) -> int:
    """How many commas directly follow the last digit, each a division by a thousand."""
    count = 0
    while last + 1 + count < len(kinds) and kinds[last + 1 + count] == "comma":
        count += 1
    return count


def digits(value: Decimal, places: int) -> tuple[str, str]:
    """The digits before the point (none for zero) and those after it, rounded to ``places``.

    >>> digits(Decimal("0.125"), 2)
    ('', '13')
    """
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400))
    whole, _, decimals = f"{rounded:f}".partition(".")
    return whole.lstrip("0"), decimals


def before_point(whole: str, steps: tuple[Step, ...], *, grouped: bool) -> str:
    """The part before the point: digits from the right, what is left over before the first of them."""
    written: list[str] = []
    rest, count = whole, 0
    left = sum(1 for step in steps if step.kind == "digit")
    for step in reversed(steps):
        if step.kind == "digit":
            left -= 1
            taken = rest if left == 0 else rest[-1:]
            rest = "" if left == 0 else rest[:-1]
            taken = taken or {"0": "0", "?": " ", "#": ""}[step.text]
            for sign in reversed(taken):
                written.append("," if grouped and count and count % 3 == 0 and sign != " " else "")
                written.append(sign)
                count += 1
        elif step.kind in SHOWN:
            written.append(step.text[::-1])
    # Nothing before the point asks for digits (.00): they are written all the same.
    return rest + "".join(written)[::-1]


SHOWN = frozenset({"literal", "percent", "text"})


def after_point(decimals: str, steps: tuple[Step, ...]) -> str:
    """The point and what follows; zeros that only # asks for are left out from the end."""
    marks = [step.text for step in steps if step.kind == "digit"]
    kept = len(decimals)
    while kept and decimals[kept - 1] == "0" and marks[kept - 1] != "0":
        kept -= 1
    written, at = "", 0
    for step in steps:
        if step.kind == "digit":
            written += decimals[at] if at < kept else {"?": " "}.get(step.text, "")
            at += 1
        elif step.kind == "point" or step.kind in SHOWN:
            written += step.text
    return written


def scientific(value: Decimal, steps: tuple[Step, ...]) -> str:
    """The number as digits and a power of ten.

    >>> shown(Decimal("123456"), "0.00E+00")
    '1.23E+05'
    """
    kinds = [step.kind for step in steps]
    at = kinds.index("exponent")
    point = kinds.index("point") if "point" in kinds[:at] else at
    places, wide = kinds[point:at].count("digit"), kinds[at:].count("digit")
    power = value.adjusted() if value else 0
    mantissa = value.scaleb(-power).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if mantissa >= 10:
        mantissa, power = (mantissa / 10).quantize(Decimal(1).scaleb(-places)), power + 1
    sign = "-" if power < 0 else "+" if steps[at].text[-1] == "+" else ""
    return f"{mantissa:f}E{sign}{abs(power):0{max(wide, 1)}d}"


def general(value: Decimal) -> str:
    """A number that is not negative as General shows it: as many digits as fit into eleven signs.

    >>> general(Decimal("1608.51")), general(Decimal(1) / 3), general(Decimal("123456789.126"))
    ('1608.51', '0.333333333', '123456789.1')
    >>> general(Decimal(10) ** 12)
    '1E+12'
    """
    if value == 0:
        return "0"
    power = value.adjusted()
    if -5 < power < GENERAL_WIDTH:
        places = max(GENERAL_WIDTH - 2 - max(power, 0), 0)
        text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa = f"{value.scaleb(-power).quantize(Decimal('0.00001'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return f"{mantissa}E{'-' if power < 0 else '+'}{abs(power):02d}"
