"""Made disclosures: tables written with their merged cells and what each column says, given out in several formats.

A line ``@ form role …`` says what the columns below it are (``-``: read as no figure; ``row:measure`` where the
columns are the items). ``=`` begins a row of the heading, ``|`` parts cells, ``<`` and ``^`` are merged with the
cell to the left and above. ``1.00@row:measure`` is a figure that is not what its column says. Below ``@ sheet`` every
row is one of labels; what it says follows: ``> row measure words`` for amounts, ``* level 1 | level 2 | name | target |
actual value | weight | points`` for indicators.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gouji.graph.quads import document_quads
from gouji.ingest.documents import Document
from gouji.ingest.interpret import items
from gouji.ingest.pipeline import understand
from gouji.ingest.plain import plain
from gouji.ingest.readers import text
from gouji.ingest.readers.writing import NOTHING, CellRead, Writing
from gouji.ontology.facts import Cell, Indicator, Line, Reading, Table, Unit
from gouji.shapes.engine import Engine
from gouji.shapes.findings import report

LEFT, UP = "<", "^"
NAMES = ("name", "code", "code.class", "code.group", "code.item", "unit.code")
ENGINE = Engine()
#: Row, measure, words of an amount of a sheet; levels, name, target, actual value, weight, points of an indicator.
Amount = tuple[str, ...]
Told = tuple[str, ...]
#: Form, row, measure and words of a figure.
Figure = tuple[str, str, str, str]


@dataclass
class MadeTable:
    """One table: its form, the roles of its columns, the line above it, heading rows and body rows."""

    form: str
    roles: list[str]
    above: list[str]
    heading: list[list[str]] = field(default_factory=list)
    body: list[list[str]] = field(default_factory=list)

    def rows(self) -> list[list[str]]:
        """All rows, of the same number of cells; what a figure stands for left out."""
        rows = [*self.heading, *self.body]
        width = max(len(row) for row in rows)
        return [[cell.partition("@")[0] for cell in row] + [""] * (width - len(row)) for row in rows]


@dataclass
class Made:
    """A disclosure: its lines and tables in order, and what its sheets say."""

    parts: list[str | MadeTable] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    indicators: list[Told] = field(default_factory=list)

    def wrong(self, form: str, row: str, old: str, new: str) -> "Made":
        """The disclosure with one figure misprinted: the first ``old`` in the row that names ``row``."""
        done = False
        for part in self.parts:
            if isinstance(part, MadeTable) and part.form == form and not done:
                for cells in part.body:
                    words = [cell.partition("@")[0] for cell in cells]
                    if not done and old in words and (row in words or not row):
                        cells[words.index(old)] = new
                        done = True
        assert done, (form, row, old)
        return self


def made(path: Path) -> Made:
    """The disclosure that a file of ``national/`` describes."""
    return described(path.read_text("utf-8").splitlines())


def several(path: Path, opening: str) -> dict[str, Made]:
    """The disclosures of one file, each begun by ``### `` and its name and opened by the line ``opening``."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("### "):
            lines = found.setdefault(line.removeprefix("### "), [opening, ""])
        else:
            lines.append(line)
    return {name: described(lines) for name, lines in found.items()}


def described(lines: Iterable[str]) -> Made:
    """The disclosure that lines describe."""
    found = Made()
    table: MadeTable | None = None
    above: list[str] = []
    for line in lines:
        if line.startswith("> "):
            found.amounts.append(tuple(line[2:].split()))
        elif line.startswith("* "):
            found.indicators.append(tuple(plain(words) for words in line[2:].split("|")))
        elif line.startswith("@ "):
            form, *roles = line[2:].split()
            table = MadeTable(form, roles, above)
            above = []
            found.parts.append(table)
        elif not line.strip():
            table = None
        elif table is None and " | " in line:
            above = line.split(" | ")
        elif table is None or (" |" not in line and len(table.roles) > 1):
            found.parts.append(line)
        elif line.startswith("= "):
            table.heading.append([cell.strip() for cell in line[2:].split("|")])
        elif table.form == "sheet":
            table.heading.append([cell.strip() for cell in line.split("|")])
        else:
            table.body.append([cell.strip() for cell in line.split("|")])
    return found


def spread(disclosure: Made, name: str) -> Document:
    """The disclosure as a format that keeps merged cells has it; what stands above a table is in its first row."""
    writing = Writing()
    for part in disclosure.parts:
        if isinstance(part, str):
            writing.paragraph(part)
        else:
            rows = part.rows()
            width = len(rows[0])
            top = [[CellRead(words) for words in part.above] + [NOTHING] * (width - len(part.above))]
            writing.grid([*top, *([merged(rows, at, i) for i in range(width)] for at in range(len(rows)))])
    return writing.document(name, b"made", "PDF")


def merged(rows: list[list[str]], at: int, i: int) -> CellRead:
    """One cell with the columns and rows that it is merged over."""
    words = rows[at][i]
    if words in (LEFT, UP, ""):
        return NOTHING
    columns = next((n for n, word in enumerate(rows[at][i + 1 :], start=1) if word != LEFT), len(rows[at]) - i)
    below = [row[i] for row in rows[at + 1 :]]
    return CellRead(words, None, columns, next((n for n, word in enumerate(below, start=1) if word != UP), 1))


def flat(disclosure: Made, name: str, *, packed: bool, padded: bool = False) -> Document:
    """The disclosure as rows of TAB-separated cells; ``packed`` headings lost the cells that others are merged over.

    ``padded`` rows of such a heading have blank cells at their end instead.
    """
    lines: list[str] = []
    for part in disclosure.parts:
        if isinstance(part, str):
            lines.append(part)
            continue
        if part.above:
            lines.append("\t".join(part.above))
        rows = part.rows()
        for at, row in enumerate(rows):
            heading = at < len(part.heading)
            kept = [word for word in row if word not in (LEFT, UP)] if heading and packed else blank(row)
            kept += [""] * (len(row) - len(kept) if padded else len(kept) == 1)
            lines.append("\t".join(kept))
        lines.append("")
    return text.read("\n".join(lines).encode(), name)


def stacked(disclosure: Made, name: str) -> Document:
    """The disclosure as one cell a line, rows parted by empty lines.

    Cells merged with the one to the left are lost from headings, those merged with the one above are blank.
    """
    lines: list[str] = []
    for part in disclosure.parts:
        if isinstance(part, str):
            lines.append(part)
            continue
        lines += [*(f"\t{words}" for words in part.above), ""]
        for at, row in enumerate(part.rows()):
            kept = dropped(part.rows(), at) if at < len(part.heading) else row
            lines += [*(f"\t{words}" for words in blank(kept)), ""]
        lines.append("")
    return text.read("\n".join(lines).encode(), name)


def dropped(rows: list[list[str]], at: int) -> list[str]:
    """A row of a heading without the cells that are merged with the one to their left, in this row or above."""

    def left(i: int) -> bool:
        above = at
        while rows[above][i] == UP:
            above -= 1
        return rows[above][i] == LEFT

    return [words for i, words in enumerate(rows[at]) if not left(i)]


def blank(row: Sequence[str]) -> list[str]:
    """The words of a row, cells merged with others left blank."""
    return ["" if words in (LEFT, UP) else words for words in row]


def expected(disclosure: Made) -> Counter[Figure]:
    """The figures that the tables say."""
    return Counter(figure for part in disclosure.parts if isinstance(part, MadeTable) for figure in figures(part))


def figures(table: MadeTable) -> Iterator[Figure]:
    """The figures of one table."""
    for row in table.body:
        name = code = unit = ""
        side = -1
        before = ""
        for role, cell in zip(table.roles, row, strict=False):
            words, _, told = cell.partition("@")
            if role in NAMES and before not in NAMES:
                name, code, unit, side = "", "", "", side + 1
            before = role if role != "-" else before
            if words in (LEFT, UP, ""):
                continue
            if role == "name":
                name = words
            elif role == "unit.code":
                unit = words
            elif role in NAMES:
                code += words
            elif told or (role not in ("-", "type") and any(sign.isdigit() for sign in words)):
                label, _, measure = (told or role).rpartition(":")
                if not label.startswith("prior") and measure != "-":
                    yield table.form, key(table, label, code or unit, name, side), measure, words


def key(table: MadeTable, label: str, code: str, name: str, side: int) -> str:
    """What a row is called: its code, else its standard name."""
    if label:
        return items.labelled(label).key
    if code.isdigit():
        return code
    name = name or code or "合计"
    if "".join(name.split()) in items.SIDE_TOTALS and table.form in ("b01", "b04"):
        name = ("收入", "支出")[side] + plain(name)
    function = items.function_class(name) if table.form in ("b01", "b04") and side == 1 else None
    return (function or items.labelled(name)).key


def read(document: Document) -> tuple[Reading, Counter[Figure]]:
    """What is understood of a document, and the figures of its tables."""
    reading = understand(document)
    lines = {fact.iri: fact for fact in reading.facts if isinstance(fact, Line)}
    forms = {fact.iri: fact.form for fact in reading.facts if isinstance(fact, Table)}
    units = {fact.iri: fact for fact in reading.facts if isinstance(fact, Unit)}
    found = Counter(
        (forms[line.table], row_key(line, units), fact.measure, fact.printed)
        for fact in reading.facts
        if isinstance(fact, Cell)
        for line in [lines[fact.line]]
    )
    return reading, found


def row_key(line: Line, units: dict[str, Unit]) -> str:
    """A row's code, else its standard name."""
    unit = units.get(line.item)
    if unit is not None:
        return unit.code or items.labelled(unit.name).key
    return line.item.rsplit("/", 1)[-1] if not line.item.startswith("id/project/") else items.labelled(line.label).key


def found(reading: Reading) -> list[str]:
    """The rules of everything found but hints."""
    told = report(reading, tuple(ENGINE.bindings(document_quads(reading))))
    rules = [one.rule.id for result in told.results for one in (result, *result.follows) if one.severity != "info"]
    return rules + [finding.rule for finding in told.findings if finding.severity != "info"]


def told_by_sheets(reading: Reading) -> tuple[Counter[Amount], Counter[Told]]:
    """The amounts and indicators that are read of the sheets of a document."""
    lines = {fact.iri: fact for fact in reading.facts if isinstance(fact, Line)}
    amounts = Counter(
        (lines[fact.line].item.rsplit("/", 1)[-1], fact.measure, fact.printed)
        for fact in reading.facts
        if isinstance(fact, Cell)
    )
    indicators = Counter(
        (one.level1, one.level2, one.name, one.target_text, one.actual_text, number(one.weight), number(one.points))
        for one in reading.facts
        if isinstance(one, Indicator)
    )
    return amounts, Counter(tuple(plain(words or "") for words in one) for one in indicators.elements())


def number(value: Decimal | None) -> str:
    """Points as they are printed."""
    return "" if value is None else str(value)
