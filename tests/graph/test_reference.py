"""The reference graphs: complete, deterministic, no triple in two of them."""

import subprocess
import sys
from collections import Counter

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from gouji.graph.reference import CODES, SCHEMES, VOCABULARY, reference_quads
from gouji.ontology import terms

PREFIXES = "".join(f"PREFIX {prefix}: <{space}> " for prefix, space in terms.NAMESPACES.items())


def store() -> Store:
    filled = Store()
    filled.extend(reference_quads())
    return filled


STORE = store()


def select(query: str) -> list[tuple[str, ...]]:
    found = STORE.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(getattr(value, "value", "") for value in solution) for solution in found]


def test_there_are_three_graphs() -> None:
    assert {quad.graph_name for quad in reference_quads()} == {VOCABULARY, SCHEMES, CODES}


def test_no_triple_is_in_two_graphs() -> None:
    assert max(Counter(quad.triple for quad in reference_quads()).values()) == 1


def test_what_is_written_is_read_back() -> None:
    quads = list(reference_quads())

    written = serialize(quads, format=RdfFormat.N_QUADS)

    assert written is not None
    assert set(parse(input=written, format=RdfFormat.N_QUADS)) == set(quads)
    assert DefaultGraph() not in {quad.graph_name for quad in quads}


def test_the_same_files_give_the_same_quads_in_the_same_order() -> None:
    code = (
        "from gouji.graph.reference import reference_quads as q; import hashlib; "
        "print(hashlib.sha256('\\n'.join(map(str, q())).encode()).hexdigest())"
    )

    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1


def test_an_item_leads_to_its_class() -> None:
    assert select("SELECT ?name { fn:2101501 skos:broader/skos:broader/skos:prefLabel ?name }") == [("卫生健康支出",)]


def test_a_county_leads_to_its_province() -> None:
    assert select("SELECT ?name { reg:131028 gj:within/gj:within/rdfs:label ?name }") == [("河北省",)]


def test_a_department_item_leads_to_the_government_items_it_can_be_booked_to() -> None:
    query = (
        "SELECT ?code { ?a a xkos:ConceptAssociation ; xkos:sourceConcept ec:30101 ; "
        "xkos:targetConcept/skos:notation ?code } ORDER BY ?code"
    )

    assert select(query) == [("50101",), ("50501",)]


def test_depths_are_those_of_the_codes() -> None:
    query = "SELECT ?depth (COUNT(?c) AS ?n) { ?l xkos:depth ?depth ; skos:member ?c } GROUP BY ?depth ORDER BY ?depth"

    assert [depth for depth, _ in select(query)] == ["1", "2", "3"]
    assert not select("SELECT ?c { ?c skos:inScheme <https://w3id.org/gouji/id/func> MINUS { ?l skos:member ?c } }")


def test_measures_are_found_by_their_facets() -> None:
    query = (
        "SELECT ?m { ?m a gj:Measure ; gj:phase <https://w3id.org/gouji/id/phase/budget> ; "
        "gj:nature <https://w3id.org/gouji/id/nature/total> ; "
        "gj:fund <https://w3id.org/gouji/id/fundsource/govfund> }"
    )

    assert select(query) == [(terms.NAMESPACES["m"] + "budget.total.govfund",)]


def test_every_concept_has_a_chinese_name() -> None:
    asked = STORE.query(
        PREFIXES + "ASK { ?c a skos:Concept MINUS { ?c skos:prefLabel ?n FILTER(LANG(?n) = 'zh') } }",
        use_default_graph_as_union=True,
    )

    assert isinstance(asked, QueryBoolean)
    assert not asked


def test_a_zone_is_another_name_of_a_division() -> None:
    name = Literal("济源产城融合示范区", language="zh")

    assert list(STORE.quads_for_pattern(NamedNode(terms.absolute("id/region/419001")), None, name, CODES))
