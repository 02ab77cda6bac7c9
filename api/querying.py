"""A query's answer on the command line: as a table for eyes, or in any standard format."""

import csv
import sys
from collections.abc import Callable, Collection
from typing import TextIO

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results
from rich.console import Console
from rich.table import Table

from ..ontology import terms
from ..ontology.messages import GoujiError
from .execution import Job, Outcome
from .problems import NotAcceptableError, QueryFailedError, QuerySyntaxError

RESULTS = ("csv", "tsv", "json", "xml")
#: Formats of RDF by their usual suffix.
GRAPHS = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}


class QueryError(GoujiError):
    """The query is not SPARQL, or fails."""

    def __init__(self, error: GoujiError) -> None:
        super().__init__(f"查询有错：{error.message.zh}", f"the query is wrong: {error.message.en}")


class UnfitFormatError(GoujiError):
    """The format does not fit the kind of answer."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        names = " ".join(["table", *known])
        super().__init__(
            f"这种回答不能写成 {name!r}；可用：{names}。", f"no {name!r} for this answer; there are: {names}."
        )


def print_answer(run: Callable[[Job], Outcome], query: str, form: str, output: TextIO) -> None:
    """Run ``query`` over the union of all graphs and write its answer; raises :class:`QueryError` when it is wrong."""
    results = "json" if form == "table" else form if form in RESULTS else None
    graph = "turtle" if form == "table" else GRAPHS.get(form)
    try:
        outcome = run(Job(query, results=results, graph=graph, rows=sys.maxsize, bytes=sys.maxsize))
    except (QuerySyntaxError, QueryFailedError) as error:
        raise QueryError(error) from error
    except NotAcceptableError:
        raise UnfitFormatError(form, GRAPHS if results else RESULTS) from None
    if form != "table" or outcome.form == "graph":
        output.write(outcome.body.decode("utf-8"))
        return
    answer = parse_query_results(outcome.body, format=QueryResultsFormat.JSON)
    print_table(answer, output)


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
