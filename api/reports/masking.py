"""Source lines without personal data: what a report may show of the names and telephone numbers that forms print."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from ...ingest.interpret.labels import Labels, clerk, labels_of
from ...ingest.plain import plain
from ...ontology.forms import forms
from ...ontology.places import Place

#: What stands where a name or number of a person stood.
HIDDEN = "＊＊＊"

MOBILE = r"1[3-9]\d{2}(?:-?\d){7}|1[3-9]\d{2}-\d{6,8}"
LANDLINE = r"0\d{2,3}-\d{7,8}"
#: Bounded, so that neither a project code nor an amount is taken for one.
TELEPHONE = re.compile(rf"(?<![\dA-Za-z.,-])(?:{MOBILE}|{LANDLINE})(?![\dA-Za-z.,-])")
NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
#: Words of two to four signs that stand where a person's name is asked for and are none.
BODY = re.compile(r".*[局科处室股部院所会组心委办站长任]|.*(?:单位|部门|日期|电话|签字|盖章|公章).*")
#: A person's name right after its label within running words: 填报人: 某某  联系电话: …
SAID = r"(?P<label>{labels})[ \u3000]*[:：][ \u3000]*(?P<value>[\u4e00-\u9fff·]{{2,4}}(?![\u4e00-\u9fff])|[\d-]{{7,}})"
LIST_HEADING = frozenset({"职务", "职称", "签字", "签名"})


@cache
def personal_labels() -> Labels:
    """The labels of all forms that ask for a person, a telephone number or a signature."""
    return Labels(label for form in forms() for label in labels_of(form) if label.field == "personal")


@cache
def said() -> re.Pattern[str]:
    """A label and the person named after it, in one line of text."""
    return re.compile(SAID.format(labels="|".join(sorted({label.pattern.pattern for label in personal_labels()}))))


@dataclass(frozen=True, slots=True)
class Masking:
    """The lines of a source as they may be shown, and the names that were hidden in them."""

    lines: tuple[str, ...]
    names: frozenset[str]

    def hide(self, words: str) -> str:
        """``words`` from or about the source, without the names and numbers hidden there."""
        return hide_words(words, self.names)


def masking(lines: Sequence[str], personal: Iterable[Place] = ()) -> Masking:
    r"""The lines with the values of personal labels, lists of persons and telephone numbers hidden.

    ``personal`` are the places that reading left out as personal. A name hidden in one place is hidden wherever else
    the document prints it.

    >>> masking(["经办人:\t张三\t联系电话:\t13800138000\t", "张三 同意"]).lines
    ('经办人:\t＊＊＊\t联系电话:\t＊＊＊\t', '＊＊＊ 同意')
    """
    names: set[str] = set()
    shown: list[str] = []
    left_out = {(place.first, place.cell) for place in personal}
    listing = waiting = False
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        heading = begins_list(cells)
        listing = heading or (listing and ("\t" in line or not line.strip()))
        labelled = any(is_label(cell) for cell in cells)
        if (listing and not heading) or (waiting and line.strip() and not labelled):
            cells = hide_row(cells, names)
        else:
            cells = hide_values(cells, names)
        cells = [HIDDEN if cell.strip() and (number, index) in left_out else cell for index, cell in enumerate(cells)]
        if line.strip():
            filled = [cell for cell in cells if cell.strip()]
            waiting = len(filled) == 1 and "\t" in line and is_label(filled[0])
        shown.append("\t".join(cells))
    return Masking(tuple(hide_words(line, names) for line in shown), frozenset(names))


def begins_list(cells: Sequence[str]) -> bool:
    """Whether a row is the heading of a list of persons."""
    words = {plain(cell) for cell in cells}
    return "姓名" in words and bool(words & LIST_HEADING)


def is_label(cell: str) -> bool:
    """Whether a cell asks for a person, a number or a signature."""
    return personal_labels().match(cell) is not None


def hide_row(cells: Sequence[str], names: set[str]) -> list[str]:
    """A row of a list of persons, or the value that stands alone below its label."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    names.update(name for name in filled[:1] if is_name(name))
    return [HIDDEN if cell.strip() else cell for cell in cells]


def hide_values(cells: Sequence[str], names: set[str]) -> list[str]:
    """A row with the values of its personal labels hidden, up to the next label of any kind that ends in a colon."""
    shown: list[str] = []
    hiding = False
    for cell in cells:
        if is_label(cell):
            hiding = True
            shown.append(cell)
        elif clerk(cell, personal_labels()) is not None:
            hiding = False
            head = re.split(r"[:：]", cell, maxsplit=1)
            names.update(name for name in head[1:] if is_name(name.strip()))
            shown.append(f"{head[0]}：{HIDDEN}" if head[1].strip() else cell)
        elif hiding and cell.strip().endswith((":", "：")):
            hiding = False
            shown.append(cell)
        elif hiding and cell.strip():
            names.update({cell.strip()} if is_name(cell.strip()) else ())
            shown.append(HIDDEN)
        else:
            shown.append(cell)
    return shown


def is_name(words: str) -> bool:
    """Whether the words may be a person's name; bodies, posts and words of forms are not."""
    return NAME.fullmatch(words) is not None and BODY.fullmatch(words) is None


def hide_words(line: str, names: Iterable[str]) -> str:
    """A line with the known names, the persons named after a label and all telephone numbers hidden."""
    for name in sorted(names, key=len, reverse=True):
        line = line.replace(name, HIDDEN)
    line = said().sub(lambda found: found.group(0).replace(found.group("value"), HIDDEN), line)
    return TELEPHONE.sub(HIDDEN, line)
