"""Whole numbers in the ways that Word counts: 一、甲、①、IV、b."""

from collections.abc import Callable, Mapping

DIGITS = "〇一二三四五六七八九"
TENS = "十百千"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
LEGAL_TENS = "拾佰仟"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
#: Circled numbers end here.
CIRCLED = 20
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
#: Words and Roman numerals end here.
LARGEST = 9_999


def numeral(number: int, form: str) -> str:
    """``number`` in the way of counting that Word calls ``form``; in digits where it is none of those known.

    >>> numeral(12, "chineseCounting"), numeral(3, "decimalEnclosedCircle"), numeral(4, "upperRoman")
    ('十二', '③', 'IV')
    """
    written = WAYS.get(form, str)(number) if 0 < number <= LARGEST else ""
    return written or str(number)


def counted(number: int, digits: str = DIGITS, tens: str = TENS) -> str:
    """A number below ten thousand in words, ten to nineteen without their one.

    >>> counted(10), counted(21), counted(105)
    ('十', '二十一', '一百零五')
    """
    written, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            zero = "零" if gap and written else ""
            written += zero + digits[digit] + (tens[power - 1] if power else "")
        gap = digit == 0
    return written[1:] if 10 <= number < 20 else written


def legal(number: int) -> str:
    """A number in the words of bank notes.

    >>> legal(21)
    '贰拾壹'
    """
    return counted(number, LEGAL_DIGITS, LEGAL_TENS)


def roman(number: int) -> str:
    """A number in Roman numerals.

    >>> roman(1994)
    'MCMXCIV'
    """
    written = ""
    for worth, sign in ROMAN:
        written += sign * (number // worth)
        number %= worth
    return written


def letter(number: int) -> str:
    """A letter, doubled after the last one.

    >>> letter(2), letter(27)
    ('B', 'AA')
    """
    return chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def circled(number: int) -> str:
    """A number in a circle, up to twenty."""
    return chr(0x2460 + number - 1) if number <= CIRCLED else ""


def full_width(number: int) -> str:
    """A number in full-width digits.

    >>> full_width(12)
    '１２'
    """
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


WAYS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "koreanCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": counted,
    "chineseLegalSimplified": legal,
    "japaneseLegal": legal,
    "ideographLegalTraditional": legal,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalFullWidth": full_width,
    "decimalFullWidth2": full_width,
    "decimalZero": lambda number: f"{number:02d}",
    "ideographTraditional": lambda number: STEMS[(number - 1) % len(STEMS)],
    "ideographZodiac": lambda number: BRANCHES[(number - 1) % len(BRANCHES)],
    "upperLetter": letter,
    "lowerLetter": lambda number: letter(number).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
}
