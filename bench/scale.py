"""The same documents in a store here, at a server and in Parquet: ``python -m gouji.bench.scale --endpoint URL``.

Loads generated documents into a store and into the server (an empty one: what it holds is replaced), asks both the
prepared questions, and sums over everything in SPARQL and by duckdb; says where answers differ. Without a server only
the sums are measured.
"""

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, QuerySolutions, Store

from ..api.building import BATCH, read_one
from ..api.execution import execute
from ..api.exporting import written
from ..api.processes import over_processes
from ..api.questions import Question, Run, ask, questions
from ..api.remote import RemotePool
from ..graph.loading import Loadable, Loading
from ..graph.remote import Endpoint
from ..graph.remote_store import RemoteStore
from ..graph.store import LINKS, GraphStore
from ..ontology import terms
from .corpus import documents

#: Each question is asked so often; the middle one counts.
TIMES = 5
#: Spending by year and functional code over all documents that no other one contains.
IN_SPARQL = f"""
SELECT ?year ?code (SUM(?value) AS ?sum) (COUNT(?cell) AS ?cells) {{
  SELECT DISTINCT ?year ?code ?cell ?value {{
    GRAPH ?d {{ ?t gj:form form:b03 ; gj:year ?year . ?l gj:table ?t ; gj:item ?item ; gj:leaf true .
      ?cell gj:line ?l ; gj:measure m:budget\\.total ; gj:value ?value }}
    GRAPH <{LINKS}> {{ ?t gj:apex true }}
    BIND(STRAFTER(STR(?item), "/id/func/") AS ?code) FILTER(?code != "")
  }}
}} GROUP BY ?year ?code
"""
IN_SQL = """
SELECT year, code, sum(value), count(*) FROM read_parquet(?)
WHERE form = 'b03' AND leaf AND apex AND measure = 'budget.total' AND code IS NOT NULL GROUP BY year, code
"""


class Sum(NamedTuple):
    """Spending of one year on one item, and from how many figures."""

    year: int
    code: str
    value: Decimal
    figures: int


def sums_in_sparql(store: Store) -> list[Sum]:
    """The sums as the graph has them."""
    answer = store.query(IN_SPARQL, prefixes=terms.NAMESPACES)
    assert isinstance(answer, QuerySolutions)
    rows = [[term.value for term in row if isinstance(term, Literal)] for row in answer]
    return sorted(Sum(int(year), code, Decimal(value), int(figures)) for year, code, value, figures in rows)


def sums_in_sql(file: Path) -> list[Sum]:
    """The sums as the Parquet export has them."""
    import duckdb  # noqa: PLC0415  (an extra)

    with duckdb.connect() as database:
        rows = database.execute(IN_SQL, [str(file)]).fetchall()
    return sorted(Sum(year, code, Decimal(value), figures) for year, code, value, figures in rows)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes, once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(work: Callable[[], object]) -> float:
    """How long something takes when it has been done before."""
    work()
    return statistics.median(seconds(work) for _ in range(TIMES))


def loaded(store: Loading, some: Sequence[Loadable]) -> float:
    """Load documents as a build does; how long it took."""

    def load() -> None:
        for at in range(0, len(some), BATCH):
            store.load(some[at : at + BATCH])
        store.link()

    store.load_reference()
    return seconds(load)


def generated(folder: Path, count: int, seed: int) -> list[Loadable]:
    """Generated documents, read and checked."""
    files = []
    for name, text in documents(count, seed):
        files.append(folder / name)
        files[-1].write_text(text, "utf-8")
    return [result for _, result in over_processes(files, read_one) if isinstance(result, Loadable)]


def answers(asked: Question, run: Run) -> list[str]:
    """The rows of a question with its least parameters, in an order of their own."""
    values = {each.name: each.example for each in asked.parameters if not each.optional}
    return sorted(str(row) for row in ask(asked, values, run).rows)


def beside(store: Store, pool: RemotePool) -> Iterator[str]:
    """Each question here and there, in milliseconds."""
    here, there = partial(execute, store), pool.run
    yield f"{'question':<24} {'rows':>6} {'here ms':>8} {'there ms':>8}"
    for name, asked in questions().items():
        first, second = answers(asked, here), answers(asked, there)
        times = [1000 * median(partial(answers, asked, run)) for run in (here, there)]
        differing = "" if len(first) == len(second) else "  differ"
        yield f"{name:<24} {len(first):6} {times[0]:8.1f} {times[1]:8.1f}{differing}"


def summed(store: Store, folder: Path) -> Iterator[str]:
    """Sums over everything by both ways."""
    file = folder / "gouji.parquet"
    exporting = seconds(partial(written, store, "parquet", file))
    first, second = sums_in_sparql(store), sums_in_sql(file)
    yield f"Parquet: {exporting:.1f} s to write, {file.stat().st_size / 1e6:.2f} MB"
    times = 1000 * median(partial(sums_in_sparql, store)), 1000 * median(partial(sums_in_sql, file))
    yield f"sums by year and item: SPARQL {times[0]:.0f} ms, duckdb {times[1]:.0f} ms, {len(first)} rows"
    yield "the sums agree" if first == second else "THE SUMS DIFFER"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.scale", description=__doc__)
    parser.add_argument("--endpoint", help="a SPARQL 1.1 server, such as http://127.0.0.1:7878/query")
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    print(f"{platform.platform()} · Python {platform.python_version()} · {chosen.documents} documents")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        some = generated(folder, chosen.documents, chosen.seed)
        triples = sum(document.triples.count(b"\n") + document.checks.count(b"\n") for document in some)
        with GraphStore.open(folder / "store", create=True) as near:
            took = loaded(near, some)
            print(f"store here: {len(some) / took:.1f} documents/s, {triples / took / 1000:.0f} k triples/s")
            if chosen.endpoint:
                endpoint = Endpoint.of(chosen.endpoint)
                with RemoteStore.open(folder / "manifest", endpoint) as far:
                    took = loaded(far, some)
                print(f"server: {len(some) / took:.1f} documents/s, {triples / took / 1000:.0f} k triples/s")
                with RemotePool(endpoint) as pool:
                    print(*beside(near.store, pool), sep="\n")
            print(*summed(near.store, folder), sep="\n")


if __name__ == "__main__":
    main()
