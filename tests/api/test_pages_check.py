"""A visitor's own file: its report, what is refused, and that nothing of it stays."""

import asyncio
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from gouji.api import checks, pages_check
from gouji.api.checks import Check, Checks
from gouji.api.problems import TooBusyError
from gouji.api.upload import file_name
from gouji.ontology.messages import Bilingual

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="session")
def disclosure(examples: Path) -> bytes:
    """A disclosure that contradicts itself."""
    return next(path for path in sorted(examples.glob("*.txt")) if "大厂" in path.name).read_bytes()


def posted(client: httpx.Client, data: bytes, name: str = "预算.txt", **fields: str) -> httpx.Response:
    return client.post("/check", files={"file": (name, data)}, data=fields, headers=HTML, timeout=120)


def sent(client: httpx.Client, data: bytes, name: str = "预算.txt", **fields: str) -> httpx.Response:
    """What a person gets in the end."""
    response = posted(client, data, name, **fields)
    at = response.headers.get("location")
    while at and (response.has_redirect_location or "refresh" in response.headers):
        time.sleep(0.1)
        response = client.get(at, headers=HTML)
    return response


def test_a_person_can_watch_the_check(client: httpx.Client, disclosure: bytes) -> None:
    response = posted(client, disclosure, "<b>.txt")
    watched = client.get(response.headers["location"], headers=HTML)

    assert response.status_code == 303
    assert "refresh" in watched.headers
    assert "“&lt;b&gt;.txt”" in watched.text
    assert watched.headers["cache-control"] == "no-store"


def test_a_program_gets_the_report_at_once(client: httpx.Client, disclosure: bytes) -> None:
    response = client.post("/check", files={"file": ("a.txt", disclosure)}, timeout=120)

    assert response.status_code == 200
    assert "GJ-P16" in response.text


def test_a_check_nobody_asked_for_is_not_found(client: httpx.Client) -> None:
    assert client.get("/check/none", headers=HTML).status_code == 404


def elsewhere(work: Callable[[], Awaitable[None]]) -> None:
    """Do the work in the loop of another thread; in this one a browser's may be running."""
    with start_blocking_portal() as portal:
        portal.call(work)


def test_more_than_may_wait_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "QUEUE", 1)
    hold = threading.Event()

    def work() -> bytes:
        hold.wait(20)
        return b"done"

    async def watched() -> None:
        several = Checks()
        names = [several.start(Check("a", "html"), work) for _ in range(checks.AT_ONCE + 1)]
        with pytest.raises(TooBusyError):
            several.start(Check("a", "html"), work)
        while several.before(names[-1]) or several.get(names[0]).began is None:  # type: ignore[union-attr]
            await asyncio.sleep(0.01)
        hold.set()
        assert [(await several.ended(name)).report for name in names] == [b"done"] * 3
        assert several.get(names[0]) is None

    elsewhere(watched)


def test_results_are_held_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    async def held() -> None:
        several = Checks()
        name = several.start(Check("a", "html"), lambda: Bilingual("否", "no"))
        while not (found := several.get(name)) or not found.done:
            await asyncio.sleep(0.01)
        monkeypatch.setattr(checks, "SECONDS", -1.0)
        assert several.get(name) is None

    elsewhere(held)


def test_a_fault_of_ours_is_told_to_who_waits() -> None:
    def work() -> bytes:
        raise ZeroDivisionError

    async def failed() -> None:
        several = Checks()
        check = await several.ended(several.start(Check("a", "html"), work))
        assert check.problem is not None
        assert "ZeroDivisionError" in check.problem.en

    elsewhere(failed)


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
