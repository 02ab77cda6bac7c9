"""Tables written with upright strokes between the cells, as Markdown and some web exports print them."""

import re
from collections.abc import Sequence

#: The line under a heading: |---|:---:|
RULED = re.compile(r"[\s|]*:?-{2,}[-\s|:]*")
#: A stroke that parts cells; one after a backslash is part of the words.
STROKE = re.compile(r"(?<!\\)[|｜]")
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def piped_lines(lines: Sequence[str]) -> frozenset[int]:
    """The numbers (from 1) of the lines that are rows: at least two together, each with a stroke before its last words.

    >>> sorted(piped_lines(["首页 | 公开", "", "|项目|金额|", "|---|---|", "|合计|1.00|", "说明 |"]))
    [3, 4, 5]
    """
    stroked = {number for number, line in enumerate(lines, start=1) if STROKE.search(line.rstrip("|｜ "))}
    return frozenset(number for number in stroked if number - 1 in stroked or number + 1 in stroked)


def is_rule(line: str) -> bool:
    """Whether a row is only the line under a heading.

    >>> is_rule("|---|:--:|"), is_rule("| - | 1.00 |")
    (True, False)
    """
    return bool(RULED.fullmatch(line.strip()))


def cells_of(line: str) -> tuple[str, ...]:
    r"""The cells of a row without the strokes around it, line breaks and signs of emphasis.

    >>> cells_of("| **合计** | 1.00 |  |"), cells_of("总计 |690.36 |甲\\|乙")
    (('合计', '1.00', ''), ('总计', '690.36', '甲|乙'))
    """
    bare = line.strip()
    cells = STROKE.split(bare)
    if STROKE.match(bare):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip() and STROKE.search(bare[-1:]):
        cells = cells[:-1]
    return tuple(BREAK.sub("", cell).replace("**", "").replace("\\|", "|").strip() for cell in cells)


def is_title(cells: Sequence[str]) -> bool:
    """Whether the first row of a table only names it, in a cell merged over all columns.

    >>> is_title(("收支总表", "", "")), is_title(("项目", "金额", ""))
    (True, False)
    """
    return len(cells) > 1 and bool(cells[0]) and not any(cells[1:])
