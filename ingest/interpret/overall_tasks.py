"""The tasks of the year on the overall sheet of a unit: each with its amounts, and the row that adds them up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..documents import Row
from ..numbers import is_nil, is_number
from ..plain import plain, unnumbered
from .indicator_columns import filled
from .labels import Label, Labels
from .ledger import Ledger
from .sheet_amounts import Amount

#: The row that all tasks together make up.
TOTAL = "部门预算总额"
#: Of a task, which no form lists.
NO_WORDS = re.compile("(?!)")


@dataclass
class Tasks:
    """Reads the rows of tasks below the words over their amounts, counted from the right: the left may be merged."""

    words: Mapping[str, Any]
    columns: dict[int, str] = field(default_factory=dict)

    def read(self, row: Row, labels: Labels, ledger: Ledger) -> list[Amount] | None:
        """The amounts of a task; none of the heading, ``None`` for a row that is neither."""
        told = self.told(row)
        if told:
            self.columns = told
            ledger.ignore("heading", *row)
            return []
        if not self.columns:
            return None
        cells = {i - len(row): cell for i, cell in filled(row)}
        amounts = [(self.columns[at], cell) for at, cell in cells.items() if at in self.columns]
        names = [cell for at, cell in cells.items() if at not in self.columns and labels.match(cell.text) is None]
        if not names or not amounts or not all(is_number(cell.text) or is_nil(cell.text) for _, cell in amounts):
            self.columns = {}
            return None
        whole = unnumbered(names[0].text) in self.words["total"]
        label = Label(NO_WORDS, row=TOTAL) if whole else Label(NO_WORDS, row=plain(names[0].text), of_which=TOTAL)
        ledger.ignore("text", *names[1:])
        return [Amount(label, names[0], measure, cell) for measure, cell in amounts]

    def told(self, row: Row) -> dict[int, str]:
        """The measures of the columns, counted from the right, of a heading row of amounts; nothing for another row."""
        known: Mapping[str, str] = self.words.get("columns", {})
        told = {i - len(row): known[plain(cell.text)] for i, cell in filled(row) if plain(cell.text) in known}
        return told if "budget.total" in told.values() and len(told) > 1 else {}
