"""What a row is about: its code or its label as a concept of the graph."""

from dataclasses import dataclass

from ...ontology import codes, terms
from ...ontology.spellings import standard
from ..plain import plain, unnumbered
from .entries import Entry

TOTALS = frozenset({"合计", "总计", "总合计", "部门合计", "单位合计", "合计:"})
TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Item:
    """A row's concept (relative name), the part it plays in the line's own name, and whether a code list knows it."""

    concept: str
    key: str
    known: bool = True
    government: str | None = None
    row: str = ""


def total() -> Item:
    """The row of a table's grand total."""
    return Item(f"id/row/{TOTAL}", TOTAL, row=TOTAL)


def is_total(entry: Entry) -> bool:
    """Whether the row is the table's grand total."""
    return plain(entry.label) in TOTALS or plain(entry.code) in TOTALS


def function(code: str) -> Item | None:
    """The functional item with this code of 3, 5 or 7 digits; ``None`` for anything else."""
    if not code.isdigit() or len(code) not in (3, 5, 7):
        return None
    return Item(f"id/func/{code}", code, codes.functional(code) is not None)


def economic(entry: Entry) -> Item | None:
    """The department economic item by code or, in forms without codes, by name; beside it the government item."""
    department = codes.department_item(entry.code or plain(entry.label))
    if department is None:
        return None
    government = codes.government_item(entry.government_code or entry.government_name)
    if government is None:
        return Item(f"id/econ/{department.code}", department.code)
    key = f"{department.code}-{government.code}"
    return Item(f"id/econ/{department.code}", key, government=f"id/gecon/{government.code}")


def function_class(label: str) -> Item | None:
    """The class (类) that a row of an overview table names: 八、社会保障和就业支出 is 208."""
    found = codes.functional_by_name(unnumbered(label), digits=3)
    return Item(f"id/func/{found.code}", found.code) if found else None


def labelled(label: str) -> Item:
    """The concept of an uncoded row: its standard name, or the label itself where none is known."""
    words = unnumbered(label)
    name = standard("row", words)
    key = terms.segment(name or words)
    return Item(f"id/row/{key}", key, name is not None, row=name or words)
