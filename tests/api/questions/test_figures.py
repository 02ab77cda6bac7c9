"""What must be so of the figures that the questions add: leaves make totals, units make departments."""

from decimal import Decimal

import pytest
from pyoxigraph import QuerySolutions, Store

from gouji.ontology import terms

#: Totals of expenditure tables beside the sum of their lowest rows, with the printed step and the number of rows.
LEAVES = """
SELECT ?t ?total ?ulp (SUM(?v) AS ?sum) (COUNT(*) AS ?n) {
  ?t gj:form form:b03 ; gj:ulp ?ulp . ?l gj:table ?t ; gj:leaf true .
  ?c gj:line ?l ; gj:measure m:budget.total ; gj:value ?v .
  ?all gj:table ?t ; gj:item row:合计 . ?whole gj:line ?all ; gj:measure m:budget.total ; gj:value ?total
} GROUP BY ?t ?total ?ulp
"""
#: Each column of a department's rows beside the sum of the rows of its units.
UNITS = """
SELECT ?form ?measure ?own (SUM(?v) AS ?sum) (COUNT(*) AS ?n) {
  ?u org:subOrganizationOf ?department . ?t gj:unit ?department ; gj:form ?form .
  ?l gj:table ?t ; gj:item ?u . ?c gj:line ?l ; gj:measure ?measure ; gj:value ?v .
  ?up gj:table ?t ; gj:item ?department . ?whole gj:line ?up ; gj:measure ?measure ; gj:value ?own
} GROUP BY ?form ?measure ?own
"""


def solutions(store: Store, query: str) -> list[dict[str, str]]:
    found = store.query(query, prefixes=terms.NAMESPACES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: row[name].value for name in names} for row in found]


@pytest.fixture(params=["example_store", "seed_store"])
def store(request: pytest.FixtureRequest) -> Store:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Store)
    return found


def test_the_lowest_rows_make_the_total_by_printed_precision(store: Store) -> None:
    found = solutions(store, LEAVES)

    assert len(found) == 3
    for row in found:
        slack = Decimal(row["ulp"]) * (int(row["n"]) + 1) / 2
        assert abs(Decimal(row["total"]) - Decimal(row["sum"])) <= slack, row
    assert sorted(Decimal(row["total"]) for row in found) == [Decimal(12694300), Decimal(25629300), Decimal(68444000)]


def test_the_units_of_a_department_make_its_figures(store: Store) -> None:
    found = {
        (row["form"].rsplit("/", 1)[-1], row["measure"].rsplit("/", 1)[-1]): row for row in solutions(store, UNITS)
    }

    assert {row["own"] == row["sum"] for key, row in found.items() if key[0] in ("b02", "b12")} == {True}
    assert found["b02", "budget.resources"]["own"] == "68444000"
    assert found["b02", "budget.resources"]["n"] == "2"
    assert found["b12", "budget.total"]["own"] == "35241000"


def test_what_is_apex_is_in_no_other_disclosure(store: Store) -> None:
    found = solutions(store, "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a gj:Document ; gj:apex true }")

    assert found == [{"n": "5"}]
