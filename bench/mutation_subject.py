"""A document to be spoilt: its text, what it says, what holds in it, and the figures that can be changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from ..graph.quads import document_quads
from ..ingest.documents import Document
from ..ingest.pipeline import understand
from ..ontology.facts import Goal, Indicator, Line, Reading
from ..shapes.engine import Binding, Engine
from ..shapes.evidence import Facts, Figure
from ..shapes.rules import rule
from .mutation_document import rewritten
from .mutation_edits import NUMBER, NUMERIC, turned
from .mutation_relations import Key, Standing, Values, asks, key, standing

Kind = Literal["digit", "tenfold", "swap", "row", "only row", "direction"]
KINDS: tuple[Kind, ...] = ("digit", "tenfold", "swap", "row", "only row", "direction")
#: With the only row of a sum the sum itself is gone: a total without rows below it is nothing to check.
BEYOND: frozenset[Kind] = frozenset({"only row"})
#: A breach, as far as it is the same one in two readings.
Breach = tuple[str, str, str | None, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One slip in a document: the lines it leaves, the figures it changes, and the relations it breaks."""

    kind: Kind
    line: int
    what: str
    lines: tuple[str, ...]
    values: Values
    broken: tuple[Standing, ...]

    @property
    def rules(self) -> frozenset[str]:
        """The rules whose relations it breaks."""
        return frozenset(each.binding.rule for each in self.broken)


@dataclass(frozen=True, slots=True)
class Checked:
    """A text read and checked."""

    reading: Reading
    facts: Facts
    bindings: tuple[Binding, ...]

    @property
    def breaches(self) -> dict[Breach, Binding]:
        """The violations and warnings, those of rules that only inform left out."""
        return {
            (each.rule, each.value, each.other, each.state): each
            for each in self.bindings
            if each.state in ("inconsistent", "suspicious") and rule(each.rule).severity != "info"
        }

    @property
    def warnings(self) -> Counter[str]:
        """What reading complained of, by rule."""
        return Counter(each.rule for each in self.reading.findings if each.severity != "info")


def checked(lines: Sequence[str], document: Document, engine: Engine) -> Checked:
    """The document with these lines, understood and checked."""
    reading = understand(rewritten(document, lines))
    return Checked(reading, Facts(reading), tuple(engine.bindings(document_quads(reading))))


class Subject:
    """A document as it is printed, and the slips that can be made in it."""

    def __init__(self, document: Document, engine: Engine) -> None:
        self.name = document.name
        self.document = document
        self.lines = document.lines
        self.checked = checked(self.lines, document, engine)
        self.relations = tuple(standing(self.checked.bindings, self.checked.facts))
        self.figures = {key(figure): figure for each in self.relations for figure in each.figures}
        self.of_figure: dict[Key, list[Standing]] = {}
        self.at: dict[object, set[Key]] = {}
        by_rule: dict[str, dict[Key, Figure]] = {}
        for each in self.relations:
            for figure in each.figures:
                self.of_figure.setdefault(key(figure), []).append(each)
                by_rule.setdefault(each.binding.rule, {})[key(figure)] = figure
        for figure in self.figures.values():
            self.at.setdefault((figure.place, figure.printed), set()).add(key(figure))
        self.by_rule = {name: tuple(by_rule[name].values()) for name in sorted(by_rule)}

    def change(self, kind: Kind, random: Random) -> Change | None:
        """A slip of that kind at a place drawn by chance; ``None`` if it is none, or within the slack."""
        if not self.by_rule:
            return None
        figures = self.by_rule[random.choice(tuple(self.by_rule))]
        match kind:
            case "row" | "only row":
                change = self.dropped(random.choice(figures))
                return change if change is not None and change.kind == kind else None
            case "direction":
                return self.flipped(random)
            case _:
                return self.misprinted(kind, random.choice(figures), random)

    def misprinted(self, kind: Kind, figure: Figure, random: Random) -> Change | None:
        """A figure with another number."""
        span = self.span(figure)
        number = NUMBER.search(figure.printed)
        if span is None or number is None or figure.value is None:
            return None
        old = number.group()
        new = NUMERIC[kind](old, random)
        value = amount(new) * figure.scale.factor
        if abs(figure.value) != amount(old) * figure.scale.factor or new == old:
            return None
        line, start = span
        text = self.lines[line - 1]
        spoilt = text[:start] + text[start:].replace(old, new, 1)
        value = -value if figure.value < 0 else value
        values = dict.fromkeys(self.at[figure.place, figure.printed], value)
        return self.made(kind, line, f"{figure.name.zh} {old} → {new}", {line: spoilt}, values)

    def span(self, figure: Figure) -> tuple[int, int] | None:
        """The line of a figure, from 1, and the character in it where its number begins."""
        place, number = figure.place, NUMBER.search(figure.printed)
        if place is None or number is None:
            return None
        line = self.lines[place.first - 1]
        cells = line.split("\t")
        fact = self.checked.facts.fact(figure.iri)
        if isinstance(fact, Indicator | Goal) and figure.scale.zh == "分":
            same = [at for at, cell in enumerate(cells) if cell.strip() == figure.printed]
            cell = None if not same else same[0] if figure.name.zh.endswith("分值") else same[-1]
        elif place.cell is None:
            start = line.find(number.group(), place.start or 0, place.end)
            return None if place.start is None or start < 0 else (place.first, start)
        else:
            cell = place.cell
        if cell is None or cell >= len(cells) or number.group() not in cells[cell]:
            return None
        before = sum(len(each) + 1 for each in cells[:cell])
        return place.first, before + cells[cell].index(number.group())

    def flipped(self, random: Random) -> Change | None:
        """The direction of a change turned round."""
        claims = {fact.iri for fact in self.checked.facts.claims if fact.kind in ("difference", "growth")}
        figures = [figure for figure in self.figures.values() if figure.iri in claims and figure.value]
        figure = random.choice(figures) if figures else None
        if figure is None or figure.place is None or figure.value is None:
            return None
        line = figure.place.first
        spoilt = turned(self.lines[line - 1], figure.place.start or 0)
        what = f"{figure.name.zh} {figure.printed} 反向"
        values = {key(figure): -figure.value}
        return None if spoilt is None else self.made("direction", line, what, {line: spoilt}, values)

    def dropped(self, figure: Figure) -> Change | None:
        """The row of a figure left out, if it adds to another figure."""
        facts = self.checked.facts
        row = facts.named.get(figure.row)
        if not isinstance(row, Line) or not row.leaf:
            return None
        first, last = row.place.first, row.place.last
        gone = {
            key(each): Decimal(0)
            for each in self.figures.values()
            if each.place is not None and first <= each.place.first <= last
        }
        if not any(self.lines[last : last + 1]) and not any(self.lines[first - 2 : first - 1]):
            last += 1
        lines = self.lines[: first - 1] + self.lines[last:]
        what = f"少一行：{figure.name.zh} {figure.printed}"
        summed = [each for each in self.broken_by(gone) if key(each.figure) not in gone]
        several = any(len(each.operands) > 1 for each in summed)
        return Change("row" if several else "only row", first, what, lines, gone, tuple(summed)) if summed else None

    def made(self, kind: Kind, line: int, what: str, texts: Mapping[int, str], values: Values) -> Change | None:
        """The change, if any relation has no room for it."""
        broken = self.broken_by(values)
        if kind == "direction":
            concerned = [each for name in values for each in self.of_figure[name]]
            broken += tuple(each for each in concerned if asks(each.binding) == "direction")
        lines = tuple(texts.get(number, text) for number, text in enumerate(self.lines, start=1))
        return Change(kind, line, what, lines, values, broken) if broken else None

    def broken_by(self, values: Values) -> tuple[Standing, ...]:
        """The relations for which the change is larger than the slack."""
        concerned = {id(each): each for name in values for each in self.of_figure.get(name, ())}
        return tuple(each for each in concerned.values() if each.breaks(values))


def amount(number: str) -> Decimal:
    """A printed number.

    >>> amount("1,269.43")
    Decimal('1269.43')
    """
    return Decimal(number.replace(",", ""))
