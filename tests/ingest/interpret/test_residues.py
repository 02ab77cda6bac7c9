"""What a template leaves behind is reported once a kind, with all its places; what only looks so is not."""

import pytest

from gouji.ingest.interpret import residues
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.readers.files import read_bytes


def found(text: str) -> list[tuple[str, int]]:
    """The words of each finding up to the colon, and its number of places."""
    ledger = Ledger()
    residues.report(read_bytes(text.encode(), "a.txt"), ledger)
    return [(finding.zh.split("：")[0], len(finding.places)) for finding in ledger.findings]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024年政府性基金预算支出万元，与上年持平。", [("数字没有填", 1)]),
        ("公务接待费支出决算为___万元。", [("数字没有填", 1)]),
        ("XX单位2024年支出预算X万元，比上年减少XX%。", [("名称或数字没有填", 3)]),
        ("公务接待费与上年持平，主要原因是。其中：国内接待费5.00万元。", [("说有原因，没有写原因", 1)]),
        ("收入比上年增加（减少）0万元，增长（下降）0%。", [("增减方向没有选", 2)]),
        ("具体见表错误!未找到引用源。", [("自动编号或引用出错", 1)]),
    ],
)
def test_residues_are_told(text: str, said: list[tuple[str, int]]) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "2024年支出预算5.00万元，主要原因是人员减少。",
        "金额单位为万元。",
        "预算收入总计达到12亿元，较上年增加，减少了结转。",
        "购置X光机1台5万元，配XXL号服装20套。",
        "决算支出5\n万元，与预算持平。",
        "主要原因是：\n1.人员增加；\n2.项目增加。",
    ],
)
def test_what_is_filled_in_is_not(text: str) -> None:
    assert found(text) == []
