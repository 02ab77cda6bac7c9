"""What needs no truth: in every coded table of the published documents, the parts add up to the whole."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from gouji.ingest.documents import Document, Grid
from gouji.ingest.readers import pdf

PUBLISHED = Path(__file__).parents[5] / "shared" / "disclosures"
FILES = sorted(PUBLISHED.glob("*/*.pdf"))
AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?")
#: A sum of n rounded figures may miss by half a step each.
STEP = Decimal("0.01")
#: Stated total and sum of parts that differ in the source, as looked up on the page.
PRINTED = {(Decimal("520603.91"), Decimal("520603.41"))}

pytestmark = pytest.mark.skipif(not FILES, reason="the published documents are not here (../shared/disclosures)")


def read(file: Path) -> Document:
    return pdf.read(file.read_bytes(), file.name)


def coded_rows(grid: Grid) -> list[tuple[str, dict[int, Decimal]]]:
    """The rows that begin with a code (in one column or up to three) or 合计, with their amounts by column."""
    rows = []
    for row in grid.rows:
        texts = [re.sub(r"\s", "", cell.text) for cell in row]
        # One document prints 2 for 02 in its second column of codes.
        digits = [text.zfill(2) for text in texts[:3] if re.fullmatch(r"\d{1,7}", text)]
        code = "".join(digits) if digits else "合计" if "合计" in texts[:4] else ""
        amounts = {at: Decimal(text.replace(",", "")) for at, text in enumerate(texts) if is_amount(text, at)}
        if code:
            rows.append((code, amounts))
    return rows


def is_two_sided(grid: Grid) -> bool:
    """Whether two blocks of codes stand side by side: their codes are not in one column."""
    return any(re.fullmatch(r"3\d{2,4}", cell.text) for row in grid.rows for cell in row[3:])


def is_amount(text: str, at: int) -> bool:
    return bool(AMOUNT.fullmatch(text)) and at >= 2 and not re.fullmatch(r"\d{2,7}", text)


def sums(grid: Grid) -> Iterator[tuple[Decimal, Decimal, int]]:
    """Every total a coded table states, the sum of its parts, and how many these are."""
    rows = coded_rows(grid)
    if len(rows) < 3 or any(not code.isdigit() for code, _ in rows[1:-1]) or is_two_sided(grid):
        return
    for code, amounts in rows:
        parts = [other for child, other in rows if is_part(child, code)]
        for column, total in amounts.items():
            if parts and any(column in part for part in parts):
                yield total, sum((part.get(column, Decimal(0)) for part in parts), Decimal(0)), len(parts)


def is_part(child: str, parent: str) -> bool:
    if not child.isdigit():
        return False
    if parent == "合计":
        return len(child) == 3
    return child.startswith(parent) and len(child) == len(parent) + 2


def test_parts_add_up_to_the_whole() -> None:
    checked, failed = 0, []
    for file in FILES:
        for block in read(file).blocks:
            if isinstance(block, Grid):
                for total, parts, count in sums(block):
                    checked += 1
                    if abs(total - parts) > STEP * count / 2 + STEP / 2 and (total, parts) not in PRINTED:
                        failed.append((file.name, total, parts))
    assert not failed
    assert checked > 1300


@pytest.mark.parametrize("table", sorted(PUBLISHED.glob("*/*收支预算总表.csv")), ids=lambda path: path.stem)
def test_figures_that_others_took_from_the_same_files_are_read(table: Path) -> None:
    body = table.stem.partition("__")[0]
    amounts: dict[str, set[Decimal]] = {}
    for file in FILES:
        if file.name.startswith(body) and (year := re.search(r"20\d\d", file.stem)):
            cells = (
                cell.text
                for block in read(file).blocks
                if isinstance(block, Grid)
                for row in block.rows
                for cell in row
            )
            found = {Decimal(text.replace(",", "")) for text in cells if AMOUNT.fullmatch(text)}
            amounts.setdefault(year.group(), set()).update(found)
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            year = row.pop("")[:4]
            expected = {Decimal(value) for value in row.values() if value}
            assert expected <= amounts[year]
