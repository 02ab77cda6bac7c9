"""A document's text laid out for its page: each figure leads to what was read there, and bears its findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..graph.sources import Source
from ..ontology.facts import Severity
from ..ontology.places import Place
from ..shapes.results import GRAVITY
from .remarks import Remark
from .reports.html import headed
from .reports.marking import Mark, Part, anchor, anchors, block_views, by_line, spot
from .sides import name_in


@dataclass(frozen=True, slots=True)
class SourceShown:
    """The text in blocks, and the anchor in it of each figure by its name within the document."""

    blocks: Sequence[Mapping[str, object]]
    anchors: Mapping[str, str]
    lines: frozenset[str]
    """The anchors of whole lines."""
    written: bool
    """Whether the lines are those that the file was written out in, because it is no text itself."""

    def place(self, name: str, line: int) -> str | None:
        """The anchor of a figure, else of a line; ``None`` where neither stands in the text."""
        return self.anchors.get(name) or (f"L{line}" if f"L{line}" in self.lines else None)


def source_shown(source: Source, findings: Sequence[Remark], document: str) -> SourceShown:
    """The text of a document with its findings, which are numbered from 1."""
    found: dict[Place, Mark] = {}
    places = {name: spot(place, source.lines) for name, place in source.figures.items()}
    for name, place in places.items():
        mark = found.setdefault(place, Mark(place))
        mark.figure = mark.figure or name
    # Of a cell that says figures in words, the rest need not be accounted for.
    said = {(place.first, place.cell) for place in source.figures.values()}
    for place, reason in source.others:
        if (place.first, place.cell) not in said:
            marked = spot(place, source.lines)
            found.setdefault(marked, Mark(marked, reason=reason))
    for number, each in enumerate(findings, start=1):
        for place in places_of(each, places, document):
            found.setdefault(place, Mark(place)).add(number, gravity(each))
    blocks = list(headed(block_views(source.lines, by_line(found.values()), ""), source.paper))
    for block in blocks:
        block["linked"] = any(part.figure or part.refs for part in parts(block))
    known = frozenset(filter(None, anchors(blocks)))
    told = {name: anchor(place, "") for name, place in places.items()}
    return SourceShown(
        blocks=blocks,
        anchors={name: here if here in known else f"L{places[name].first}" for name, here in told.items()},
        lines=known,
        written=bool(source.paper.spots),
    )


def parts(block: Mapping[str, object]) -> Iterator[Part]:
    """The stretches of text in the cells of a block of rows; none in running text."""
    rows = block.get("rows")
    for row in rows if isinstance(rows, list) else ():
        for cell in row["cells"]:
            yield from cell.parts


def places_of(finding: Remark, places: Mapping[str, Place], document: str) -> Iterable[Place]:
    """Where a finding stands: at its figures, or else on its line."""
    names = (name_in(iri, document) for iri in finding.figures)
    found = [places[name] for name in names if name in places]
    return found or ([Place(finding.line, finding.line)] if finding.line else [])


def gravity(finding: Remark) -> Severity:
    """How grave a finding is, as far as that is known."""
    return finding.severity if finding.severity in GRAVITY else "info"
