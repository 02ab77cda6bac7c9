"""The report as one HTML file that needs nothing else: findings beside the source, linked both ways."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from ...ontology.facts import Finding
from ...ontology.messages import Bilingual
from ...ontology.places import WHOLE, Paper, Place, Spot
from ...shapes.results import Result
from ...shapes.rules import rule
from ..phrases import Language
from ..processes import Failure
from ..rulebook import SEVERITIES, STATES
from .entries import Checked, Entry, checked_words, counts, entries, figure_words, printed, section_of, sides, where
from .marking import anchor, anchors, block_views, marks_of, spot

WORDS: Mapping[str, Bilingual] = {
    "report": Bilingual("勾稽核对报告", "gouji check report"),
    "documents": Bilingual("文件", "documents"),
    "parts": Bilingual("本报告各部分", "parts of this report"),
    "finding": Bilingual("发现", "finding"),
    "findings": Bilingual("发现", "Findings"),
    "tally": Bilingual("核对统计", "Relations checked"),
    "source": Bilingual("原文", "Source"),
    "rule": Bilingual("规则", "Rule"),
    "sum": Bilingual("合计", "Total"),
    "figures": Bilingual("表中数字有着落", "figures of tables accounted for"),
    "clean": Bilingual("没有列出的问题。", "Nothing to report."),
    "hidden": Bilingual(
        "条较轻的发现没有列出（--severity info）。", "lesser findings are not shown (--severity info)."
    ),
    "likely": Bilingual("可能", "Likely:"),
    "beside": Bilingual("旁证", "Beside it:"),
    "same": Bilingual("同一差额还出现在", "The same difference also appears in"),
    "running": Bilingual("正文", "Running text"),
    "masked": Bilingual(
        "人名、电话已隐去。行号与文件一致。",
        "Names and telephone numbers are hidden. Lines are numbered as in the file.",
    ),
    "written": Bilingual(
        "人名、电话已隐去。文件逐行写出，行号是写出后的；页码、工作表与文件一致。",
        "Names and telephone numbers are hidden. The file is written out in lines; pages are its own.",
    ),
    "footer": Bilingual(
        "由 gouji 写成。发现只说哪些数字对不上，不说哪一边错。",
        "Written by gouji. A finding says which figures disagree, not which of them is wrong.",
    ),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A spot of the source that a finding points at; without anchor it is named only."""

    id: str | None
    words: str


def html_text(documents: Sequence[Checked], failures: Sequence[Failure], language: Language | None = None) -> str:
    """The page on all documents."""
    title = WORDS["report"].en if language == "en" else WORDS["report"].zh
    name = documents[0].report.disclosure.title if len(documents) == 1 else f"{len(documents)}"
    return template().render(
        title=f"{title} · {name}",
        language=language,
        policy=policy(style()),
        style=Markup(style()),  # noqa: S704 (our own style sheet)
        words=WORDS,
        states=[{"name": name, "words": words} for name, words in STATES.items()],
        failures=failures,
        documents=[page(document, f"d{n}", language) for n, document in enumerate(documents, start=1)],
    )


@cache
def template() -> Template:
    """The page's template; everything it is given is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files("gouji.api") / "templates" / "check.html").read_text("utf-8"))


@cache
def style() -> str:
    """The style sheet, which stands inside the page."""
    return (files("gouji.api") / "templates" / "check.css").read_text("utf-8")


def policy(inline: str) -> str:
    """Nothing is loaded, nothing runs, and no style but the one of this hash applies."""
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(document: Checked, name: str, language: Language | None) -> dict[str, object]:
    """One document for the template; ``name`` begins all its anchors."""
    shown = entries(document)
    report = document.report
    source = list(headed(block_views(report.lines, marks_of(shown, report.lines), name), report.paper))
    findings = FindingViews(document, name, language, frozenset(anchors(source)))
    return {
        "id": name,
        "title": report.disclosure.title or document.file,
        "file": document.file,
        "counts": [
            {"severity": severity, "words": words, "number": sum(1 for entry in shown if entry.severity == severity)}
            for severity, words in SEVERITIES.items()
        ],
        "checked": checked_words(report.total),
        "tally": report.tally,
        "figures": figure_words(report.tally),
        "entries": list(findings.views(shown)),
        "hidden": document.hidden,
        "rules": [
            {"rule": each.rule, "statement": Bilingual(rule(each.rule).zh, rule(each.rule).en), "counts": counts(each)}
            for each in report.outcomes
        ],
        "total": counts(report.total),
        "blocks": source,
        "masked": WORDS["written" if report.paper.spots else "masked"],
    }


def headed(blocks: Iterable[dict[str, object]], paper: Paper) -> Iterator[dict[str, object]]:
    """The blocks, and rows inside them, with the page or sheet where another begins."""
    before: Bilingual | None = None
    for block in blocks:
        rows = block.get("rows")
        for part in rows if isinstance(rows, list) else [block]:
            number = part["number"]
            here = leaf(paper.spots.get((number, WHOLE))) if isinstance(number, int) else None
            if here is not None and here != before:
                part["leaf"] = before = here
        yield block


def leaf(spot: Spot | None) -> Bilingual | None:
    """The page or sheet that a line stands on; ``None`` where the lines are the file's own."""
    if spot is None:
        return None
    whole = Spot(page=spot.page, sheet=spot.sheet, file=spot.file)
    return Bilingual(whole.zh, whole.en) if whole.zh else None


class FindingViews:
    """Writes the findings of one document for the template; ``known`` are the anchors that its source has."""

    def __init__(self, document: Checked, name: str, language: Language | None, known: frozenset[str]) -> None:
        self.document = document
        self.name = name
        self.language: Language = language or "zh"
        self.known = known

    def views(self, shown: Iterable[Entry]) -> Iterator[dict[str, object]]:
        """The findings, each with a heading where another table begins."""
        before = None
        for entry in shown:
            section = section_of(entry.place, self.document.sections) or self.one(WORDS["running"])
            yield {
                "id": f"{self.name}-f{entry.number}",
                "number": entry.number,
                "rule": entry.rule,
                "severity": entry.severity,
                "severity_words": SEVERITIES[entry.severity],
                "statement": entry.statement,
                "heading": section if section != before else "",
                "target": self.target(entry.place),
                **self.evidence(entry.subject),
            }
            before = section

    def evidence(self, subject: Result | Finding) -> dict[str, object]:
        """Both sides, the arithmetic, the cause and what follows, as far as a finding has them."""
        if isinstance(subject, Finding):
            others = [self.target(place) for place in subject.places[1:]]
            return {"sides": (), "arithmetic": None, "cause": None, "settled": None, "follows": (), "others": others}
        return {
            "sides": [
                {
                    "mark": side.mark,
                    "name": side.figure.name,
                    "printed": printed(side.figure),
                    "target": self.target(side.figure.place),
                }
                for side in sides(subject)
            ],
            "arithmetic": subject.arithmetic if subject.arithmetic.zh else None,
            "cause": subject.cause.words if subject.cause else None,
            "settled": subject.settled,
            "follows": [
                {"rule": other.rule.id, "words": other.figure.name, "target": self.target(other.figure.place)}
                for other in subject.follows
            ],
            "others": (),
        }

    def one(self, words: Bilingual) -> str:
        """In the page's language."""
        return words.en if self.language == "en" else words.zh

    def target(self, place: Place | None) -> Target | None:
        """The link to a spot of the source; to its line where the spot itself is an empty cell."""
        if place is None:
            return None
        finest = anchor(spot(place, self.document.report.lines), self.name)
        line = anchor(Place(place.first, place.first), self.name)
        found = finest if finest in self.known else line if line in self.known else None
        return Target(found, where(place, self.language))
