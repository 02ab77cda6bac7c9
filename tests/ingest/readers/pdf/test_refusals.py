"""Files that are not read: one sentence each, whatever is wrong with them."""

import random
import time
from pathlib import Path

import pytest

from gouji.ingest.readers import pdf, scans
from gouji.ingest.readers.pdf import reading
from gouji.ingest.readers.pdf.refusals import (
    BlankError,
    DamagedError,
    LockedError,
    ScanError,
    TooManyPagesError,
    TooMuchOnPageError,
    TooSlowError,
    UnknownSignsError,
)
from gouji.ontology.messages import GoujiError

from .made import Sheet
from .made import pdf as file_of

PAGE = Sheet().words(50, 50, "收入预算总表").grid([50, 150, 250], [110, 130, 150], [["项目", "金额"], ["合计", "1.00"]])
PUBLISHED = sorted((Path(__file__).parents[5] / "shared" / "disclosures").glob("*/*.pdf"))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF", DamagedError),
        (b"%PDF-1.4 dummy pdf content", DamagedError),
        (file_of(PAGE)[:300], DamagedError),
        (file_of(), DamagedError),
        (file_of(PAGE, locked=True), LockedError),
        (file_of(Sheet()), BlankError),
    ],
)
def test_one_sentence_each(data: bytes, error: type[GoujiError]) -> None:
    with pytest.raises(error) as raised:
        pdf.read(data, "made.pdf")
    assert raised.value.message.zh.startswith("made.pdf：")


def test_scans_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans.files, "is_installed", lambda: False)
    sheets = [Sheet(picture=True).words(290, 820, f"- {at} -") for at in range(1, 4)]
    with pytest.raises(ScanError, match="第1页") as raised:
        pdf.read(file_of(*sheets), "made.pdf")
    assert "gouji[ocr]" in raised.value.message.en


def test_words_over_a_picture_are_no_scan() -> None:
    sheet = Sheet(picture=True).words(50, 50, "某某局二〇二四年度部门预算公开")
    assert pdf.read(file_of(sheet), "made.pdf").lines == ("某某局二〇二四年度部门预算公开",)


def test_too_many_pages() -> None:
    with pytest.raises(TooManyPagesError, match="3 页"):
        reading.read(file_of(PAGE, PAGE, PAGE), "made.pdf", reading.Limits(pages=2))


def test_too_much_on_a_page() -> None:
    with pytest.raises(TooMuchOnPageError, match="第1页"):
        reading.read(file_of(PAGE), "made.pdf", reading.Limits(objects=5))


def test_too_slow() -> None:
    with pytest.raises(TooSlowError, match="第1页"):
        reading.read(file_of(PAGE), "made.pdf", reading.Limits(seconds=-1.0))


def damaged(data: bytes, seed: int) -> bytes:
    """The file cut, or with bytes flipped, taken out or doubled."""
    chance = random.Random(seed)
    kind = chance.randrange(4)
    if kind == 0:
        return data[: chance.randrange(5, len(data))]
    if kind == 1:
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 40)):
            changed[chance.randrange(5, len(changed))] = chance.randrange(256)
        return bytes(changed)
    begin = chance.randrange(5, len(data))
    end = min(len(data), begin + chance.randrange(1, 200))
    return data[:begin] + data[end:] if kind == 2 else data[:end] + data[begin:]


def ends_well(data: bytes) -> None:
    begin = time.monotonic()
    try:
        pdf.read(data, "made.pdf")
    except GoujiError as error:
        assert error.message.zh
    assert time.monotonic() - begin < 10


def test_damaged_files_end_in_a_document_or_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans.files, "is_installed", lambda: False)
    whole = file_of(PAGE, PAGE)
    for seed in range(300):
        ends_well(damaged(whole, seed))


@pytest.mark.skipif(not PUBLISHED, reason="the published documents are not here (../shared/disclosures)")
def test_damaged_published_files_end_in_a_document_or_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans.files, "is_installed", lambda: False)
    small = min(PUBLISHED, key=lambda file: file.stat().st_size).read_bytes()
    for seed in range(40):
        ends_well(damaged(small, seed))


def test_fonts_that_do_not_say_what_they_print() -> None:
    data = file_of(PAGE).replace(b"UniGB-UCS2-H", b"Identity-H").replace(b"(GB1)", b"(Identity)")
    with pytest.raises(UnknownSignsError, match="乱码"):
        pdf.read(data, "made.pdf")
