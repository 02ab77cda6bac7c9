"""Whose project a sheet is: the body that it names as carrying it out, for documents that are nothing but sheets."""

from collections import Counter
from collections.abc import Iterator

from ..plain import plain
from ..recognise.statements import Recognised, Statement
from .agencies import CODED
from .labels import labelled, labels_of
from .units import is_organisation

#: The fields that name a body, the one that carries a project out before the one in charge of it.
FIELDS = ("unit-name", "department")


def body_of_sheets(recognised: Recognised) -> str | None:
    """The body that most self-evaluation sheets name; ``None`` where none does."""
    sheets = [statement for statement in recognised.statements if statement.form.rows == "evaluation"]
    for field in FIELDS:
        named = Counter(name for sheet in sheets for name in bodies(sheet, field))
        if named:
            return named.most_common(1)[0][0]
    return None


def bodies(sheet: Statement, field: str) -> Iterator[str]:
    """The bodies that the labels of one field name, without their codes: 219001-某某局."""
    labels = labels_of(sheet.form)
    for row in sheet.rows:
        for item in labelled(row, labels):
            if item.label.field == field and item.values:
                words = plain(item.values[0][1].text)
                found = CODED.fullmatch(words)
                name = (found["name"] or found["name2"]) if found else words
                if is_organisation(name):
                    yield name
