"""The command line as its user meets it: answers on the standard output, talk and refusals on the other."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from gouji.api import cli, exporting

RUN = [sys.executable, "-m", "gouji.api.cli"]


def gouji(*arguments: str | Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    words = [*RUN, *map(str, arguments)]
    return subprocess.run(words, input=text, capture_output=True, text=True, check=False, encoding="utf-8", timeout=120)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store"
    assert gouji("build", examples, "--store", path).returncode == 0
    return path


def test_reading_prints_json_lines_and_counts_figures(examples: Path) -> None:
    result = gouji("read", examples)

    tallies = [entry for line in result.stdout.splitlines() if (entry := json.loads(line))["type"] == "tally"]
    assert result.returncode == 0
    assert len(tallies) == 5
    assert all(tally["unread"] == 0 and tally["printed"] == tally["read"] + tally["ignored"] for tally in tallies)
    assert "figures printed" in result.stderr


def test_a_closed_pipe_is_no_error(examples: Path) -> None:
    command = f"{' '.join(RUN)} read '{examples}' | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert "Traceback" not in result.stderr
    assert json.loads(result.stdout)["type"] == "disclosure"


def test_a_second_build_reads_nothing(store: Path, examples: Path) -> None:
    result = gouji("build", examples, "--store", store)

    assert result.returncode == 0
    assert "载入 0，未变 5" in result.stderr


def test_a_question_is_asked_with_any_brackets(store: Path) -> None:
    result = gouji("ask", "who-cites", "number=冀财社(2023)225号", "--store", store)

    assert result.returncode == 0
    assert "2.00" in result.stdout
    assert "4.00" in result.stdout


@pytest.mark.parametrize("form", ["csv", "json", "sparql", "table"])
def test_an_answer_has_every_format(store: Path, form: str) -> None:
    assert gouji("ask", "units", "--store", store, "--format", form).stdout


def test_an_answer_can_be_a_workbook(store: Path) -> None:
    command = [*RUN, "ask", "units", "--store", str(store), "--format", "xlsx"]

    assert subprocess.run(command, capture_output=True, check=True).stdout.startswith(b"PK")


def test_a_query_comes_from_a_file_or_from_standard_input(store: Path, tmp_path: Path) -> None:
    query = "SELECT (COUNT(?d) AS ?n) { ?d a gj:Document }"
    (tmp_path / "q.rq").write_text(query)

    assert gouji("query", tmp_path / "q.rq", "--store", store).stdout == "n\n5\n"
    assert gouji("query", "-", "--store", store, text=query).stdout == "n\n5\n"


@pytest.mark.parametrize("form", cli.EXPORTS.split())
def test_every_export_is_written_whole(store: Path, tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="gouji[parquet] is not installed")
    target = tmp_path / f"graph{exporting.EXPORTS[form].suffix}"

    result = gouji("export", target, "--store", store)

    assert result.returncode == 0
    assert result.stderr == f"{hashlib.sha256(target.read_bytes()).hexdigest()}  {target.name}\n"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_the_help_lists_exactly_the_exports_there_are() -> None:
    assert sorted(cli.EXPORTS.split()) == sorted(exporting.EXPORTS)


@pytest.mark.parametrize("name", sorted(get_command(cli.app).commands))  # type: ignore[attr-defined]
def test_every_command_explains_itself_in_both_languages(name: str) -> None:
    text = gouji(name, "--help").stdout

    assert any("\u4e00" <= sign <= "\u9fff" for sign in text)
    assert any(
        word in text for word in ("Read", "read", "Ask", "Write", "Serve", "Check", "Explain", "explain", "Print")
    )


BAD = {
    "空.txt": (b"", "文件是空的", "empty"),
    "空白.txt": (b" \n\n ", "文件是空的", "empty"),
    "图.txt": (b"%PDF-1.7\n", "已损坏或不完整", "damaged or incomplete"),
    "二进制.txt": (bytes(range(256)) * 20, "", ""),
    "小说.txt": ("从前有座山，山里有座庙。\n".encode() * 50, "看不出是预算", "does not read like"),
    "英文.txt": (b"Once upon a time there was a budget.\n" * 50, "看不出是预算", "does not read like"),
    "拉丁.txt": ("Été à la plage, où sont les élèves\n".encode("latin-1") * 30, "", ""),
    "断字.txt": ("示例县示例局2024年单位预算".encode()[:-1], "中断", "breaks off"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_one_sentence_of_both_languages(name: str, tmp_path: Path) -> None:
    data, zh, en = BAD[name]
    (tmp_path / name).write_bytes(data)

    result = gouji("read", tmp_path / name)

    assert result.returncode == 2
    assert result.stdout == ""
    assert name in result.stderr
    assert zh in result.stderr
    assert en in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 2


@pytest.mark.parametrize("part", [0.35, 0.5, 0.8])
def test_a_document_cut_in_the_middle_of_a_table_is_refused(part: float, examples: Path, tmp_path: Path) -> None:
    source = next(path for path in examples.glob("*.txt") if "离石" in path.name)
    data = source.read_bytes()
    (tmp_path / source.name).write_bytes(data[: int(len(data) * part)])

    result = gouji("read", tmp_path / source.name)

    assert result.returncode == 2
    assert "中断" in result.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "utf-16-le"])
def test_every_encoding_reads_the_same(encoding: str, examples: Path, tmp_path: Path) -> None:
    source = sorted(examples.glob("*.txt"))[0]
    (tmp_path / source.name).write_bytes(source.read_text("utf-8").encode(encoding))

    def facts(path: Path) -> list[dict[str, object]]:
        lines = [json.loads(line) for line in gouji("read", path).stdout.splitlines()]
        return [line for line in lines if line["type"] not in ("disclosure",)]

    assert facts(tmp_path / source.name) == facts(source)


def test_one_bad_file_stops_no_other(examples: Path, tmp_path: Path) -> None:
    source = sorted(examples.glob("*.txt"))[0]
    (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "坏.txt").write_bytes(b"%PDF")

    result = gouji("build", tmp_path, "--store", tmp_path / "s")

    assert result.returncode == 2
    assert "载入 1" in result.stderr
    assert "坏.txt" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "没有.txt"], "没有这个文件"),
        (["ask", "no-such", "--store", "{store}"], "没有名为"),
        (["ask", "who-cites", "--store", "{store}"], "number"),
        (["ask", "who-cites", "number", "--store", "{store}"], "名=值"),
        (["export", "x.docx", "--store", "{store}"], "不认识的导出格式"),
        (["query", "没有.rq", "--store", "{store}"], "读不了"),
        (["ask", "units", "--store", "{tmp}/none"], "不是 gouji 的库"),
    ],
)
def test_mistakes_name_the_thing_and_the_way_out(arguments: list[str], said: str, store: Path, tmp_path: Path) -> None:
    result = gouji(*(word.format(store=store, tmp=tmp_path) for word in arguments))

    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_without_disclosures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff")

    result = gouji("build", tmp_path, "--store", tmp_path / "s")

    assert result.returncode == 2
    assert str(tmp_path) in result.stderr


def test_a_wrong_query_is_told_where(store: Path) -> None:
    result = gouji("query", "-", "--store", store, text="SELEKT ?x {}")

    assert result.returncode == 2
    assert "查询有错" in result.stderr


def test_a_store_from_another_version_is_refused(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "s"
    other.mkdir()
    (other / "gouji.json").write_text('{"format": 999}')

    result = gouji("ask", "units", "--store", other)

    assert result.returncode == 2
    assert "999" in result.stderr


def test_nothing_is_left_where_a_build_could_read_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"")

    result = gouji("build", bad, "--store", tmp_path / "s")

    assert result.returncode == 2
    assert any((tmp_path / "s").iterdir())  # the store itself is whole and empty
    assert gouji("query", "-", "--store", tmp_path / "s", text="ASK { ?d a gj:Document }").stdout == "false\n"
