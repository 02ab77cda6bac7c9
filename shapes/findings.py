"""From bindings to a report: what disagrees, with both sides as printed, the arithmetic, and the likely cause."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ..graph.quads import document_quads
from ..ontology.facts import Reading
from .diagnosis import Conflict, diagnose
from .engine import Binding, Engine, State
from .evidence import Facts, Figure, Operand
from .grouping import grouped
from .operands import is_sum, sides
from .results import Outcomes, Report, Result
from .rules import rule
from .wording import arithmetic

__all__ = ["Outcomes", "Report", "Result", "check", "report"]

SHOWN = ("inconsistent", "suspicious")


def check(reading: Reading, engine: Engine) -> Report:
    """The report on one document."""
    bindings = tuple(engine.bindings(document_quads(reading)))
    return report(reading, bindings, complete=engine.complete)


def report(reading: Reading, bindings: tuple[Binding, ...], *, complete: bool = True) -> Report:
    """The report on one document whose bindings are known: all of them, or breaches only."""
    facts = Facts(reading)
    results = [result(binding, facts) for binding in bindings if binding.state in SHOWN]
    return Report(
        disclosure=reading.disclosure,
        results=grouped(results, bindings, facts),
        outcomes=outcomes(bindings, complete=complete),
        findings=reading.findings,
        tally=reading.tally,
        lines=reading.lines,
        paper=reading.paper,
        complete=complete,
    )


def result(binding: Binding, facts: Facts) -> Result:
    """What one binding that does not agree says."""
    broken = rule(binding.rule)
    figure, found = sides(binding, facts)
    told = Result(
        rule=broken,
        severity="info" if binding.state == "suspicious" else broken.severity,
        state=binding.state,
        figure=figure,
        operands=found,
        stated=binding.stated,
        computed=binding.computed,
        slack=binding.slack,
        parts=binding.parts,
        pattern=binding.pattern,
    )
    conflict = conflict_of(binding, figure, found)
    if conflict is None:
        return told
    cause = diagnose(conflict) if binding.state == "inconsistent" else None
    return replace(told, arithmetic=arithmetic(conflict, binding.parts, binding.pattern), cause=cause)


def conflict_of(binding: Binding, figure: Figure, operands: tuple[Operand, ...]) -> Conflict | None:
    """The two sides as numbers; ``None`` where the rule compares none."""
    if binding.stated is None or binding.computed is None:
        return None
    return Conflict(
        figure=figure if figure.value == binding.stated else replace(figure, value=binding.stated),
        stated=binding.stated,
        computed=binding.computed,
        slack=binding.slack or Decimal(0),
        operands=operands,
        summed=is_sum(operands, binding.computed),
    )


def outcomes(bindings: Iterable[Binding], *, complete: bool = True) -> tuple[Outcomes, ...]:
    """The outcomes by rule: all that are known, or those of breaches."""
    ended: dict[str, Counter[State]] = defaultdict(Counter)
    for binding in bindings:
        ended[binding.rule][binding.state] += 1
    return tuple(
        Outcomes(
            rule=name,
            exact=ended[name]["exact"],
            rounding=ended[name]["rounding"],
            suspicious=ended[name]["suspicious"],
            inconsistent=ended[name]["inconsistent"],
            not_checkable=ended[name]["notCheckable"],
            complete=complete,
        )
        for name in sorted(ended)
    )
