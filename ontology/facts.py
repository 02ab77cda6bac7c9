"""The immutable core: what a disclosure says, as facts and findings, each with its place.

``iri`` fields are names relative to the public base (see :mod:`gouji.ontology.terms`); money is in yuan,
percentages in percent points, always :class:`~decimal.Decimal`. ``ulp`` is the printed step of a value in
the value's own unit (XBRL ``decimals``), ``None`` where the table's step holds.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .places import Paper, Place

Severity = Literal["violation", "warning", "info"]
ClaimKind = Literal["amount", "difference", "growth", "share", "rate", "count", "price", "score", "order"]
CitedIn = Literal["title", "basis", "indicator", "prose", "heading"]


@dataclass(frozen=True, slots=True)
class Part:
    """One of several files that make one document."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One document: who published it, for which year and as what."""

    iri: str
    unit: str
    year: int
    kind: str
    title: str
    file: str
    sha256: str
    encoding: str
    scope: str | None = None
    """``department`` (with the units below it) or ``unit`` (that body alone), where its title says so."""
    parts: tuple[Part, ...] = ()
    """The files, where several make the document."""
    topics: tuple[str, ...] = ()
    """What its text discusses of the matters in ``ontology/words/topics.toml``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit or department as a document names it."""

    iri: str
    name: str
    region: str | None
    code: str | None = None
    nature: str | None = None
    level: str | None = None
    funding: str | None = None
    parent: str | None = None
    """The relative name of the parent agency (主管部门)."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One printed table: its form, and the step in yuan its figures are printed to."""

    iri: str
    form: str
    title: str
    scale: int
    ulp: Decimal
    place: Place
    coverage: str | None = None
    note: str | None = None
    empty: bool = False
    blank: tuple[str, ...] = ()
    """What the rows of an empty table are named."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row of a table; ``item`` names the concept (``func/210``, ``row/合计``, ``project/…``)."""

    iri: str
    table: str
    ord: int
    item: str
    label: str
    place: Place
    parent: str | None = None
    of_which: str | None = None
    leaf: bool = False
    government_item: str | None = None
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed figure; ``text`` only where rendering the value would not give the print back."""

    iri: str
    line: str
    measure: str
    value: Decimal | None
    place: Place
    printed: str
    text: str | None = None
    ulp: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project's identity across documents and years."""

    iri: str
    name: str
    unit: str
    place: Place
    code: str | None = None
    region: str | None = None
    start_year: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A project's (or the unit's own) sheet of targets or self-evaluation for one year.

    ``project`` is ``None`` for the unit's overall sheet. ``plan`` maps 1..4 to the cumulative percent due by
    the end of March, June, October and December; a missing key was printed blank.
    """

    iri: str
    table: str | None
    year: int
    place: Place
    project: str | None = None
    evaluation: bool = False
    budget: Decimal | None = None
    spent: Decimal | None = None
    ulp: Decimal | None = None
    plan: tuple[tuple[int, Decimal], ...] = ()
    goal_text: str | None = None
    purpose: str | None = None
    basis: str | None = None
    result: str | None = None
    score: Decimal | None = None
    grade: str | None = None
    code: str | None = None
    """The project code this sheet prints, where it is not the project's own."""
    repeats: str | None = None
    """The goal that this one prints again."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One third-level indicator of one sheet; ``target_text`` is always as printed."""

    iri: str
    goal: str
    ord: int
    place: Place
    level1: str | None
    level2: str | None
    name: str | None
    target_text: str | None
    op: str | None = None
    target: Decimal | None = None
    target_unit: str | None = None
    description: str | None = None
    basis: str | None = None
    half: Literal["term", "year"] | None = None
    beside: str | None = None
    """Of an indicator of the year: the one of the whole term in the same row."""
    weight: Decimal | None = None
    points: Decimal | None = None
    actual_text: str | None = None
    actual: Decimal | None = None
    """The number that was reached, where it is plainly one, in the unit of the target."""
    deviation: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of an official document's number; ``citing`` is the relative name of what cites it."""

    iri: str
    normal: str
    spelling: str
    where: CitedIn
    citing: str
    place: Place
    likely: str | None = None


@dataclass(frozen=True, slots=True)
class Allocation:
    """An amount tied to a funding document: what a project or unit received under it, in yuan."""

    iri: str
    document: str
    project: str
    unit: str
    value: Decimal
    ulp: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """A number said in running text. ``about`` is the words it is said of; links are set by the matcher or absent."""

    iri: str
    kind: ClaimKind
    value: Decimal
    ulp: Decimal
    unit: str
    about: str
    quote: str
    printed: str
    place: Place
    approximate: bool = False
    closes: bool = False
    """Of a share: the shares said with it make exactly 100 percent."""
    prior_year: bool = False
    part: str | None = None
    whole: str | None = None
    current: str | None = None
    prior: str | None = None
    same: str | None = None
    difference: str | None = None
    """The claim that says in money what this growth says in percent."""
    adds_to: str | None = None
    """The claim of the total that this claim and its siblings of the same ``sum`` make up."""
    sum: str | None = None
    """Which of the ways to divide the total this is; a total may be divided by fund and again by year."""
    of_which: str | None = None
    """The claim of the amount that this one is a part of, where the parts said need not be all."""
    blank: str | None = None
    """The empty table that should repeat this amount."""
    count: str | None = None
    price: str | None = None
    """Of an amount: the claims of how many and of what one costs, whose product it is."""
    equals: str | None = None
    """Another figure that this one must equal by its definition."""
    counted_by: str | None = None
    """The claim that says how many of these are listed."""
    lists: str | None = None
    """The table whose rows this count is about."""
    costs: str | None = None
    """Of a count of trips or receptions: the claim of the money spent on them."""
    figure: str | None = None
    """The name of a figure that a rule defines by others, such as a rate."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something for a person to look at; never says which side is wrong unless a third source tells."""

    rule: str
    severity: Severity
    zh: str
    en: str
    places: tuple[Place, ...]
    likely: str | None = None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A printed figure that is deliberately no fact, and why."""

    place: Place
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures of the tables were printed, and what became of each of them."""

    printed: int
    read: int
    ignored: int
    unread: int


Fact = Disclosure | Unit | Table | Line | Cell | Project | Goal | Indicator | Citation | Allocation | Claim


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says, and all that could not be understood."""

    disclosure: Disclosure
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...]
    tally: Tally
    lines: tuple[str, ...] = field(repr=False, default=())
    """The source's own lines, for showing evidence; never written into the graph."""
    paper: Paper = field(repr=False, default_factory=Paper)
    """Where those lines stand in a file that is no text."""
