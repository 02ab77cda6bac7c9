"""The label cells of a sheet: what each of them asks for, as the form's file lists it, and what stands beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Self

from ...ontology import forms
from ...ontology.forms import Form
from ..documents import Row, Text
from ..plain import plain, unnumbered
from .ledger import PERSONAL, Ledger

#: No label is longer: longer cells hold text.
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a form: of a ``field``, of the amount of a ``row``, or (``unit``) of the unit of amount."""

    pattern: re.Pattern[str]
    field: str = ""
    row: str = ""
    measure: str | None = None
    parent: str | None = None
    of_which: str | None = None
    unit: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label cell of a row, the ``nth`` of its name there (from 0), and the filled cells up to the next label."""

    label: Label
    cell: Text
    nth: int
    values: tuple[tuple[int, Text], ...]


class Labels(tuple[Label, ...]):
    """The labels of one form; it remembers which cells are one of them, for sheets print the same few for ever."""

    def __new__(cls, labels: Iterable[Label]) -> Self:
        """The labels, with nothing remembered yet."""
        made = super().__new__(cls, labels)
        made.known = {}
        return made

    known: dict[str, Label | None]

    def match(self, text: str) -> Label | None:
        """The label that ``text`` is in full, its ordinals, 其中 and colon aside; ``None`` if it is none."""
        if len(text) > LONGEST:
            return None
        if text not in self.known:
            words = bare(text)
            self.known[text] = (
                next((label for label in self if label.pattern.fullmatch(words)), None) if words else None
            )
        return self.known[text]


@cache
def labels_called(identifier: str) -> Labels:
    """The labels of the form with this id."""
    return Labels(
        Label(
            pattern=re.compile("|".join(f"(?:{word})" for word in entry["words"])),
            field=entry.get("field", ""),
            row=entry.get("row", ""),
            measure=entry.get("measure"),
            parent=entry.get("parent"),
            of_which=entry.get("of-which"),
            unit=entry.get("unit", False),
        )
        for entry in forms.form(identifier).extra.get("label", ())
    )


def labels_of(form: Form) -> Labels:
    """The labels that the form's file lists under ``[[label]]``."""
    return labels_called(form.id)


def clerk(text: str, labels: Labels) -> Label | None:
    """The personal label that begins a cell such as 联系电话：…, whose value stands in the same cell."""
    label = labels.match(text.replace("：", ":").partition(":")[0]) if has_colon(text) else None
    return label if label is not None and label.field == PERSONAL else None


def has_colon(text: str) -> bool:
    """Whether a colon of either width stands in ``text``."""
    return ":" in text or "：" in text


def is_personal(row: Row, labels: Labels, ledger: Ledger) -> bool:
    """Whether a row names clerks, their telephone numbers or their signatures; all of it is then left out."""
    found = any(item.label.field == PERSONAL for item in labelled(row, labels))
    if found:
        ledger.ignore(PERSONAL, *row)
    return found


def bare(text: str) -> str:
    """The plain words of a label, without the ordinals that may also stand inside it.

    >>> bare("1、资金来源：(1) 政府预算资金")
    '资金来源:政府预算资金'
    >>> bare("其中：财政    资金")
    '财政资金'
    """
    return re.sub(r":\([0-9]+\)", ":", unnumbered(text))


def unit_of(text: str, labels: Labels) -> str | None:
    """The unit of amount that a label cell such as 项目资金(元) prints; ``None`` if it prints none."""
    label = labels.match(text)
    found = label.pattern.fullmatch(bare(text)) if label is not None and label.unit else None
    return next((group for group in found.groups() if group), None) if found else None


def labelled(row: Row, labels: Labels) -> Iterator[Labelled]:
    """The label cells of a row, each with what stands to its right; nothing for a row without any."""
    at = {i: label for i, cell in enumerate(row) if (label := labels.match(cell.text) or clerk(cell.text, labels))}
    seen: dict[str, int] = {}
    for i, label in at.items():
        end = next((j for j in at if j > i), len(row))
        values = tuple((j, row[j]) for j in range(i + 1, end) if plain(row[j].text))
        name = label.field or label.row
        yield Labelled(label, row[i], seen.get(name, 0), values)
        seen[name] = seen.get(name, 0) + 1
