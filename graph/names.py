"""What concepts are called in the reference lists, so that a graph need not repeat it."""

import re
from functools import lru_cache

from ..ontology.codes import department_item, functional, government_item, plain
from ..ontology.spellings import spellings

NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d+)号")


@lru_cache(maxsize=8192)
def known_label(item: str) -> str | None:
    """The reference name of a concept (``id/func/210``, ``id/row/合计``); ``None`` if no list has it.

    >>> known_label("id/func/210")
    '卫生健康支出'
    """
    kind, _, key = item.removeprefix("id/").partition("/")
    match kind:
        case "func":
            found = functional(key)
        case "econ":
            found = department_item(key)
        case "gecon":
            found = government_item(key)
        case "row":
            return spellings("row").get(plain(key))
        case _:
            return None
    return found.name if found else None


def parts_of_number(normal: str) -> tuple[str, int, int]:
    """Issuer, year and serial of a document number in normal form.

    >>> parts_of_number("冀财社〔2023〕225号")
    ('冀财社', 2023, 225)
    """
    found = NUMBER.fullmatch(normal)
    if found is None:
        raise ValueError(f"not a document number in normal form: {normal!r}")
    return found.group(1), int(found.group(2)), int(found.group(3))
