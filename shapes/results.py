"""What a check of one document gives: results with evidence, outcomes by rule, and the report that holds them."""

from dataclasses import dataclass, field
from decimal import Decimal

from ..ontology.facts import Disclosure, Finding, Severity, Tally
from ..ontology.messages import Bilingual
from ..ontology.places import Paper, Place
from .diagnosis import Cause
from .engine import State
from .evidence import Figure, Operand
from .rules import Rule
from .wording import NOTHING, at

GRAVITY: dict[Severity, int] = {"violation": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Result:
    """One rule that one figure does not meet.

    Numbers are in base units (yuan, percent points); ``arithmetic`` tells them in the printed unit. ``settled`` names
    the third source when one agrees with one side only. ``follows`` holds what else the same defect breaks.
    """

    rule: Rule
    severity: Severity
    state: State
    figure: Figure
    operands: tuple[Operand, ...]
    stated: Decimal | None
    computed: Decimal | None
    slack: Decimal | None
    parts: int
    pattern: str
    arithmetic: Bilingual = NOTHING
    cause: Cause | None = None
    settled: Bilingual | None = None
    follows: tuple["Result", ...] = ()

    @property
    def delta(self) -> Decimal | None:
        """Stated less computed; ``None`` where the rule compares no numbers."""
        return None if self.stated is None or self.computed is None else self.stated - self.computed

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that take part, the one judged first."""
        return (self.figure, *(operand.figure for operand in self.operands))

    @property
    def places(self) -> tuple[Place, ...]:
        """Where they are printed."""
        return tuple(dict.fromkeys(figure.place for figure in self.figures if figure.place is not None))

    @property
    def message(self) -> Bilingual:
        """The whole finding as a sentence, without its rule's id."""
        where = at(self.figure.place)
        zh = f"{self.figure.name.zh}（{where.zh}）" if where.zh else self.figure.name.zh
        says = [
            (f"{zh}：{self.rule.zh}", f"{self.figure.name.en}{where.en}: {self.rule.en}"),
            (self.arithmetic.zh, self.arithmetic.en),
            (self.cause.words.zh, self.cause.words.en) if self.cause else ("", ""),
            (self.settled.zh, self.settled.en) if self.settled else ("", ""),
        ]
        return Bilingual("".join(f"{zh}。" for zh, _ in says if zh), " ".join(closed(en) for _, en in says if en))


def closed(sentence: str) -> str:
    """An English sentence with its full stop."""
    return sentence if sentence.endswith("?") else f"{sentence}."


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How the bindings of one rule ended in one document.

    Not ``complete`` where the engine tells breaches only: then nothing is known of the other outcomes.
    """

    rule: str
    exact: int = 0
    rounding: int = 0
    suspicious: int = 0
    inconsistent: int = 0
    not_checkable: int = 0
    complete: bool = True

    @property
    def checked(self) -> int:
        """How many ended in a verdict."""
        return self.exact + self.rounding + self.suspicious + self.inconsistent


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check of one document found: results by place, outcomes by rule, findings of reading, figures read."""

    disclosure: Disclosure
    results: tuple[Result, ...]
    outcomes: tuple[Outcomes, ...]
    findings: tuple[Finding, ...]
    tally: Tally
    lines: tuple[str, ...] = field(repr=False, default=())
    paper: Paper = field(repr=False, default_factory=Paper)
    complete: bool = True
    """Whether the engine told every outcome, or breaches only."""

    @property
    def total(self) -> Outcomes:
        """The outcomes of all rules together."""
        return Outcomes(
            rule="",
            exact=sum(each.exact for each in self.outcomes),
            rounding=sum(each.rounding for each in self.outcomes),
            suspicious=sum(each.suspicious for each in self.outcomes),
            inconsistent=sum(each.inconsistent for each in self.outcomes),
            not_checkable=sum(each.not_checkable for each in self.outcomes),
            complete=self.complete,
        )
