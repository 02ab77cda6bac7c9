"""The slips of a typist: one digit, the decimal point, two digits the wrong way round, the wrong direction."""

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random
from types import MappingProxyType

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: Words of direction and their opposites.
OPPOSITES: Mapping[str, str] = MappingProxyType(
    {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "提高": "降低", "降低": "提高"}
)
DIRECTION = re.compile("|".join(OPPOSITES))
#: How many characters before its figure a word of direction is looked for.
REACH = 10


def one_digit(number: str, random: Random) -> str:
    """The number with one digit changed."""
    place = random.choice([at for at, character in enumerate(number) if character.isdigit()])
    leading = place == 0 and number[1:2].isdigit()
    digit = random.choice([each for each in "0123456789" if each != number[place] and not (leading and each == "0")])
    return number[:place] + digit + number[place + 1 :]


def tenfold(number: str, random: Random) -> str:
    """The number ten times as large or as small, to as many decimals."""
    value = Decimal(number.replace(",", ""))
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    less = (value / 10).quantize(step, ROUND_HALF_UP)
    chosen = less if less and random.random() < 0.5 else (value * 10).quantize(step)
    return f"{chosen:,f}" if "," in number else f"{chosen:f}"


def swapped(number: str, random: Random) -> str:
    """The number with two neighbouring digits exchanged; the number itself where all are alike."""
    at = [place for place, character in enumerate(number) if character.isdigit()]
    pairs = [pair for pair in pairwise(at) if number[pair[0]] != number[pair[1]]]
    pairs = [pair for pair in pairs if pair[0] > 0 or number[pair[1]] != "0" or pair[1] > 1]
    if not pairs:
        return number
    first, second = random.choice(pairs)
    characters = list(number)
    characters[first], characters[second] = characters[second], characters[first]
    return "".join(characters)


def turned(line: str, start: int) -> str | None:
    """The line with the word of direction before the figure at ``start`` turned into its opposite, if there is one."""
    found = [match for match in DIRECTION.finditer(line[:start]) if start - match.end() <= REACH]
    if not found or re.search("[，。；]", line[found[-1].end() : start]):
        return None
    last = found[-1]
    return line[: last.start()] + OPPOSITES[last.group()] + line[last.end() :]


NUMERIC: Mapping[str, Callable[[str, Random], str]] = MappingProxyType(
    {"digit": one_digit, "tenfold": tenfold, "swap": swapped}
)
