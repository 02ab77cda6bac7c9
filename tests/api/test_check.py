"""``gouji check`` and ``gouji rules`` as their user meets them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.api import cli, rulebook
from gouji.api.checking import Selection, UnknownSelectionError, check_one, check_paths
from gouji.api.reports import FORMATS, SUFFIXES
from gouji.api.reports.entries import Checked
from gouji.shapes.rules import rules

ROOT = Path(__file__).parents[2]
RUN = [sys.executable, "-m", "gouji.api.cli"]


def gouji(*arguments: str | Path, data: bytes | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*RUN, *map(str, arguments)], input=data, capture_output=True, check=False, timeout=120)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def lishi(examples: Path) -> Path:
    return next(path for path in examples.glob("*.txt") if "离石" in path.name)


def test_findings_end_with_status_1_and_the_tally(lishi: Path) -> None:
    result = gouji("check", lishi)

    assert result.returncode == 1
    assert "GJ-P01" in result.stdout
    assert "3456 + 0 = 3456，印 3453，相差 -3" in result.stdout
    assert "核对关系" in result.stdout


def test_checking_loads_nothing_that_only_other_commands_need(lishi: Path) -> None:
    """A linter that starts slowly is not run: each of these would add a quarter of a second or more."""
    lines = (
        "import sys",
        "from gouji.api.cli import app",
        "app(sys.argv[1:], standalone_mode=False)",
        "print(*sys.modules)",
    )
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines), "check", str(lishi)], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}

    assert {"gouji", "pyoxigraph"} <= loaded
    assert not loaded & {
        "rdflib",
        "pyshacl",
        "fastapi",
        "starlette",
        "uvicorn",
        "networkx",
        "jinja2",
        "openpyxl",
        "csvw",
    }


def test_nothing_shown_ends_with_status_0(lishi: Path) -> None:
    result = gouji("check", lishi, "--select", "GJ-H")

    assert result.returncode == 0
    assert "GJ-" not in result.stdout


def test_hints_alone_end_with_status_0(lishi: Path) -> None:
    result = gouji("check", lishi, "--select", "X07", "--severity", "info")

    assert result.returncode == 0
    assert "GJ-X07" in result.stdout


def test_what_cannot_be_read_ends_with_status_2_and_the_rest_is_checked(lishi: Path, tmp_path: Path) -> None:
    broken = tmp_path / "空.txt"
    broken.write_bytes(b"")

    result = gouji("check", broken, tmp_path / "没有.txt", lishi)

    assert result.returncode == 2
    assert "GJ-P01" in result.stdout
    assert "空.txt：文件是空的。" in result.stderr
    assert "no such file or folder" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_standard_input_is_read(lishi: Path) -> None:
    result = gouji("check", "-", "--format", "json", data=lishi.read_bytes())

    (document,) = json.loads(result.stdout)["documents"]
    assert result.returncode == 1
    assert document["file"].startswith("标准输入")
    assert document["year"] == 2023


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--select", "ZZ"), "no rule is called 'ZZ'"),
        (("--format", "pdf"), "unknown report format 'pdf'"),
        (("--severity", "fatal"), "--severity does not know 'fatal'"),
        (("--engine", "magic"), "--engine does not know 'magic'"),
        (("--lang", "fr"), "--lang does not know 'fr'"),
    ],
)
def test_a_wrong_option_is_refused_in_one_sentence(lishi: Path, arguments: tuple[str, ...], said: str) -> None:
    result = gouji("check", lishi, *arguments)

    assert result.returncode == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_to_a_file(lishi: Path, tmp_path: Path, form: str) -> None:
    output = tmp_path / f"报告{SUFFIXES[form]}"

    result = gouji("check", lishi, "--format", form, "--output", output)

    assert result.returncode == 1
    assert result.stdout == ""
    assert output.stat().st_size > 500
    assert [path.name for path in tmp_path.iterdir()] == [output.name]


def test_a_folder_gets_one_report_a_document(examples: Path, tmp_path: Path) -> None:
    gouji("check", examples, "--format", "html", "--output", tmp_path)

    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(path.stem for path in examples.glob("*.txt"))


def test_a_place_that_cannot_be_written_is_refused(lishi: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    result = gouji("check", lishi, "--output", tmp_path / "file" / "report.txt")

    assert result.returncode == 2
    assert "cannot be written" in result.stderr


def test_many_documents_come_in_the_order_of_their_paths(examples: Path) -> None:
    files = sorted(examples.glob("*.txt"), reverse=True)

    documents, failures = check_paths(files, Selection())

    assert failures == []
    assert [Path(document.file).name for document in documents] == [file.name for file in files]


def test_ignored_rules_are_left_out_of_findings_and_tally(lishi: Path) -> None:
    found = check_one(lishi, Selection(ignore=("GJ-P", "GJ-X")))

    assert isinstance(found, Checked)
    assert not [result for result in found.report.results if result.rule.id.startswith("GJ-P")]
    assert not [each for each in found.report.outcomes if each.rule.startswith("GJ-P")]
    assert found.report.findings == ()


@pytest.mark.parametrize(
    ("words", "meant"),
    [(["h"], ("GJ-H",)), (["GJ-H01,n08"], ("GJ-H01", "GJ-N08")), (["x"], ("GJ-X",)), (["C04B"], ("GJ-C04b",))],
)
def test_rules_are_named_by_their_beginnings(words: list[str], meant: tuple[str, ...]) -> None:
    assert Selection.of(words, [], "warning").select == meant


def test_a_beginning_of_no_rule_is_refused() -> None:
    with pytest.raises(UnknownSelectionError):
        Selection.of([], ["GJ-Q"], "warning")


def test_the_help_names_every_format() -> None:
    assert cli.REPORTS.split() == list(FORMATS)


def test_rules_are_listed_and_explained() -> None:
    listed, explained = gouji("rules"), gouji("rules", "p01")

    assert len(listed.stdout.splitlines()) == len(rules()) + 1
    assert "绩效目标表、绩效自评表的资金总额等于各项资金来源之和" in explained.stdout
    assert "项目绩效目标表（p01）" in explained.stdout


def test_an_unknown_rule_is_refused() -> None:
    result = gouji("rules", "GJ-Z99")

    assert result.returncode == 2
    assert "there is no rule 'GJ-Z99'" in result.stderr


def test_the_page_of_rules_is_what_the_command_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    # An installed program has no cases beside it; the page is written from a checkout.
    monkeypatch.setattr(rulebook, "CASES", ROOT / "tests" / "shapes" / "cases")
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")

    assert page == rulebook.markdown(), "run: gouji rules --markdown > docs/rules.md"


def test_every_rule_explains_itself() -> None:
    pages = {rule.id: "\n".join(rulebook.explained(rule)) for rule in rules()}

    assert {name for name, page in pages.items() if "依据" not in page or "适用" not in page} == set()
