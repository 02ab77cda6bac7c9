"""Numbers as printed → decimals; nothing is rounded and nothing is guessed."""

import re
from dataclasses import dataclass
from decimal import Decimal

from .plain import plain

#: The units of amount a table or a sentence may declare, in yuan.
YUAN_PER_UNIT = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}

NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
DIGIT = re.compile(r"[0-9０-９]")
DASHES = frozenset({"-", "--", "—", "——", "–", "/", "-\u2014"})


class UnreadableNumberError(ValueError):
    """The text is not plainly one number."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not one plain number: {text!r}")
        self.text = text


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: its value and the step of its last digit, both in the number's own unit."""

    value: Decimal
    step: Decimal


def read_number(text: str) -> Number:
    """The number that ``text`` prints, thousands separators allowed.

    >>> read_number("6,844.40")
    Number(value=Decimal('6844.40'), step=Decimal('0.01'))
    >>> read_number("12345万")
    Traceback (most recent call last):
    ...
    gouji.ingest.numbers.UnreadableNumberError: not one plain number: '12345万'
    """
    words = plain(text).replace("−", "-")
    if not NUMBER.fullmatch(words):
        raise UnreadableNumberError(text)
    value = Decimal(words.replace(",", ""))
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Number(value, Decimal(1).scaleb(exponent))


def is_number(text: str) -> bool:
    """Whether ``text`` prints exactly one plain number.

    >>> is_number("1,261.36"), is_number("1年"), is_number("")
    (True, False, False)
    """
    return bool(NUMBER.fullmatch(plain(text)))


def is_nil(text: str) -> bool:
    """Whether ``text`` is a dash that says "none" instead of a figure.

    >>> is_nil("—"), is_nil("0")
    (True, False)
    """
    return plain(text) in DASHES


def has_digit(text: str) -> bool:
    """Whether ``text`` holds a figure at all.

    >>> has_digit("≥９5%"), has_digit("①一、")
    (True, False)
    """
    return bool(DIGIT.search(text))
