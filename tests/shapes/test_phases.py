"""Rules written for budgets, asked of final accounts in their own measures."""

from pyoxigraph import Quad, Store

from gouji.graph.rdf import gj, node
from gouji.ontology.measures import in_phase, measures
from gouji.shapes.rule_graph import rule_triples
from gouji.shapes.rules import Relation, in_phases, measures_of, rule, rules
from gouji.shapes.year_totals import year_total_quads


def test_a_relation_of_a_budget_is_asked_of_final_accounts_in_their_measures() -> None:
    budget, final = in_phases(Relation(form="b03", total="budget.total", parts=("budget.basic",)), ["budget", "final"])

    assert (budget.kinds, budget.total) == (("budget",), "budget.total")
    assert (final.kinds, final.total, final.parts) == (("final",), "final.total", ("final.basic",))


def test_a_sum_leaves_out_what_a_final_account_does_not_have() -> None:
    parts = ("budget.basic", "budget.reserved")
    _, final = in_phases(Relation(form="b03", total="budget.total", parts=parts), ["budget", "final"])

    assert final.parts == ("final.basic",)


def test_a_rule_for_budgets_only_stays_one() -> None:
    relation = Relation(form="b03", total="budget.total", parts=("budget.basic",))

    assert list(in_phases(relation, ["budget"])) == [relation]


def test_no_rule_speaks_of_a_measure_that_is_none() -> None:
    said = {measure for each in rules() for relation in each.relations for measure in measures_of(relation)}

    assert said <= measures()
    assert in_phase("budget.total", "final") == "final.total"


def test_only_the_relations_of_a_documents_kind_are_asked() -> None:
    def asked(kind: str) -> int:
        return sum(1 for triple in rule_triples(rule("GJ-T01"), [kind]) if triple.predicate == gj("ruledBy"))

    assert asked("budget") == asked("final") == 2


def test_a_grand_total_without_anything_carried_over_is_the_total_of_the_year() -> None:
    figure, line, table = node("id/figure/b01.x"), node("doc/a/b01/支出总计"), node("doc/a/b01")
    store = Store()
    store.extend(
        [
            Quad(table, gj("form"), node("id/form/b01")),
            Quad(line, gj("table"), table),
            Quad(line, gj("item"), node("id/row/支出总计")),
            Quad(figure, gj("onForm"), node("id/form/b01")),
            Quad(figure, gj("item"), node("id/row/本年支出合计")),
        ]
    )

    assert year_total_quads(store) == (Quad(figure, gj("item"), node("id/row/支出总计")),)

    store.add(Quad(node("doc/a/b01/结转"), gj("table"), table))
    store.add(Quad(node("doc/a/b01/结转"), gj("item"), node("id/row/年终结转结余")))

    assert year_total_quads(store) == ()
