"""What the recogniser hands on: grids known to be a form, with their words as printed."""

from dataclasses import dataclass

from ...ontology.forms import Form, Layout
from ...ontology.places import Place
from ..documents import Grid, Row, Text


@dataclass(frozen=True, slots=True)
class Preamble:
    """What stands above a table: its title, the unit it is about, the unit of amount it declares."""

    title: str = ""
    unit_name: str | None = None
    unit_code: str | None = None
    year: int | None = None
    declared_year: int | None = None
    """The year that a line of its own declares (预算年度：2024, (2023年度)), not one that a title mentions."""
    amount_unit: str | None = None
    others_unit: str | None = None
    """The unit of amount that all other tables of the document declare, where this one declares none."""
    coverage: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One table of a known form: body rows as printed, heading rows apart, pieces of several pages joined.

    ``layout`` is ``None`` where the heading fits no layout exactly; ``missing`` then counts the columns the
    printed heading lacks of ``nearest``. Loose paragraphs between the pieces of a form that ``continues`` are
    rows of one cell.
    """

    form: Form
    layout: Layout | None
    preamble: Preamble
    heading: tuple[Row, ...]
    pieces: tuple["Piece", ...]
    place: Place
    note: str | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The body rows of all pieces, in reading order."""
        return tuple(row for piece in self.pieces for row in piece.rows)


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that stood together under one heading; ``layout`` may lack columns, ``columns`` counts those printed."""

    rows: tuple[Row, ...]
    layout: Layout
    heading: tuple[Row, ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document's tables, the grids that are none of them, and what the rest was.

    ``lifted`` are cells of grids that only say what stands above a table: unit, year, unit of amount.
    """

    statements: tuple[Statement, ...]
    unknown: tuple[tuple[Grid, Preamble], ...]
    contents: tuple[Grid, ...] = ()
    lifted: tuple[Text, ...] = ()
