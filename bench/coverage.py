"""What became of the figures of real documents: read, ignored, unread (``python -m gouji.bench.coverage PATH…``).

Prints one row a document as a Markdown table: figures of tables by what became of them, numbers of the running text by
whether they were understood or listed with a reason, tables of no known form, and findings by severity.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..api.inputs import disclosures
from ..api.processes import Failure, over_processes
from ..ingest.pipeline import read_file
from ..ontology.facts import Claim, Reading, Tally
from ..ontology.messages import Bilingual, GoujiError

HEAD = (
    "document", "seconds", "printed", "read", "ignored", "unread", "share", "prose", "understood", "listed", "unknown",
    "violation", "warning", "info",
)  # fmt: skip
#: Reasons under which numbers of the running text are left out because they are no amounts.
NO_AMOUNT = frozenset({"year", "date", "ordinal", "document-number", "name", "personal"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """One document, counted."""

    tally: Tally
    claims: int
    listed: int
    unknown: int
    findings: Counter[str]
    seconds: float


def measured(path: Path) -> Coverage | Failure:
    """The counts of the file at ``path``, or why it cannot be read."""
    start = time.perf_counter()
    try:
        reading = read_file(path)
    except GoujiError as error:
        return Failure(path, error.message)
    except OSError as error:
        return Failure(path, Bilingual(str(error), str(error)))
    return counted(reading, time.perf_counter() - start)


def counted(reading: Reading, seconds: float) -> Coverage:
    """The counts of one reading."""
    prose = sum(1 for ignored in reading.ignored if ignored.place.cell is None and ignored.reason not in NO_AMOUNT)
    return Coverage(
        tally=reading.tally,
        claims=sum(1 for fact in reading.facts if isinstance(fact, Claim)),
        listed=prose,
        unknown=sum(1 for finding in reading.findings if finding.rule == "GJ-X00"),
        findings=Counter(finding.severity for finding in reading.findings),
        seconds=seconds,
    )


def row(path: Path, found: Coverage) -> tuple[str, ...]:
    """The row of one document."""
    tally = found.tally
    settled = tally.read + tally.ignored
    share = f"{100 * settled / tally.printed:.2f} %" if tally.printed else "–"
    counts = (tally.printed, tally.read, tally.ignored, tally.unread)
    prose = (found.claims + found.listed, found.claims, found.listed, found.unknown)
    severities = (found.findings[severity] for severity in ("violation", "warning", "info"))
    return (
        path.stem[-28:], f"{found.seconds:.2f}", *map(str, counts), share, *map(str, prose), *map(str, severities),
    )  # fmt: skip


def rows(paths: Sequence[Path]) -> Iterator[tuple[str, ...]]:
    """The rows of all documents, as they are read; a document that cannot be read says why."""
    found = over_processes(disclosures(paths), partial(measured), few=2)
    for path, told in sorted(found, key=lambda pair: str(pair[0])):
        yield (path.stem[-28:], told.message.zh) if isinstance(told, Failure) else row(path, told)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.coverage", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="files and folders of disclosures")
    chosen = parser.parse_args(arguments)
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for cells in rows(chosen.paths):
        print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
