"""Results as standard validation results, with every rule's outcomes beside them."""

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from gouji.ontology import terms
from gouji.shapes.engine import Engine
from gouji.shapes.findings import Report, check
from gouji.shapes.patterns import patterns
from gouji.shapes.results_graph import results_quads

from .disclosures import DOCUMENT, reading, table

ENGINE = Engine([pattern for pattern in patterns() if pattern.name in {"children", "parts"}])
SH, GJ = terms.NAMESPACES["sh"], terms.GJ


def checked(total: str) -> Report:
    """The report on a table of two rows and their total."""
    rows = [
        ("合计", None, {"budget.total": total, "budget.basic": "5.00"}),
        ("210", "合计", {"budget.total": "3.00", "budget.basic": "3.00"}),
        ("221", "合计", {"budget.total": "2.00", "budget.basic": "2.00"}),
    ]
    return check(reading(table("b03", rows)), ENGINE)


def values(quads: tuple[Quad, ...], subject: str, term: str) -> set[str]:
    """The objects of a subject and property."""
    return {
        quad.object.value
        for quad in quads
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value == terms.absolute(subject)
        and quad.predicate.value == term
        and isinstance(quad.object, NamedNode | Literal)
    }


def test_a_clean_document_conforms_and_still_tells_what_was_checked() -> None:
    quads = results_quads(checked("5.00"))

    assert values(quads, f"{DOCUMENT}/checks", SH + "conforms") == {"true"}
    assert values(quads, f"{DOCUMENT}/checks/GJ-H01", GJ + "exact") == {"2"}
    assert values(quads, f"{DOCUMENT}/checks/GJ-H01", GJ + "notCheckable") == {"0"}


def test_a_result_is_a_standard_validation_result() -> None:
    quads = results_quads(checked("7.00"))
    name = f"{DOCUMENT}/b03/合计/budget.total/check/GJ-R02"

    assert values(quads, f"{DOCUMENT}/checks", SH + "conforms") == {"false"}
    assert terms.absolute(name) in values(quads, f"{DOCUMENT}/checks", SH + "result")
    assert values(quads, name, SH + "focusNode") == {terms.absolute(DOCUMENT)}
    assert values(quads, name, SH + "value") == {terms.absolute(f"{DOCUMENT}/b03/合计/budget.total")}
    assert values(quads, name, SH + "sourceShape") == {terms.absolute("id/rule/GJ-R02")}
    assert values(quads, name, SH + "resultSeverity") == {SH + "Violation"}
    assert len(values(quads, name, SH + "resultMessage")) == 2
    assert values(quads, name, GJ + "delta") == {"20000"}
    assert values(quads, name, GJ + "state") == {"inconsistent"}


def test_what_shows_the_same_defect_stands_under_one_result() -> None:
    quads = results_quads(checked("7.00"))
    results = values(quads, f"{DOCUMENT}/checks", SH + "result")
    first = terms.absolute(f"{DOCUMENT}/b03/合计/budget.total/check/GJ-R02")

    follows = {name: values(quads, name.removeprefix(terms.BASE), GJ + "follows") for name in results}

    assert len(results) == 2
    assert follows == {first: set(), terms.absolute(f"{DOCUMENT}/b03/合计/budget.total/check/GJ-H01"): {first}}


def test_all_stands_in_the_graph_of_checks_without_blank_nodes_and_each_quad_once() -> None:
    quads = results_quads(checked("7.00"))

    assert {str(quad.graph_name) for quad in quads} == {f"<{terms.absolute(f'{DOCUMENT}/checks')}>"}
    assert not [quad for quad in quads if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]
    assert len(set(quads)) == len(quads)


def test_the_quads_come_in_one_order() -> None:
    assert results_quads(checked("7.00")) == results_quads(checked("7.00"))
