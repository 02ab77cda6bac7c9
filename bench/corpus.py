"""Realistic disclosures by the thousand: ``python -m gouji.bench.corpus OUT --documents 1000 --seed 1``.

The figures are drawn by chance and the sentences are invented; only the names of divisions and departments and the
classification codes are real. The same seed gives the same files, and a longer corpus begins with the shorter one.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import corpus_hebei, corpus_henan, corpus_selfeval, corpus_shanxi
from .corpus_budget import Budget
from .corpus_drawing import draw_budget
from .corpus_page import Figure, Page, Printed, Target
from .corpus_units import Assignment, Layout, assignments

KINDS: dict[Layout, tuple[str, str]] = {
    "hebei": ("budget", "单位预算"),
    "centre": ("budget", "部门预算"),
    "shanxi": ("budget", "单位预算"),
    "henan": ("budget", "部门预算"),
    "selfeval": ("selfeval", "整体支出绩效自评"),
}


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A generated document and what is printed in it."""

    assignment: Assignment
    budget: Budget
    page: Page

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.budget.unit.name}{self.budget.year}年{KINDS[self.assignment.layout][1]}.txt"

    def ledger(self) -> dict[str, object]:
        """What a reader must find: figures, targets, funding documents, each with its line and cell."""
        return {
            "name": self.name,
            "layout": self.assignment.layout,
            "kind": KINDS[self.assignment.layout][0],
            "unit": self.budget.unit.name,
            "region": self.assignment.division.code,
            "year": self.budget.year,
            "units": [[unit.code, unit.name] for unit in self.budget.units],
            "figures": [_figure(one, one.what) for one in self.page.printed if isinstance(one.what, Figure)],
            "indicators": [_target(one, one.what) for one in self.page.printed if isinstance(one.what, Target)],
            "documents": [[cited.spelling, cited.normal] for cited in self.page.cited],
        }


def _figure(one: Printed, figure: Figure) -> list[str | int]:
    row = "".join(figure.row.split())
    return [one.line, one.cell, figure.form, row, figure.measure, figure.text]


def _target(one: Printed, target: Target) -> list[str | int]:
    project = "".join(target.project.split())
    return [one.line, one.cell, project, target.level1, target.level2, target.name, target.text]


def _page(budget: Budget, seed: int) -> Page:
    match budget.assignment.layout:
        case "hebei":
            return corpus_hebei.county(budget)
        case "centre":
            return corpus_hebei.centre(budget)
        case "shanxi":
            return corpus_shanxi.disclosure(budget)
        case "henan":
            return corpus_henan.disclosure(budget)
        case "selfeval":
            return corpus_selfeval.disclosure(budget, seed)


def disclosures(count: int, seed: int) -> Iterator[Disclosure]:
    """The first ``count`` documents of the corpus that ``seed`` gives."""
    for assignment in assignments(count, seed):
        budget = draw_budget(assignment, seed)
        yield Disclosure(assignment, budget, _page(budget, seed))


def documents(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """File name and text of the first ``count`` documents."""
    for disclosure in disclosures(count, seed):
        yield disclosure.name, disclosure.page.content


def write(folder: Path, count: int, seed: int, ledger: Path | None) -> int:
    """Write the corpus into ``folder``, its ledger as JSON lines; the number of bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    lines: list[str] = []
    for disclosure in disclosures(count, seed):
        content = disclosure.page.content.encode("utf-8")
        size += len(content)
        (folder / disclosure.name).write_bytes(content)
        if ledger is not None:
            lines.append(json.dumps(disclosure.ledger(), ensure_ascii=False))
    if ledger is not None:
        ledger.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return size


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.corpus", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write the documents into")
    parser.add_argument("--documents", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another corpus (1)")
    parser.add_argument("--ledger", type=Path, help="also write what was printed, a JSON line a document")
    chosen = parser.parse_args(arguments)
    size = write(chosen.out, chosen.documents, chosen.seed, chosen.ledger)
    print(f"{chosen.documents} documents, {size:,} bytes, in {chosen.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
