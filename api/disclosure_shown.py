"""What the page of one document shows: tables as printed, goals with their indicators, citations, findings."""

from collections.abc import Mapping
from dataclasses import dataclass

from .remarks import Remark
from .source_view import SourceShown


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the place in words, and the link to it in the text beside it.

    Where there is no such text, ``id`` is an anchor of the page, if this is the first to stand there.
    """

    text: str
    id: str | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class CellShown:
    """One figure as printed, the page that tells more of it, and the numbers of the findings that are about it."""

    text: str
    id: str = ""
    href: str | None = None
    refs: tuple[int, ...] = ()
    severity: str = ""


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of a table."""

    code: str
    label: str
    also: str
    """The item's English name, beside the Chinese that is printed."""
    cells: tuple[CellShown, ...]
    spot: Spot
    total: bool
    depth: int
    refs: tuple[int, ...] = ()
    """The numbers of the findings of reading that stand on this row's line."""


@dataclass(frozen=True, slots=True)
class TableShown:
    """One table."""

    form: str
    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]
    notes: tuple[str, ...]
    empty: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """One indicator of a goal."""

    level1: str
    level2: str
    name: str
    target: str
    half: str
    actual: str
    deviation: str
    weight: str
    points: str
    spot: Spot
    id: str = ""


@dataclass(frozen=True, slots=True)
class GoalShown:
    """One sheet of targets or of self-evaluation."""

    project: str
    budget: str
    spent: str
    score: str
    plan: tuple[str, ...]
    texts: tuple[str, ...]
    indicators: tuple[IndicatorShown, ...]
    scored: bool
    reached: bool
    """Whether any of its indicators tells what was reached."""
    sheet: TableShown | None
    """The amounts of the sheet, where the sheet is this goal's alone."""
    spot: Spot


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of one of the plain lists: its cells, and where it stands."""

    cells: tuple[str, ...]
    spot: Spot
    figure: CellShown | None = None
    """What leads to the page of the figure, where the row is one."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One finding with its number on the page, and an anchor where nothing else on the page stands on its line."""

    number: int
    remark: Remark
    id: str | None


@dataclass(frozen=True, slots=True)
class DisclosureShown:
    """One document."""

    iri: str
    title: str
    unit: str
    unit_iri: str
    year: str
    kind: str
    file: str
    encoding: str
    checksum: str
    figures: Mapping[str, str]
    tables: tuple[TableShown, ...]
    goals: tuple[GoalShown, ...]
    citations: tuple[Listed, ...]
    allocations: tuple[Listed, ...]
    claims: tuple[Listed, ...]
    findings: tuple[Numbered, ...]
    outcomes: Mapping[str, Mapping[str, str]]
    """How often each rule ended in each state, by rule and state; empty where the engine does not tell."""
    source: SourceShown | None
    """The text beside it; ``None`` where none is kept."""
