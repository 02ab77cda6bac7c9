"""How many slips a check finds: ``python -m gouji.bench.mutation PATHS… --seed 1 --count 300``.

One figure that takes part in a relation that holds is changed in the text of a document: a digit, the decimal point,
two digits swapped, its row left out, its direction turned. The text is read and checked again. The slip is found if a
violation or warning that was not there names the figure, or judges a relation that it takes part in. Slips within the
slack of every relation of the figure are no slips here: no rule may speak of them. With the only row of a sum the sum
itself is gone, and nothing is left to be checked: such rows are tried and listed, and not counted.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from ..api.inputs import disclosures
from ..ingest.readers.files import read, read_bytes
from ..ontology.messages import GoujiError
from ..shapes.engine import Engine
from ..shapes.operands import sides
from .corpus import documents
from .mutation_subject import BEYOND, KINDS, Change, Checked, Kind, Subject, checked

#: So often another place is drawn where a slip is none, or within the slack, before the next document is taken.
PATIENCE = 40


@dataclass(frozen=True, slots=True)
class Slip:
    """One change that was tried, and the rules that told of it."""

    document: str
    change: Change
    rules: frozenset[str]

    @property
    def found(self) -> bool:
        """Whether any did."""
        return bool(self.rules)


def slips(
    subjects: Sequence[Subject], count: int, seed: int, engine: Engine, kinds: Sequence[Kind] = KINDS
) -> Iterator[Slip]:
    """At most ``count`` changes, by turns of each kind and in each document, at places that ``seed`` gives."""
    for subject, change in islice(changes(subjects, kinds, Random(seed)), count):
        yield Slip(subject.name, change, told(subject, change, engine))


def changes(subjects: Sequence[Subject], kinds: Sequence[Kind], random: Random) -> Iterator[tuple[Subject, Change]]:
    """Changes until there are no more to be drawn, none twice in one document."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    idle = 0
    while idle < len(subjects) * len(kinds):
        for kind in kinds:
            for subject in subjects:
                tried = (subject.change(kind, random) for _ in range(PATIENCE))
                fresh = (each for each in tried if each is not None and (subject.name, each.lines) not in seen)
                change = next(fresh, None)
                idle += 1
                if change is not None:
                    idle = 0
                    seen.add((subject.name, change.lines))
                    yield subject, change


def told(subject: Subject, change: Change, engine: Engine) -> frozenset[str]:
    """The rules of new violations and warnings that speak of the change."""
    try:
        after = checked(change.lines, subject.document, engine)
    except GoujiError:
        return frozenset({"refused"})
    of_reading = after.warnings - subject.checked.warnings
    return frozenset(speaking(subject, change, after)) | frozenset(of_reading)


def speaking(subject: Subject, change: Change, after: Checked) -> Iterator[str]:
    """The rules of new breaches that name a changed figure, or judge a relation that it took part in."""
    known = subject.checked.breaches
    changed = {iri for iri, _ in change.values}
    concerned = {each.binding for name in change.values for each in subject.of_figure.get(name, ())}
    judged = {(binding.rule, binding.value) for binding in concerned}
    for breach, binding in after.breaches.items():
        if breach not in known:
            figure, operands = sides(binding, after.facts)
            names = {figure.iri, *(operand.figure.iri for operand in operands)}
            if (binding.rule, binding.value) in judged or not names.isdisjoint(changed):
                yield binding.rule


def subjects_of(files: Iterable[Path], generated: int, seed: int, engine: Engine) -> Iterator[Subject]:
    """The given documents, and generated ones."""
    for file in files:
        yield Subject(read(file), engine)
    for name, text in documents(generated, seed):
        yield Subject(read_bytes(text.encode("utf-8"), name), engine)


def report(tried: Sequence[Slip]) -> Iterator[str]:
    """The shares found by kind and by rule, and every miss."""
    yield "changed                 slips  found"
    for kind in KINDS:
        of_kind = [slip for slip in tried if slip.change.kind == kind]
        yield f"{kind:<22} {line(of_kind)}{'  (not counted)' if kind in BEYOND else ''}"
    yield f"{'all counted':<22} {line(counted(tried))}"
    yield "rule     broken  found  by the rule itself"
    broken = Counter(rule for slip in counted(tried) for rule in slip.change.rules)
    for rule, number in sorted(broken.items()):
        of_rule = [slip for slip in counted(tried) if rule in slip.change.rules]
        found = sum(slip.found for slip in of_rule)
        own = sum(rule in slip.rules for slip in of_rule)
        yield f"{rule:<8} {number:6} {found:6} {own:6}"
    for slip in tried:
        if not slip.found:
            broken_rules = " ".join(sorted(slip.change.rules))
            yield f"missed: {slip.document}:{slip.change.line}: {slip.change.kind}: {slip.change.what} ({broken_rules})"


def counted(tried: Iterable[Slip]) -> list[Slip]:
    """The slips that leave a relation to be checked."""
    return [slip for slip in tried if slip.change.kind not in BEYOND]


def line(some: Sequence[Slip]) -> str:
    """How many, and the share found."""
    found = sum(slip.found for slip in some)
    return f"{len(some):6} {found:6}  {found / len(some):6.1%}" if some else f"{0:6}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 if a generated document, which is clean, has a violation or warning."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.mutation", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="disclosures to change, such as examples/")
    parser.add_argument("--seed", type=int, default=1, help="other places (1)")
    parser.add_argument("--count", type=int, default=300, help="how many changes (300)")
    parser.add_argument("--generated", type=int, default=8, help="how many generated documents to change as well (8)")
    chosen = parser.parse_args(arguments)
    engine = Engine()
    files = disclosures(chosen.paths) if chosen.paths else []
    subjects = list(subjects_of(files, chosen.generated, chosen.seed, engine))
    tried = []
    for slip in slips(subjects, chosen.count, chosen.seed, engine):
        tried.append(slip)
        print(f"\r{len(tried)}/{chosen.count}", end="", file=sys.stderr)
    print(file=sys.stderr)
    print("\n".join(report(tried)))
    alarms = [(each.name, *breach) for each in subjects[len(files) :] for breach in each.checked.breaches]
    print(f"unchanged generated documents: {chosen.generated}, violations and warnings: {len(alarms)}")
    print("\n".join(" ".join(map(str, alarm)) for alarm in alarms))
    return int(bool(alarms))


if __name__ == "__main__":
    sys.exit(main())
