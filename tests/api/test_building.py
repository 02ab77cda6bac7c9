"""A build checks what it reads, and the store answers for it."""

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from gouji.api.building import build
from gouji.api.checking import Selection, check_one
from gouji.api.reports.entries import Checked
from gouji.graph.store import GraphStore, graphs_of
from gouji.ontology import terms
from gouji.shapes.results_graph import checks_name
from gouji.shapes.rules import rules

PREFIXES = terms.NAMESPACES


def asked(store: Store, query: str) -> list[tuple[str, ...]]:
    answer = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    return [tuple(str(value.value) for value in row) for row in answer]  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def built(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "store"
    with GraphStore.open(path, create=True) as store:
        build(store, [examples])
    return path


def test_results_are_in_the_document_s_own_graph_of_checks(built: Path) -> None:
    with GraphStore.open(built) as store:
        for entry in store.manifest.entries().values():
            document, checks = graphs_of(entry.iri)
            found = asked(
                store.store,
                f"SELECT ?r WHERE {{ GRAPH <{checks}> {{ ?r a sh:ValidationResult ; gj:document <{document}> }} }}",
            )
            grouped = asked(store.store, f"SELECT ?r WHERE {{ GRAPH <{checks}> {{ ?r gj:follows ?first }} }}")

            assert len(found) - len(grouped) == entry.results


def test_what_the_store_says_is_what_the_check_says(built: Path, examples: Path) -> None:
    source = next(path for path in examples.glob("*.txt") if "离石" in path.name)
    checked = check_one(source, Selection(severity="info"))
    assert isinstance(checked, Checked)

    with GraphStore.open(built) as store:
        iri = terms.absolute(checked.report.disclosure.iri)
        stored = asked(
            store.store,
            f"SELECT ?rule ?figure WHERE {{ ?r a gj:Check ; gj:document <{iri}> ; gj:rule ?rule ; gj:focus ?figure }}",
        )

    told = [one for result in checked.report.results for one in (result, *result.follows)]
    assert sorted(stored) == sorted((one.rule.id, terms.absolute(one.figure.iri)) for one in told)
    assert ("GJ-P01",) in [row[:1] for row in stored]


def test_the_rules_can_be_looked_up(built: Path) -> None:
    with GraphStore.open(built) as store:
        found = asked(store.store, "SELECT ?id WHERE { ?rule a gj:Rule ; skos:notation ?id } ORDER BY ?id")

    assert found == [(rule.id,) for rule in rules()]


def test_both_sides_call_the_graph_by_one_name() -> None:
    document = "doc/131028-示例局/2024/budget"

    assert graphs_of(document)[1] == terms.absolute(checks_name(document))
