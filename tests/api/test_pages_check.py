"""A visitor's own file: its report, what is refused, and that nothing of it stays."""

import tempfile
from pathlib import Path

import httpx
import pytest

from gouji.api import pages_check
from gouji.api.upload import file_name

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="session")
def disclosure(examples: Path) -> bytes:
    """A disclosure that contradicts itself."""
    return next(path for path in sorted(examples.glob("*.txt")) if "大厂" in path.name).read_bytes()


def sent(client: httpx.Client, data: bytes, name: str = "预算.txt", **fields: str) -> httpx.Response:
    return client.post("/check", files={"file": (name, data)}, data=fields, headers=HTML, timeout=120)


def test_a_file_gets_its_report(client: httpx.Client, disclosure: bytes) -> None:
    response = sent(client, disclosure)

    assert response.status_code == 200
    assert "GJ-P16" in response.text
    assert "8200人 × 380元 = 311.60" in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "style-src 'sha256-" in response.headers["content-security-policy"]


def test_the_report_can_be_a_workbook(client: httpx.Client, disclosure: bytes) -> None:
    response = sent(client, disclosure, format="xlsx")

    assert response.content.startswith(b"PK")
    assert "attachment" in response.headers["content-disposition"]


def test_nothing_of_the_file_stays(client: httpx.Client, disclosure: bytes) -> None:
    sent(client, disclosure, name="再也找不到.txt")

    assert "再也找不到" not in client.get("/documents", headers=HTML).text
    assert list(Path(tempfile.gettempdir()).glob("gouji-check-*/file")) == []


def test_a_broken_file_is_refused_in_a_sentence(client: httpx.Client) -> None:
    response = sent(client, b"%PDF-1.7 and then nothing", "<script>.pdf")

    assert response.status_code == 422
    assert "&lt;script&gt;.pdf" in response.text
    assert "<script>" not in response.text
    assert "/tmp" not in response.text


def test_a_file_full_of_markup_stays_text(client: httpx.Client) -> None:
    text = "<script>alert(1)</script>2024年部门预算\n".encode() * 40
    response = sent(client, text, "x.txt", severity="info")

    assert "<script>" not in response.text


def test_no_file_is_refused(client: httpx.Client) -> None:
    response = client.post("/check", data={"format": "html"}, headers=HTML)

    assert response.status_code == 400
    assert "没有收到文件" in response.text


def test_a_file_without_length_is_refused(client: httpx.Client) -> None:
    response = client.post("/check", content=iter([b"x"]), headers=HTML)

    assert response.status_code == 411


def test_a_file_that_is_too_large_is_refused_unread(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_check, "BYTES", 100)
    monkeypatch.setattr(pages_check, "BESIDE", 100)

    assert sent(client, b"x" * 1000).status_code == 413


@pytest.mark.parametrize("fields", [{"format": "exe"}, {"severity": "grave"}])
def test_unknown_choices_are_refused(client: httpx.Client, fields: dict[str, str]) -> None:
    assert sent(client, b"x", **fields).status_code == 400


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\预算.pdf", "预算.pdf"),
        ("a\x00\nb.pdf", "ab.pdf"),
        ("", "文件"),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_name_is_no_path(given: str, name: str) -> None:
    assert file_name(given) == name
