"""The text that a spreadsheet shows for a date or a time, by its number format: yyyy"年"m"月"d"日", h:mm."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .format_codes import Step

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHINESE_WEEKDAYS = "一二三四五六日"
DAY = 86400
#: The last day that spreadsheets know, 9999-12-31.
LAST = 2958465
#: Spreadsheets show a date that is none as a row of these.
NO_DATE = "########"


def is_date(steps: Sequence[Step]) -> bool:
    """Whether the steps show a date or a time."""
    return any(step.kind in {"date", "elapsed", "half"} for step in steps)


def shown(serial: Decimal, steps: Sequence[Step], *, from_1904: bool) -> str:
    """The day and time that ``serial`` counts, shown by ``steps``."""
    seconds = int((serial * DAY).quantize(Decimal(1), ROUND_HALF_UP))
    if not 0 <= seconds < (LAST + 1) * DAY:
        return NO_DATE
    moment = moment_of(seconds, from_1904=from_1904)
    halved = any(step.kind == "half" for step in steps)
    written = ""
    for at, step in enumerate(steps):
        match step.kind:
            case "date":
                minutes = step.text[0] in "mM" and is_minutes(at, steps)
                written += part(moment, "n" * len(step.text) if minutes else step.text.lower(), halved=halved)
            case "elapsed":
                unit = {"h": 3600, "m": 60, "s": 1}[step.text[0]]
                written += f"{seconds // unit:0{len(step.text)}d}"
            case "half":
                morning, afternoon = step.text.split("/")
                written += morning if moment.hour < 12 else afternoon
            case "digit" | "point" if is_fraction(at, steps):
                # Tenths of seconds; no disclosure prints them.
                continue
            case _:
                written += step.text
    return written


def moment_of(seconds: int, *, from_1904: bool) -> datetime:
    """The moment so many seconds after the beginning of the count.

    >>> moment_of(45292 * 86400, from_1904=False)
    datetime.datetime(2024, 1, 1, 0, 0)
    """
    if from_1904:
        return datetime(1904, 1, 1) + timedelta(seconds=seconds)
    # The count has a 29th of February 1900 that there never was; before it the days are one later.
    start = datetime(1899, 12, 31) if seconds < 60 * DAY else datetime(1899, 12, 30)
    return start + timedelta(seconds=seconds)


def is_minutes(at: int, steps: Sequence[Step]) -> bool:
    """Whether an m stands for minutes: it follows hours, or seconds follow it."""
    units = [(place, step.text[0].lower()) for place, step in enumerate(steps) if step.kind in {"date", "elapsed"}]
    here = next(number for number, (place, _) in enumerate(units) if place == at)
    before = units[here - 1][1] if here else ""
    after = units[here + 1][1] if here + 1 < len(units) else ""
    return before == "h" or after == "s"


def is_fraction(at: int, steps: Sequence[Step]) -> bool:
    """Whether a point or digit belongs to the tenths that follow seconds."""
    while at and steps[at].kind in {"digit", "point"}:
        at -= 1
    return steps[at].kind in {"date", "elapsed"} and steps[at].text[0].lower() == "s"


def part(moment: datetime, code: str, *, halved: bool) -> str:
    """One unit of a date or time, ``n`` being minutes.

    >>> part(datetime(2024, 3, 5), "yyyy", halved=False), part(datetime(2024, 3, 5), "mm", halved=False)
    ('2024', '03')
    """
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    counted = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}
    named = {
        "mmm": MONTHS[moment.month - 1],
        "mmmm": FULL_MONTHS[moment.month - 1],
        "mmmmm": MONTHS[moment.month - 1][0],
        "ddd": WEEKDAYS[moment.weekday()],
        "dddd": FULL_WEEKDAYS[moment.weekday()],
        "aaa": CHINESE_WEEKDAYS[moment.weekday()],
        "aaaa": f"星期{CHINESE_WEEKDAYS[moment.weekday()]}",
    }
    if code in named:
        return named[code]
    if code[0] in "ye":
        return f"{moment.year % 100:02d}" if code in {"y", "yy"} else f"{moment.year}"
    if code[0] in counted:
        return f"{counted[code[0]]:0{min(len(code), 2)}d}"
    return ""
