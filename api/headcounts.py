"""How many people a body says it has: in post, and posts it may fill; only where a document says one such number."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from .catalogue import records, text
from .execution import Job
from .questions import Run

People = Literal["staff", "posts"]

#: What the number is said of. Parts (行政编制) and people who have left (离休, 退休) are not meant.
SAID: Mapping[People, str] = {
    "staff": "^(目前|现有?|实有|实际)?(在职|在编|在岗|在编在职|在职在编|财政供养)(人员|职工)?(总数|人数|数)?$"
    "|^(实有|现有)(人员|职工)?(总数|人数|数)$",
    "posts": "^(人员|核定|核定人员|总|机关|单位)?编制(人员|人数|总数|数)?$",
}
COUNTS = """
SELECT ?document ?about ?number { ?claim a gj:CountClaim ; gj:document ?document ; gj:about ?about ; gj:value ?number ;
  gj:targetUnit ?of FILTER(?of IN ("人", "名", "个")) FILTER(REGEX(?about, "编制|在职|在编|在岗|供养|实有|现有"))
  FILTER NOT EXISTS { ?claim gj:priorYear true } BIND(REPLACE(?about, "^.*/", "") AS ?last) FILTER(REGEX(?last, "%s")) }
"""


def headcounts(run: Run, people: People) -> Mapping[str, Decimal]:
    """The number of people by document; documents that say none or several are absent."""
    found: dict[str, set[Decimal]] = {}
    for row in records(run, Job(COUNTS % SAID[people])):
        found.setdefault(text(row, "document"), set()).add(Decimal(text(row, "number")))
    return {
        document: next(iter(numbers)) for document, numbers in found.items() if len(numbers) == 1 and min(numbers) > 0
    }


def people_named(word: str) -> People | None:
    """Which people an address asks for.

    >>> people_named("staff"), people_named("")
    ('staff', None)
    """
    match word:
        case "staff" | "posts":
            return word
        case _:
            return None
