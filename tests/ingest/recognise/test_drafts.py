"""What a table nobody described prints becomes the draft of a form file."""

import tomllib
from pathlib import Path

from typer.testing import CliRunner

from gouji.api.cli import app
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.recognise.drafts import drafts, toml

UNKNOWN = """某某县某某局2025年部门预算
2025年某某专项安排明细表
单位：万元
科目编码\t科目名称\t基本支出\t某种支出
2010101\t行政运行\t10.00\t2.00
"""
HEADING = """2025年一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计数额\t某种支出
2010101\t行政运行\t10.00\t2.00
"""


def test_a_table_of_an_unknown_title_becomes_a_form_of_its_own() -> None:
    found = list(drafts(read_bytes(UNKNOWN.encode(), "某.txt")))

    assert [draft.title for draft in found] == ["2025年某某专项安排明细表"]
    assert found[0].heading == ("科目编码", "科目名称", "基本支出", "某种支出")
    assert found[0].roles == ("code", "name", "budget.basic", "?")
    written = tomllib.loads(toml(found, "某.txt"))
    assert written["form"][0]["titles"] == ["某某专项安排明细表"]
    assert written["form"][0]["layout"][0]["columns"] == ["code", "name", "budget.basic", "?"]


def test_a_known_title_under_another_heading_extends_its_form() -> None:
    written = tomllib.loads(toml(list(drafts(read_bytes(HEADING.encode(), "某.txt"))), "某.txt"))

    assert [extension["form"] for extension in written["extend"]] == ["b05"]


def test_the_command_writes_the_draft(tmp_path: Path) -> None:
    (tmp_path / "某.txt").write_text(UNKNOWN, "utf-8")

    done = CliRunner().invoke(app, ["forms", "suggest", str(tmp_path / "某.txt"), "-o", str(tmp_path / "稿.toml")])

    assert done.exit_code == 0
    assert "某某专项安排明细表" in (tmp_path / "稿.toml").read_text("utf-8")
