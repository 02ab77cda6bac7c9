"""Forms of the user's own stand beside those of the package."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gouji.ontology.forms import FormFileError, form, forms

MORE = """
[[extend]]
form = "b05"
titles = ['某某支出情况表']

[[extend.layout]]
name = "甲省"
heading = ["科目编码", "科目名称", "金额"]
columns = ["code", "name", "budget.total"]

[[form]]
id = "z01"
zh = "某表"
en = "Some form"
about-zh = "试。"
about-en = "A trial."
rows = "function"
titles = ['某表']

[[form.layout]]
name = "甲省"
heading = ["科目名称", "金额"]
columns = ["name", "budget.total"]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GOUJI_FORMS", str(tmp_path))
    forms.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    forms.cache_clear()


def test_a_file_of_the_user_s_adds_forms_and_extends_known_ones(own: Path) -> None:
    (own / "甲省.toml").write_text(MORE, "utf-8")

    assert form("b05").is_titled("某某支出情况表")
    assert form("b05").layouts[-1].columns == ("code", "name", "budget.total")
    assert form("z01").layouts[0].heading == ("科目名称", "金额")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[extend", "错.toml"),
        ('[[extend]]\nform = "nothing"', "nothing"),
        ('[[extend]]\nform = "b05"\ntitles = ["("]', "b05"),
    ],
)
def test_a_file_that_is_no_such_thing_is_named(own: Path, text: str, said: str) -> None:
    (own / "错.toml").write_text(text, "utf-8")

    with pytest.raises(FormFileError) as refused:
        forms()

    assert said in refused.value.message.en


def test_a_folder_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_FORMS", "/no/such/folder")
    forms.cache_clear()

    with pytest.raises(FormFileError, match="/no/such/folder"):
        forms()

    monkeypatch.undo()
    forms.cache_clear()
