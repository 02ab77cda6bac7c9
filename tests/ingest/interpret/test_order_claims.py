"""An outturn said to be more or less than its budget, and the two amounts that it is linked to."""

from dataclasses import replace

import pytest

from gouji.ingest.interpret import claims
from gouji.ingest.interpret.context import Context
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Claim


def run(text: str, context: Context, kind: str = "final") -> list[Claim]:
    ledger = Ledger()
    context = replace(context, disclosure=replace(context.disclosure, kind=kind))
    claims.interpret(read_bytes(text.encode(), "a.txt"), context, ledger)
    return [fact for fact in ledger.facts if isinstance(fact, Claim)]


def linked(found: list[Claim]) -> list[tuple[int, str, str]]:
    """Sign, outturn and budget of each claim of order."""
    printed = {claim.iri: claim.printed for claim in found}
    return [
        (int(claim.value), printed.get(claim.part or "", ""), printed.get(claim.whole or "", ""))
        for claim in found
        if claim.kind == "order"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "行政运行（项）。年初预算为5.00万元，支出决算为4.00万元，完成年初预算的80.00%。决算数小于预算数的主要原因：节约。",
            [(-1, "4.00万元", "5.00万元")],
        ),
        (
            "行政运行（项）年初预算为5.00万元，支出决算为5.00万元，决算数与年初预算数持平。",
            [(0, "5.00万元", "5.00万元")],
        ),
        # the amounts said last are of the items, the order of the whole
        (
            "三公经费年初预算为5.00万元，支出决算为4.00万元，其中：公务接待费支出决算为4.00万元。决算数小于预算数。",
            [(-1, "", "")],
        ),
        # no amounts at all
        ("决算数大于预算数的主要原因：追加。", [(1, "", "")]),
        # another paragraph's amounts are not meant
        ("行政运行（项）年初预算为5.00万元，支出决算为4.00万元。\n\n决算数大于预算数。", [(1, "", "")]),
    ],
)
def test_the_amounts_said_right_before_are_compared(
    text: str, said: list[tuple[int, str, str]], context: Context
) -> None:
    assert linked(run(text, context)) == said


def test_a_budget_says_no_order(context: Context) -> None:
    assert linked(run("年初预算为5.00万元，支出决算为4.00万元。决算数小于预算数。", context, "budget")) == []
