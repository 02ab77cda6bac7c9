"""What would silently give wrong answers: a statement in two graphs, an optional parameter that is not heard.

Oxigraph 0.5.13 counts a triple of the union default graph once for each graph that holds it, sums across graphs inside
``GRAPH ?g``, and does not see a substituted variable in ``BOUND``.
"""

import re
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, Quad, Store
from rdflib.plugins.sparql import prepareQuery

from gouji.api.questions import Question, questions
from gouji.ontology import terms

from .conftest import asking
from .plainly import rows

COPY = NamedNode("urn:copy")
PREDICATE = re.compile(r"\b(?:gj|rdfs|skos|org|oa):[a-z]\w*")
#: The column in which an optional parameter shows, and how.
SHOWN = {"year": "year", "unit": "unitName", "issuer": "issuer", "item": "code"}
NOTHING = {"year": "1999", "unit": "无此单位", "issuer": "无此代字", "item": "999"}
VALUES = {"year": "2023", "unit": "离石", "issuer": "冀财社", "item": "301"}


@pytest.fixture(scope="module")
def copied(example_store: Store) -> Store:
    """A store of its own, to be filled and emptied."""
    store = Store()
    store.extend(example_store)
    return store


def predicates(question: Question) -> list[NamedNode]:
    """The predicates that a question asks about."""
    body = "\n".join(line for line in question.query.splitlines() if not line.startswith("#"))
    found = sorted({*PREDICATE.findall(body), *(["rdf:type"] if re.search(r"\ba gj:", body) else [])})
    return [NamedNode(terms.NAMESPACES[prefix] + local) for prefix, local in (name.split(":") for name in found)]


def needed(question: Question) -> dict[str, str]:
    return {parameter.name: parameter.example for parameter in question.parameters if not parameter.optional}


def columns(question: Question) -> list[str]:
    """All columns but those whose words, joined from several statements, come in no fixed order."""
    return [column.name for column in question.columns if column.name not in {"spelling", "said"}]


@pytest.mark.parametrize("question", questions().values(), ids=lambda question: question.name)
def test_a_statement_in_two_graphs_counts_once(question: Question, copied: Store) -> None:
    asked = asking(copied)
    once = rows(asked(question.name, **needed(question)), columns(question))
    assert once

    for predicate in predicates(question):
        copied.extend(
            [Quad(q.subject, q.predicate, q.object, COPY) for q in copied.quads_for_pattern(None, predicate, None)]
        )
        twice = rows(asked(question.name, **needed(question)), columns(question))
        copied.remove_graph(COPY)

        assert twice == once, predicate


#: The budget of a unit whose department disclosed too: no gj:apex, so its figures are in the department's already.
UNIT_OF_A_DEPARTMENT = """
INSERT DATA { GRAPH <urn:copy> {
  <urn:d> a gj:Document ; gj:year 2023 ; gj:kind "budget" ;
    gj:unit <https://w3id.org/gouji/id/unit/419001-济源市社会医疗保险中心> .
  <urn:t> gj:form form:b03 ; gj:document <urn:d> ; gj:year 2023 ; gj:ulp 100 ; gj:anchor <urn:a> ;
    gj:unit <https://w3id.org/gouji/id/unit/419001-济源市社会医疗保险中心> .
  <urn:l> gj:table <urn:t> ; gj:item fn:2101301 ; gj:leaf true ; gj:anchor <urn:a> .
  <urn:c> gj:line <urn:l> ; gj:measure m:budget.total ; gj:value 10355000 .
} }
"""


def test_a_unit_is_not_added_to_its_department(copied: Store) -> None:
    asked = asking(copied)
    before = rows(asked("spending-structure"), ("regionName", "class", "amount", "units"))

    copied.update(UNIT_OF_A_DEPARTMENT, prefixes=terms.NAMESPACES)
    after = rows(asked("spending-structure"), ("regionName", "class", "amount", "units"))
    side_by_side = rows(asked("functional-item", code="2101301"), ("unitName", "amount"))
    copied.remove_graph(COPY)

    assert after == before
    assert side_by_side["济源市社会医疗保险中心", "1035.5"] == 1
    assert side_by_side["济源产城融合示范区医疗保障局", "1035.5"] == 1


def heard() -> Iterator[tuple[Question, str]]:
    for question in questions().values():
        for parameter in question.parameters:
            if parameter.optional and parameter.name in SHOWN:
                yield question, parameter.name


@pytest.mark.parametrize(("question", "parameter"), list(heard()), ids=lambda value: getattr(value, "name", value))
def test_an_optional_parameter_leaves_the_rows_it_names(
    question: Question, parameter: str, example_store: Store
) -> None:
    asked = asking(example_store)
    names = columns(question)
    at = names.index(SHOWN[parameter])

    everything = rows(asked(question.name, **needed(question)), names)
    some = rows(asked(question.name, **needed(question), **{parameter: VALUES[parameter]}), names)

    said = VALUES[parameter]
    wanted = {row for row in everything if (row[at].startswith(said) if parameter == "item" else said in row[at])}
    assert set(some) == wanted
    assert not rows(asked(question.name, **needed(question), **{parameter: NOTHING[parameter]}), names)


@pytest.mark.parametrize("question", questions().values(), ids=lambda question: question.name)
def test_a_question_is_standard_sparql(question: Question) -> None:
    prepareQuery(question.query, initNs=terms.NAMESPACES)


@pytest.mark.parametrize("question", questions().values(), ids=lambda question: question.name)
def test_no_question_asks_whether_a_parameter_is_bound(question: Question) -> None:
    for parameter in question.parameters:
        assert f"BOUND(?{parameter.name})" not in question.query
        assert f"BIND(?{parameter.name} " not in question.query


@pytest.mark.parametrize("name", ["projects-above", "spending-structure", "units"])
@pytest.mark.parametrize(
    ("region", "places"),
    [
        ("河北省", {"大厂回族自治县", "怀来县", "高邑县"}),
        ("廊坊市", {"大厂回族自治县"}),
        ("131028", {"大厂回族自治县"}),
        ("河南省", {"济源市"}),
        ("419001", {"济源市"}),
        ("北京市", set()),
    ],
)
def test_a_region_holds_the_regions_in_it(name: str, region: str, places: set[str], example_store: Store) -> None:
    asked = asking(example_store)
    needs = needed(questions()[name]) | ({"least": "1"} if name == "projects-above" else {})
    without_tables = {"怀来县", "高邑县"} if name == "spending-structure" else set()

    found = rows(asked(name, region=region, **needs), ("regionName",))

    assert {row[0] for row in found} == places - without_tables
