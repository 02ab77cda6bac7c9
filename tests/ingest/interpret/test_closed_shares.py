"""Shares that make exactly 100 percent are told, so that their last digits may be fitted to that."""

from dataclasses import replace
from decimal import Decimal

from gouji.ingest.interpret.closed_shares import close
from gouji.ontology.facts import Claim
from gouji.ontology.places import Place


def share(value: str, whole: str = "doc/t/b09/合计") -> Claim:
    return Claim(
        f"claim/{value}",
        "share",
        Decimal(value),
        Decimal("0.01"),
        "percent",
        "",
        "甲占1，乙占2",
        value,
        Place(1, 1),
        whole=whole,
    )


def test_shares_of_one_sentence_that_make_a_whole_are_closed() -> None:
    claims = [share("13.77"), share("80.92"), share("5.31"), share("99.29", whole="doc/t/b03/合计")]

    assert [claim.closes for claim in close(claims)] == [True, True, True, False]


def test_shares_that_do_not_are_not_nor_is_one_alone() -> None:
    short = [share("13.77"), share("80.91"), share("5.31")]

    assert not any(claim.closes for claim in close(short))
    assert not any(claim.closes for claim in close([replace(share("100"), adds_to="claim/1", sum="支出")]))
