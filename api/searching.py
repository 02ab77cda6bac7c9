"""Answering a search from the index of words beside a checkpoint; numbers are looked up in the store itself."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from ..graph.rdf import curie, decimal, gj
from ..graph.search_index import FORM
from ..graph.store import words_beside
from ..ontology import terms
from .execution import Job, Outcome, Seek

#: An index of trigrams knows words of three characters and more; shorter ones are looked for in every row.
SHORTEST = 3
#: The units that tables are in; a number may be meant in yuan or in the unit of its table.
SCALES = (1, 1000, 10_000, 100_000_000)
#: Cells that are looked at for one number: nobody reads more, and zero is printed everywhere.
MOST_CELLS = 2000
RANKS = {"code": 0, "name": 1, "number": 2, "text": 3}
VARIABLES = ("match", "iri", "type", "name", "snippet", "document", "source")
FOUND = """
SELECT match, iri, MIN(type), MIN(name), MIN(substr(said, MAX(1, instr(low, :first) - 21), 80)), MIN(document),
  MIN(source), MIN(low <> :words) AS other
FROM hit WHERE {narrowed} AND (:within IS NULL OR match = :within)
  AND CASE match WHEN 'code' THEN substr(low, 1, length(:words)) = :words ELSE {all} END
GROUP BY match, iri
ORDER BY other, CASE match WHEN 'code' THEN 0 WHEN 'name' THEN 1 ELSE 3 END, length(MIN(name)), MIN(name), iri
LIMIT :rows
"""

Key = tuple[bool, int, int, str, str]
Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The words of a checkpoint, read by one process."""

    connection: sqlite3.Connection

    @classmethod
    def of(cls, checkpoint: Path) -> "Index | None":
        """The index beside a checkpoint, if it has one of the form that is known here."""
        path = words_beside(checkpoint)
        if not path.is_file():
            return None
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        if connection.execute("PRAGMA user_version").fetchone() != (int(FORM),):
            return None
        connection.execute("PRAGMA temp_store = MEMORY")
        return cls(connection)

    def words(self, words: str, within: str | None, most: int) -> Iterator[tuple[Key, Row]]:
        """What has all the words in a name, a code or a text, the best ``most``."""
        each = words.split(" ")
        values: dict[str, object] = {"words": words, "first": each[0], "within": within, "rows": most}
        values |= {f"w{number}": word for number, word in enumerate(each)}
        quoted = " AND ".join('"' + word.replace('"', '""') + '"' for word in each if len(word) >= SHORTEST)
        narrowed = "id IN (SELECT rowid FROM word WHERE word MATCH :quoted)" if quoted else "1"
        if quoted:
            values["quoted"] = quoted
        has_all = " AND ".join(f"instr(low, :w{number}) > 0" for number in range(len(each)))
        query = FOUND.format(narrowed=narrowed, all=has_all)
        for *row, other in self.connection.execute(query, values):
            match, iri, _, name, *_ = row
            yield (bool(other), RANKS[match], len(name or ""), name or "", iri), tuple(row)


def searched(index: Index, store: Store, job: Job, seek: Seek) -> Outcome:
    """The page of hits that a job asks for, in the form in which its query would answer."""
    most = min(seek.offset + seek.limit, seek.offset + job.rows + 1)
    hits = [] if seek.within == "number" else list(index.words(seek.words, seek.within, most))
    if seek.within in {None, "number"}:
        hits += cells(store, seek.words)
    hits.sort(key=lambda hit: hit[0])
    page = [row for _, row in hits[seek.offset : most]]
    return Outcome(as_json(page[: job.rows]), "solutions", truncated=len(page) > job.rows)


def cells(store: Store, words: str) -> Iterator[tuple[Key, Row]]:
    """The cells with a value, in yuan or in the unit of their table."""
    try:
        number = Decimal(words.replace(",", ""))
    except InvalidOperation:
        return
    if not number.is_finite():
        return
    for scale in SCALES:
        value = decimal(number * scale)
        for quad in islice(store.quads_for_pattern(None, gj("value"), value, None), MOST_CELLS):
            figure = quad.subject
            found = cell(store, figure, value, scale) if isinstance(figure, NamedNode) else None
            if found is not None:
                name, iri = found[3] or "", found[1] or ""
                yield (value.value != words, RANKS["number"], len(name), name, iri), found


def cell(store: Store, figure: NamedNode, value: Literal, scale: int) -> Row | None:
    """One cell with its name and place; ``None`` for what is no cell of a table in that unit."""
    line = said_of(store, figure, "line")
    table = said_of(store, line, "table")
    item, scaled = said_of(store, line, "item"), said_of(store, table, "scale")
    if table is None or scaled is None or not isinstance(item, NamedNode) or scale not in {1, int(scaled.value)}:
        return None
    document, source = said_of(store, table, "document"), said_of(store, line, "anchor")
    name = item_name(store, item)
    places = (place.value if place else None for place in (document, source))
    return "number", figure.value, terms.GJ + "Cell", name, value.value, *places


def said_of(store: Store, subject: NamedNode | Literal | None, term: str) -> NamedNode | Literal | None:
    """What the graph says of something by one of our terms."""
    if not isinstance(subject, NamedNode):
        return None
    objects = (quad.object for quad in store.quads_for_pattern(subject, gj(term), None, None))
    return next((found for found in objects if isinstance(found, NamedNode | Literal)), None)


def item_name(store: Store, item: NamedNode) -> str | None:
    """What a row is called in Chinese."""
    said = (
        quad.object
        for term in ("skos:prefLabel", "rdfs:label")
        for quad in store.quads_for_pattern(item, curie(term), None, None)
    )
    return min(
        (name.value for name in said if isinstance(name, Literal) and name.language in {None, "zh"}), default=None
    )


def as_json(rows: list[Row]) -> bytes:
    """Rows in the JSON of SPARQL results."""
    iris = {"iri", "type", "document", "source"}
    bindings = [
        {
            name: {"type": "uri" if name in iris else "literal", "value": value}
            for name, value in zip(VARIABLES, row, strict=True)
            if value is not None
        }
        for row in rows
    ]
    told = {"head": {"vars": list(VARIABLES)}, "results": {"bindings": bindings}}
    return json.dumps(told, ensure_ascii=False).encode()
