"""From a binding's IRIs back to what is printed: the figures of both sides, each with its place and its words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..ontology import terms
from ..ontology.facts import Allocation, Cell, Claim, Disclosure, Fact, Goal, Indicator, Line, Reading, Table
from ..ontology.facts import Unit as UnitFact
from ..ontology.messages import Bilingual
from ..ontology.places import Place
from .labels import form_words, link_words, measure_words
from .scales import Scale, scale_of_cell, scale_of_claim, scale_of_indicator
from .year_totals import year_totals

Role = Literal[
    "part",
    "other",
    "share-part",
    "share-whole",
    "current",
    "prior",
    "difference",
    "factor",
    "spent",
    "seen",
    "outturn",
    "budget",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: ``value`` and ``ulp`` in base units (yuan, percent points), ``scale`` how it is printed."""

    iri: str
    name: Bilingual
    printed: str
    value: Decimal | None
    ulp: Decimal
    scale: Scale
    place: Place | None
    quote: str = ""
    row: str = ""
    """The row of a table that it stands in."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure of the other side, with its weight in a sum and what it is to the figure judged."""

    figure: Figure
    role: Role = "part"
    weight: int = 1

    @property
    def term(self) -> Decimal:
        """What it adds to a sum."""
        return Decimal(self.weight) * (self.figure.value or Decimal(0))


class Facts:
    """The facts of a reading, found by the IRIs that queries answer with."""

    def __init__(self, reading: Reading) -> None:
        self.named: dict[str, Fact] = {}
        self.lines: dict[str, list[Line]] = {}
        self.rows: dict[tuple[str, str], list[Line]] = {}
        self.cells: dict[tuple[str, str], Cell] = {}
        self.lines_of: dict[str, list[Line]] = {}
        self.figures: dict[str, Figure] = {}
        self.row_cells: dict[str, list[Cell]] = {}
        self.claims: list[Claim] = []
        self.indicators: dict[str, list[Indicator]] = {}
        self.goals: list[Goal] = []
        for fact in reading.facts:
            self.named.setdefault(fact.iri, fact)
            match fact:
                case Line():
                    if fact.parent:
                        self.lines.setdefault(fact.parent, []).append(fact)
                    self.lines_of.setdefault(fact.table, []).append(fact)
                    self.rows.setdefault((fact.table, fact.item), []).append(fact)
                case Cell():
                    self.cells[fact.line, fact.measure] = fact
                    self.row_cells.setdefault(fact.line, []).append(fact)
                case Claim():
                    self.claims.append(fact)
                case Indicator():
                    self.indicators.setdefault(fact.goal, []).append(fact)
                case Goal():
                    self.goals.append(fact)
                case _:
                    pass
        self.tables = [fact for fact in reading.facts if isinstance(fact, Table)]
        lines = (line for lines in self.lines_of.values() for line in lines)
        told = year_totals((line.table, line.item) for line in lines)
        self.year_totals = {(table, grand): total for table, total, grand in told}

    def items_of(self, line: Line) -> frozenset[str]:
        """What a row is about; a grand total may be the total of the year as well."""
        return frozenset({line.item, self.year_totals.get((line.table, line.item), line.item)})

    def fact(self, iri: str) -> Fact | None:
        """The fact of this name, relative or absolute."""
        return self.named.get(iri.removeprefix(terms.BASE))

    def table(self, line: str) -> Table | None:
        """The table that a line stands in."""
        found = self.named.get(line)
        table = self.named.get(found.table) if isinstance(found, Line) else None
        return table if isinstance(table, Table) else None

    def figure(self, iri: str, stated: Decimal | None = None) -> Figure:
        """The figure, or what else a rule speaks of, of this IRI; ``stated`` tells which number of several is meant."""
        fact = self.fact(iri)
        match fact:
            case Cell():
                return self.of_cell(fact)
            case Claim():
                return of_claim(fact)
            case Indicator():
                return self.of_indicator(fact, stated)
            case Goal():
                return self.of_goal(fact, stated)
            case None:
                words = iri.removeprefix(terms.BASE).rsplit("/", 1)[-1]
                return Figure(
                    iri.removeprefix(terms.BASE), Bilingual(words, words), "", None, Decimal(0), Scale(), None
                )
            case _:
                return of_other(fact)

    def of_cell(self, cell: Cell) -> Figure:
        """A printed cell, by table, row and column."""
        if cell.iri not in self.figures:
            self.figures[cell.iri] = self.told(cell)
        return self.figures[cell.iri]

    def told(self, cell: Cell) -> Figure:
        """The words for a cell."""
        line = self.named[cell.line]
        table = self.table(cell.line)
        label = row_words(line) if isinstance(line, Line) else ""
        form = form_words(table.form) if table else Bilingual("", "")
        measure = measure_words(cell.measure)
        name = Bilingual(f"{form.zh}「{label}」{measure.zh}", f"{form.en}, {label}, {measure.en}")
        ulp = cell.ulp if cell.ulp is not None else table.ulp if table else Decimal(0)
        return Figure(
            cell.iri, name, cell.printed, cell.value, ulp, scale_of_cell(cell, table), cell.place, row=cell.line
        )

    def of_indicator(self, indicator: Indicator, stated: Decimal | None) -> Figure:
        """An indicator's target, or its points or weight, whichever ``stated`` is."""
        words = Bilingual(f"指标「{indicator.name or ''}」", f"indicator {indicator.name or ''}")
        for number, zh, en in ((indicator.points, "得分", "points"), (indicator.weight, "分值", "weight")):
            if stated is not None and number == stated:
                name = Bilingual(words.zh + zh, f"{words.en}, {en}")
                step = number_step(number)
                return Figure(
                    indicator.iri, name, f"{number:f}", number, step, Scale(zh="分", en="points"), indicator.place
                )
        scale = scale_of_indicator(indicator)
        value = None if indicator.target is None else indicator.target * scale.factor
        step = Decimal(0) if indicator.target is None else number_step(indicator.target) * scale.factor
        text = indicator.target_text or ""
        return Figure(indicator.iri, words, text, value, step, scale, indicator.place, quote=text)

    def of_goal(self, goal: Goal, stated: Decimal | None) -> Figure:
        """A sheet: its score or amount if ``stated`` is it, else the sheet as such, with its plan."""
        project = self.named.get(goal.project) if goal.project else None
        label = getattr(project, "name", "") if project else "整体"
        name = Bilingual(f"绩效表「{label}」", f"performance sheet {label}")
        if stated is not None and goal.score == stated:
            step = number_step(stated)
            return Figure(goal.iri, name, f"{stated:f}", stated, step, Scale(zh="分", en="points"), goal.place)
        if stated is not None and goal.budget == stated and (cell := self.amount_of(goal)) is not None:
            return self.of_cell(cell)
        if goal.evaluation:
            return Figure(goal.iri, name, "", stated, Decimal(1), Scale(1, "分", "points"), goal.place)
        plan = "，".join(f"{PLAN_ENDS[quarter]} {percent:f}%" for quarter, percent in goal.plan)
        return Figure(goal.iri, name, plan, stated, Decimal(1), Scale.percent(), goal.place, quote=plan)

    def amount_of(self, goal: Goal) -> Cell | None:
        """The printed cell of a sheet's amount: on the row of its total, or of its project in a table of many."""
        for item in ("id/row/资金总额", goal.project or "", "id/row/部门预算总额", "id/row/合计"):
            for line in self.rows.get((goal.table or "", item), ()):
                for cell in self.row_cells.get(line.iri, ()):
                    if cell.value == goal.budget:
                        return cell
        return None


def row_words(line: Line) -> str:
    """What a row is called: its code and label, or the standard name of a row without a code."""
    kind, _, key = line.item.removeprefix("id/").partition("/")
    label = line.label.strip(" :：")
    match kind:
        case "row":
            return key
        case "func" | "econ" | "gecon" if not label.startswith(key):
            return f"{key} {label}"
        case _:
            return label


PLAN_ENDS = {1: "3月底", 2: "6月底", 3: "10月底", 4: "12月底"}


def number_step(number: Decimal) -> Decimal:
    """The step a bare number is printed to.

    >>> number_step(Decimal("83.8")), number_step(Decimal("20"))
    (Decimal('0.1'), Decimal('1'))
    """
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(0)


def of_claim(claim: Claim) -> Figure:
    """A figure said in prose, by what it is said of."""
    words = claim.about.replace("/", "·")
    name = Bilingual(f"正文「{words}」{link_words(claim.kind).zh}", f"prose, {words}, {link_words(claim.kind).en}")
    return Figure(
        claim.iri, name, claim.printed, claim.value, claim.ulp, scale_of_claim(claim), claim.place, claim.quote
    )


def of_other(fact: Fact) -> Figure:
    """Whatever else a rule can speak of: a row, a table, a unit, the document itself."""
    match fact:
        case Table():
            words = form_words(fact.form)
            name = Bilingual(fact.title or words.zh, words.en)
        case Line():
            name = Bilingual(f"「{row_words(fact)}」行", f"row {row_words(fact)}")
        case Disclosure():
            name = Bilingual(fact.title, fact.title)
        case Allocation():
            number = fact.document.rsplit("/", 1)[-1]
            name = Bilingual(f"{number}安排的资金", f"money under {number}")
        case UnitFact():
            name = Bilingual(fact.name, fact.name)
        case _:
            words_of = str(
                getattr(fact, "name", None) or getattr(fact, "spelling", None) or fact.iri.rsplit("/", 1)[-1]
            )
            name = Bilingual(words_of, words_of)
    place = getattr(fact, "place", None)
    text = str(getattr(fact, "spelling", "") or "")
    return Figure(fact.iri, name, text, None, Decimal(0), Scale(), place, quote=text)
