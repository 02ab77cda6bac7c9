"""What a row is about: its code or its label as a concept of the graph."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from ...ontology import codes, terms
from ...ontology.codes import Code
from ...ontology.spellings import standard
from ..plain import plain, unnumbered
from .entries import Entry

TOTALS = frozenset({"合计", "总计", "总合计", "部门合计", "单位合计", "合计:"})
TOTAL = "合计"
#: Totals of an overview table that leave open of which side they are.
SIDE_TOTALS = frozenset({"合计", "总计"})


#: Names are spellings of one where at least this share of their signs agrees in order.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """A row's concept (relative name), the part it plays in the line's own name, and whether a code list knows it."""

    concept: str
    key: str
    known: bool = True
    government: str | None = None
    row: str = ""
    code: str = ""
    """The printed code, where it says another item than the name."""


def total() -> Item:
    """The row of a table's grand total."""
    return Item(f"id/row/{TOTAL}", TOTAL, row=TOTAL)


def is_total(entry: Entry) -> bool:
    """Whether the row is the table's grand total."""
    return not TOTALS.isdisjoint((plain(entry.label), plain(entry.code), entry.unit_code))


def function(code: str) -> Item | None:
    """The functional item with this code of 3, 5 or 7 digits; ``None`` for anything else."""
    if not code.isdigit() or len(code) not in (3, 5, 7):
        return None
    return Item(f"id/func/{code}", code, codes.functional(code) is not None)


def economic(entry: Entry) -> Item | None:
    """The department economic item by code or, in forms without codes, by name; beside it the government item."""
    department = codes.department_item(entry.code or plain(entry.label))
    if department is None:
        return unlisted(entry.code)
    if entry.code and (named := misnamed(department, plain(unnumbered(entry.label)))):
        return named
    government = codes.government_item(entry.government_code or entry.government_name)
    if government is None:
        return Item(f"id/econ/{department.code}", department.code)
    key = f"{department.code}-{government.code}"
    return Item(f"id/econ/{department.code}", key, government=f"id/gecon/{government.code}")


def misnamed(printed: Code, name: str) -> Item | None:
    """The item of a row whose name is nothing like that of its code: the one of that name in the class, else the name.

    >>> code = codes.department_item("30202")
    >>> misnamed(code, "咨询费").key, misnamed(code, "活动费").concept, misnamed(code, "印刷费用")
    ('30203', 'id/row/活动费', None)
    """
    names = [plain(spelt) for spelt in (printed.name, *printed.also)]
    if not name or len(printed.code) != len("30101") or name in names:
        return None
    other = codes.department_item(name)
    if other is not None and other.code[:3] == printed.code[:3]:
        return Item(f"id/econ/{other.code}", other.code, code=printed.code)
    if max(SequenceMatcher(None, name, spelt).ratio() for spelt in names) >= ALIKE:
        return None
    key = terms.segment(name)
    return Item(f"id/row/{key}", key, known=False, row=name, code=printed.code)


def unlisted(code: str) -> Item | None:
    """The item of a code that the list lacks, below a class that it has; ``None`` for anything else.

    >>> unlisted("30210").known, unlisted("39"), unlisted("036001")
    (False, None, None)
    """
    listed = len(code) == len("30101") and code.isdigit() and codes.department_item(code[:3]) is not None
    return Item(f"id/econ/{code}", code, known=False) if listed else None


def misprinted(code: str, name: str) -> Item | None:
    """The functional item that a wrong code means: the only one of this name whose last four digits are the same.

    >>> misprinted("71102", "事业单位医疗").key, misprinted("71102", "行政运行")
    ('2101102', None)
    """
    tail, words = code[-4:], plain(name)
    if len(tail) < len("0101") or not code.isdigit() or codes.functional(code) is not None:
        return None
    found = [
        item
        for item in codes.functional_codes()
        if len(item.code) == len("2010101") and item.code.endswith(tail)
        if words in {plain(spelt) for spelt in (item.name, *item.also)}
    ]
    return Item(f"id/func/{found[0].code}", found[0].code) if len(found) == 1 else None


def function_class(label: str) -> Item | None:
    """The class (类) that a row of an overview table names: 八、社会保障和就业支出 is 208."""
    found = codes.functional_by_name(unnumbered(label), digits=3)
    return Item(f"id/func/{found.code}", found.code) if found else None


def economic_class(label: str) -> Item | None:
    """The class (类) of the economic classification that a row names: 一、工资福利支出 is 301."""
    found = codes.department_item(unnumbered(label))
    return Item(f"id/econ/{found.code}", found.code) if found and len(found.code) == len("301") else None


def government_class(label: str) -> Item | None:
    """The class (类) of the government's economic classification that a row names: 一、机关工资福利支出 is 501."""
    found = codes.government_item(unnumbered(label))
    return Item(f"id/gecon/{found.code}", found.code) if found and len(found.code) == len("501") else None


def labelled(label: str) -> Item:
    """The concept of an uncoded row: its standard name, or the label itself where none is known."""
    words = unnumbered(label)
    name = standard("row", words)
    key = terms.segment(name or words)
    return Item(f"id/row/{key}", key, name is not None, row=name or words)
