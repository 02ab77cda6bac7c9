"""One document as its page shows it: tables as printed, goals with their indicators, citations, findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from pyoxigraph import NamedNode

from ..graph.sources import Source
from ..ontology import terms
from ..ontology.forms import forms
from .catalogue import Record, chosen_labels, named, records, text
from .disclosure_queries import NAMED, OUTCOMES, QUERIES, STATES
from .disclosure_shown import (
    CellShown,
    DisclosureShown,
    GoalShown,
    IndicatorShown,
    Listed,
    Numbered,
    RowShown,
    Spot,
    TableShown,
)
from .execution import Job
from .phrases import Language, phrase
from .questions import Run
from .remarks import Remark, remarks_of
from .rendering import amount, first_line, lines, plain, printed
from .sides import NAMES, batches, figure_path, name_in, values
from .source_view import SourceShown, source_shown

#: How far a row of the functional or economic classification is set in, by the length of its code.
DEPTHS = {5: 1, 7: 2}


def disclosure(run: Run, name: str, language: Language, source: Source | None = None) -> DisclosureShown | None:
    """The document of this name (the part of its IRI after ``doc/``); ``None`` if there is none.

    ``source`` is the text that is kept of it; one of another version of the document is not shown.
    """
    graph = named(f"doc/{name}")
    head = records(run, job("head", graph)) if graph else []
    if graph is None or not head:
        return None
    # The rest is asked only for a document that exists.
    found = {part: records(run, job(part, graph)) for part in QUERIES if part != "head"}
    rows = [row for several in (head, *found.values()) for row in several]
    things = {text(row, name) for row in rows for name in NAMED if isinstance(row.get(name), NamedNode)}
    called = [row for some in batches(sorted(things)) for row in records(run, Job(NAMES % values(some)))]
    findings = remarks_of(run, graph.value, language)
    page = _Page(language, chosen_labels(called, language), chosen_labels(called, "zh"), kinds(called), findings)
    checks = records(run, Job(OUTCOMES, default_graphs=(f"{graph.value}/checks",)))
    if source is not None and source.sha256 == text(head[0], "checksum"):
        page.source = source_shown(source, findings, graph.value)
    page.outcomes = {text(row, "rule"): {state: text(row, state) for state in STATES} for row in checks}
    return page.shown(graph.value, head[0], found)


def job(part: str, graph: NamedNode) -> Job:
    """A query on one graph."""
    return Job(QUERIES[part], default_graphs=(graph.value,))


def kinds(named: Iterable[Record]) -> dict[str, str]:
    """What kind of quantity measures are, where it is said."""
    return {text(row, "thing"): text(row, "kind") for row in named if "kind" in row}


class _Page:
    """Puts the rows of the graph together into what is shown, in one language."""

    def __init__(
        self,
        language: Language,
        labels: Mapping[str, str],
        chinese: Mapping[str, str],
        quantities: Mapping[str, str],
        findings: tuple[Remark, ...],
    ) -> None:
        self.language: Language = language
        self.labels = labels
        self.chinese = chinese
        self.quantities = quantities
        self.used: set[str] = set()
        self.findings = findings
        self.marks = marks(findings)
        self.outcomes: Mapping[str, Mapping[str, str]] = {}
        self.source: SourceShown | None = None
        self.document = ""

    def shown(self, iri: str, head: Record, found: Mapping[str, Sequence[Record]]) -> DisclosureShown:
        self.document = iri
        tables = dict(self.tables(found["tables"], found["lines"], found["cells"]))
        sheets = {sheet: goals[0] for sheet, goals in grouped(found["goals"], "table").items() if len(goals) == 1}
        own = {text(goal, "goal"): tables[sheet] for sheet, goal in sheets.items() if sheet in tables}
        return DisclosureShown(
            iri=iri,
            title=text(head, "title"),
            unit=self.name(text(head, "unit")),
            unit_iri=text(head, "unit"),
            year=text(head, "year"),
            kind=text(head, "kind"),
            file=text(head, "file"),
            encoding=text(head, "encoding"),
            checksum=text(head, "checksum"),
            figures={part: text(head, part) or "0" for part in ("printed", "read", "ignored", "unread")},
            tables=tuple(table for iri, table in tables.items() if iri not in sheets),
            goals=tuple(self.goals(found["goals"], found["indicators"], own)),
            citations=tuple(self.citations(found["citations"])),
            allocations=tuple(self.allocations(found["allocations"])),
            claims=tuple(self.claims(found["claims"])),
            findings=tuple(self.numbered()),
            outcomes=self.outcomes,
            source=self.source,
        )

    def name(self, iri: str) -> str:
        """What a thing is called, else the last part of its IRI."""
        return self.labels.get(iri) or iri.rsplit("/", 1)[-1]

    def spot(self, row: Record, name: str = "") -> Spot:
        """Where a row of the graph stands in the file; ``name`` is that of the figure it is about, if it is one."""
        anchor = text(row, "anchor")
        line = first_line(anchor)
        if self.source is not None:
            found = self.source.place(name, line or 0)
            return Spot(lines(anchor, self.language) or "", href=found and f"#{found}")
        identifier = None if line is None else f"L{line}"
        if identifier in self.used:
            identifier = None
        elif identifier:
            self.used.add(identifier)
        return Spot(lines(anchor, self.language) or "", identifier)

    def tables(
        self, tables: Iterable[Record], rows: Iterable[Record], cells: Iterable[Record]
    ) -> Iterator[tuple[str, TableShown]]:
        by_line = grouped(cells, "line")
        by_table = grouped(rows, "table")
        for table in sorted(tables, key=in_file):
            inside = sorted(by_table.get(text(table, "table"), ()), key=lambda row: int(text(row, "order")))
            measures = ordered(
                {text(cell, "measure") for row in inside for cell in by_line.get(text(row, "line"), ())},
                text(table, "form").rsplit("/", 1)[-1],
            )
            scale = int(text(table, "scale") or 1)
            yield (
                text(table, "table"),
                TableShown(
                    form=self.name(text(table, "form")),
                    title=text(table, "title"),
                    unit={1: "元", 10000: "万元"}.get(scale, f"{scale} 元"),
                    columns=tuple(self.name(measure) for measure in measures),
                    rows=tuple(self.row(row, measures, by_line.get(text(row, "line"), ()), table) for row in inside),
                    notes=tuple(filter(None, (text(table, "note"), self.labels.get(text(table, "coverage"))))),
                    empty="empty" in table or not inside,
                    spot=self.spot(table),
                ),
            )

    def row(self, row: Record, measures: Sequence[str], cells: Sequence[Record], table: Record) -> RowShown:
        item = text(row, "item")
        code = item.rsplit("/", 1)[-1]
        name = self.chinese.get(item, code)
        english = self.labels.get(item, name) if self.language == "en" else name
        label = text(row, "label") or name
        part = "whole" in row and not label.startswith("其中")
        by_measure = {text(cell, "measure"): cell for cell in cells}
        return RowShown(
            code=code if code.isdecimal() else "",
            label=f"其中：{label}" if part else label,
            also=english if english != name else "",
            cells=tuple(self.figure(by_measure.get(measure), measure, table) for measure in measures),
            spot=self.spot(row),
            total="leaf" not in row and "whole" not in row,
            refs=tuple(self.marks.get(f"L{first_line(text(row, 'anchor'))}", ())),
            depth=DEPTHS.get(len(code), 0) if code.isdecimal() else int("whole" in row),
        )

    def figure(self, cell: Record | None, measure: str, table: Record) -> CellShown:
        """A cell as printed, with what leads to it and from it."""
        return CellShown("") if cell is None else self.marked(text(cell, "cell"), self.printed(cell, measure, table))

    def marked(self, iri: str, said: str) -> CellShown:
        """A figure with the findings that are about it."""
        refs = tuple(self.marks.get(iri, ()))
        severity = self.findings[refs[0] - 1].severity if refs else ""
        return CellShown(said, name_in(iri, self.document), figure_path(iri, self.language), refs, severity)

    def printed(self, cell: Record, measure: str, table: Record) -> str:
        """A cell as printed."""
        if "text" in cell or "value" not in cell:
            return text(cell, "text")
        value = Decimal(text(cell, "value"))
        if self.quantities.get(measure, "money") != "money":
            return plain(value)
        step = text(cell, "step") or text(table, "step")
        return printed(value, int(text(table, "scale") or 1), Decimal(step) if step else None)

    def goals(
        self, goals: Iterable[Record], indicators: Iterable[Record], own: Mapping[str, TableShown]
    ) -> Iterator[GoalShown]:
        by_goal = grouped(indicators, "goal")
        for goal in sorted(goals, key=in_file):
            inside = sorted(by_goal.get(text(goal, "goal"), ()), key=lambda row: int(text(row, "order")))
            project = text(goal, "project")
            plan = tuple(text(goal, f"q{quarter}") for quarter in (1, 2, 3, 4))
            spot = self.spot(goal)
            yield GoalShown(
                project=self.name(project) if project else phrase("whole-unit", self.language),
                budget=money(goal, "budget"),
                spent=money(goal, "spent"),
                score=text(goal, "score"),
                plan=plan if any(plan) else (),
                texts=tuple(filter(None, (text(goal, "goalText"), text(goal, "result")))),
                indicators=tuple(self.indicator(row) for row in inside),
                sheet=own.get(text(goal, "goal")),
                scored=any("points" in row or "weight" in row for row in inside),
                reached=any("actual" in row or "deviation" in row for row in inside),
                spot=spot,
            )

    def indicator(self, row: Record) -> IndicatorShown:
        half = text(row, "half")
        name = name_in(text(row, "indicator"), self.document)
        return IndicatorShown(
            level1=self.name(text(row, "level1")),
            level2=self.name(text(row, "level2")),
            name=text(row, "name"),
            target=text(row, "target"),
            half=phrase(f"half-{half}", self.language) if half in {"term", "year"} else "",
            actual=text(row, "actual"),
            deviation=text(row, "deviation"),
            weight=text(row, "weight"),
            points=text(row, "points"),
            spot=self.spot(row, name),
            id=name,
        )

    def citations(self, rows: Iterable[Record]) -> Iterator[Listed]:
        for row in sorted(rows, key=in_file):
            cells = (self.name(text(row, "cited")), text(row, "where"), text(row, "spelling"), text(row, "likely"))
            yield Listed(cells, self.spot(row))

    def allocations(self, rows: Iterable[Record]) -> Iterator[Listed]:
        for row in sorted(rows, key=in_file):
            cells = (self.name(text(row, "cited")), self.name(text(row, "project")), money(row, "value"))
            yield Listed(cells, self.spot(row))

    def claims(self, rows: Iterable[Record]) -> Iterator[Listed]:
        for row in sorted(rows, key=in_file):
            value = text(row, "text") or f"{text(row, 'value')} {text(row, 'unit')}"
            figure = self.marked(text(row, "claim"), value)
            yield Listed((text(row, "about"), value, text(row, "quote")), self.spot(row, figure.id), figure)

    def numbered(self) -> Iterator[Numbered]:
        """The findings; called last, when it is known which lines stand on the page."""
        for number, each in enumerate(self.findings, start=1):
            identifier = f"L{each.line}" if each.line and self.source is None else None
            if identifier in self.used:
                identifier = None
            elif identifier:
                self.used.add(identifier)
            yield Numbered(number, each, identifier)


def marks(findings: Sequence[Remark]) -> dict[str, list[int]]:
    """The numbers of the findings that are about each figure, or, where one is about none, about each line."""
    found: dict[str, list[int]] = {}
    for number, each in enumerate(findings, start=1):
        for name in each.figures or ((f"L{each.line}",) if each.line else ()):
            found.setdefault(name, []).append(number)
    return found


def grouped(rows: Iterable[Record], by: str) -> dict[str, list[Record]]:
    """Rows by what they belong to."""
    groups: dict[str, list[Record]] = {}
    for row in rows:
        groups.setdefault(text(row, by), []).append(row)
    return groups


def in_file(row: Record) -> tuple[int, str]:
    """Where a row stands in the file; what stands nowhere comes last."""
    anchor = text(row, "anchor")
    line = first_line(anchor)
    return (1 << 60 if line is None else line, anchor)


def money(row: Record, name: str) -> str:
    """An amount in 万元, if there is one."""
    return amount(Decimal(text(row, name))) if name in row else ""


def ordered(measures: Iterable[str], form: str) -> tuple[str, ...]:
    """Measures in the order of the printed columns of the layout that has most of them."""
    found = sorted(measures)
    prefix = terms.absolute("id/measure/")
    names = {measure.removeprefix(prefix) for measure in found}
    layouts = [layout.columns for each in forms() if each.id == form for layout in each.layouts]
    best = max(layouts, key=lambda columns: len(names & set(columns)), default=())
    place = {name: at for at, name in reversed(tuple(enumerate(best)))}
    return tuple(sorted(found, key=lambda measure: (place.get(measure.removeprefix(prefix), len(best)), measure)))
