"""Columns that are items of the economic classification: 工资福利支出/基本工资 is 30101."""

from functools import lru_cache

from ...ontology import codes
from ...ontology.codes import CodeList, plain
from ...ontology.forms import Column

#: What begins the role of such a column, by the list it is of.
PREFIX = {"department": "econ.", "government": "gecon."}
#: Over the column of a whole class.
WHOLE = frozenset({"小计", "合计"})


@lru_cache(maxsize=4096)
def economic_column(path: str, listed: str) -> Column | None:
    """The column with these words above it, if they name an item of this list below its class.

    >>> [economic_column(f"工资福利支出/{word}", "department").role for word in ("基本工资", "小计")]
    ['econ.30101', 'econ.301']
    >>> economic_column("基本工资", "department") is None
    True
    """
    items = codes.department_codes() if listed == "department" else codes.government_codes()
    *above, last = path.split("/")
    if last in WHOLE and above:
        *above, last = above
        found = class_of(last, items)
    else:
        found = class_of(last, items) or (item_of(last, class_of(above[-1], items), items) if above else None)
    return Column(PREFIX[listed] + found, path) if found else None


def class_of(name: str, items: CodeList) -> str | None:
    """The code of the class of this name."""
    return next((item.code for item in items if len(item.code) == len("301") and is_called(item, name)), None)


def item_of(name: str, above: str | None, items: CodeList) -> str | None:
    """The code of the item of this name in a class."""
    below = (item for item in items if above and item.code.startswith(above) and item.code != above)
    return next((item.code for item in below if is_called(item, name)), None)


def is_called(item: codes.Code, name: str) -> bool:
    """Whether an item has this name, in one of its spellings."""
    return plain(name) in {plain(spelt) for spelt in (item.name, *item.also)}


def is_economic(role: str) -> bool:
    """Whether a role is that of an item of the economic classification."""
    return role.startswith(tuple(PREFIX.values()))
