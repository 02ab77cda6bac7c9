"""A query's answer on the command line: as a table for eyes, or in any standard format."""

import csv
from collections.abc import Mapping
from typing import TextIO

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)
from rich.console import Console
from rich.table import Table

from ..ontology import terms
from ..ontology.messages import GoujiError
from . import guard

RESULTS: Mapping[str, QueryResultsFormat] = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPHS: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


class QueryError(GoujiError):
    """The query is not SPARQL, or asks for something that is not answered."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"查询有错：{reason}", f"the query is wrong: {reason}")


class UnfitFormatError(GoujiError):
    """The format does not fit the kind of answer."""

    def __init__(self, name: str, known: Mapping[str, object]) -> None:
        names = " ".join(["table", *known])
        super().__init__(
            f"这种回答不能写成 {name!r}；可用：{names}。", f"no {name!r} for this answer; there are: {names}."
        )


def print_answer(store: Store, query: str, form: str, output: TextIO) -> None:
    """Run ``query`` over the union of all graphs and write its answer; raises :class:`QueryError` when it is wrong."""
    guard.check(query)
    try:
        answer = store.query(query, prefixes=terms.NAMESPACES, use_default_graph_as_union=True)
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(str(error)) from error
    if isinstance(answer, QueryTriples):
        write_triples(answer, "ttl" if form == "table" else form, output)
    elif form == "table":
        print_table(answer, output)
    elif form in RESULTS:
        written = answer.serialize(format=RESULTS[form])
        assert written is not None
        output.write(written.decode("utf-8"))
    else:
        raise UnfitFormatError(form, RESULTS)


def write_triples(answer: QueryTriples, form: str, output: TextIO) -> None:
    """A graph in an RDF format."""
    if form not in GRAPHS:
        raise UnfitFormatError(form, GRAPHS)
    written = serialize(answer, format=GRAPHS[form], prefixes=dict(terms.NAMESPACES))
    assert written is not None
    output.write(written.decode("utf-8"))


def print_table(answer: QuerySolutions | QueryBoolean, output: TextIO) -> None:
    """Rows for eyes on a terminal, TAB-separated lines elsewhere."""
    if isinstance(answer, QueryBoolean):
        output.write(f"{bool(answer)}\n".lower())
        return
    names = [variable.value for variable in answer.variables]
    rows = [[shown(solution[name]) for name in names] for solution in answer]
    print_rows(names, rows, output)


def print_rows(names: list[str], rows: list[list[str]], output: TextIO) -> None:
    """A table of strings for eyes on a terminal, TAB-separated lines elsewhere."""
    if not output.isatty():
        writer = csv.writer(output, delimiter="\t", lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
        return
    table = Table(*names)
    for row in rows:
        table.add_row(*row)
    Console(file=output).print(table)


def shown(term: object) -> str:
    """A term for eyes: prefixed where we have a prefix, else in full; literals by their value."""
    if isinstance(term, NamedNode):
        for prefix, base in terms.NAMESPACES.items():
            if term.value.startswith(base) and len(term.value) > len(base):
                return f"{prefix}:{term.value[len(base) :]}"
        return term.value
    return term.value if isinstance(term, Literal) else ""
