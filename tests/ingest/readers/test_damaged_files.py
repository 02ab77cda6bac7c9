"""Damaged files end in a document or in a sentence: cut, with bytes changed, put into one another."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest

from gouji.ingest.documents import Document
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.messages import GoujiError

from .office_files import docx, p, packed, row, sheet, tbl, tc, tr, xlsx

VARIANTS = 150
NUMBERS = (b"-1", b"0", b"99999999999", b"x", b"1e9")
HTML = "<html><body><table><tr><td colspan=2>总表<tr><td>项目<td>数<tr><td rowspan=2>教育<td>1.00</table></body></html>"
SOUND: dict[str, bytes] = {
    ".xlsx": xlsx(
        sheet(
            row("总表"), row("项目", 1.5, style=1), row("教育", "2"),
            after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
        formats=('0!.0,"万"',),
    ),
    ".docx": docx(
        p("一、概况")
        + tbl(tr(tc("甲", '<w:gridSpan w:val="2"/>'), tc("1", "<w:vMerge/>")), tr(tc("乙"), tc("2"), tc("3"))),
        numbering='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    ),
    ".html": HTML.encode(),
    ".csv": "总表,\n项目,数\n教育,\"1,234.00\"\n".encode("gbk"),
    ".zip": packed({"a.csv": "甲,乙\n1,2\n", "b.zip": packed({"c.csv": "丙,丁\n3,4\n"})}),
}  # fmt: skip


def cut(data: bytes, chance: random.Random) -> bytes:
    """The beginning of the file."""
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def rewritten(data: bytes, chance: random.Random) -> bytes:
    """A sound archive of damaged members; of what is no archive, a piece put in twice."""
    if not data.startswith(b"PK"):
        at, to = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
        return data[:to] + data[at:]
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    name = chance.choice(list(members))
    members[name] = mangled(members[name] or b"<a/>", chance)
    return packed(members)


def mangled(part: bytes, chance: random.Random) -> bytes:
    """A part with a number, an element or some bytes changed."""
    numbers = list(re.finditer(rb"\d+", part))
    match chance.randrange(4):
        case 0 if numbers:
            found = chance.choice(numbers)
            return part[: found.start()] + chance.choice(NUMBERS) + part[found.end() :]
        case 1:
            pieces = part.split(b"<")
            pieces.insert(chance.randrange(1, len(pieces) + 1), chance.choice(pieces))
            return b"<".join(pieces)
        case 2:
            return cut(part, chance)
        case _:
            return flipped(part, chance)


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut, flipped, rewritten, rewritten)


def variants(suffix: str, count: int) -> Iterator[bytes]:
    """Damaged files of a format, the same in every run."""
    chance = random.Random(zlib.crc32(suffix.encode()))
    for at in range(count):
        yield DAMAGES[at % len(DAMAGES)](SOUND[suffix], chance)


@pytest.mark.parametrize("suffix", SOUND)
def test_a_damaged_file_ends_in_a_document_or_a_sentence(suffix: str) -> None:
    for data in variants(suffix, VARIANTS):
        try:
            assert isinstance(read_bytes(data, f"a{suffix}"), Document)
        except GoujiError as error:
            assert f"a{suffix}" in error.message.zh
