"""A scan gives the figures of the page it was made from, or shows that it is not sure of them; never another figure."""

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from gouji.ingest.documents import Document, Grid
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.readers.pdf.lines import Line
from gouji.ingest.readers.pdf.tables import Cell, Table
from gouji.ingest.readers.scans import files
from gouji.ingest.readers.scans.sums import decided
from gouji.ontology.messages import GoujiError
from gouji.ontology.places import Spot

SHARED = Path(__file__).parents[4] / "shared" / "disclosures"
DOCUMENT = SHARED / "shanghai" / "普陀区商务委员会2025部门预算.pdf"
installed = pytest.mark.skipif(not files.is_installed(), reason="gouji[ocr] is not installed")


def table(rows: list[list[str]]) -> bytes:
    """A picture of a ruled table of figures, as PNG."""
    cv2, np = pytest.importorskip("cv2"), pytest.importorskip("numpy")
    pixels = np.full((1000, 1600), 255, np.uint8)
    for at in range(len(rows) + 1):
        cv2.line(pixels, (100, 100 + 60 * at), (1300, 100 + 60 * at), 0, 2)
    for at in range(len(rows[0]) + 1):
        cv2.line(pixels, (100 + 400 * at, 100), (100 + 400 * at, 100 + 60 * len(rows)), 0, 2)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cv2.putText(pixels, text, (120 + 400 * c, 142 + 60 * r), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 2)
    done, data = cv2.imencode(".png", pixels)
    assert done
    return bytes(data)


def words(document: Document) -> list[list[str]]:
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for grid in grids for row in grid.rows]


@installed
def test_a_ruled_picture_is_a_table() -> None:
    rows = [["2010101", "1,234.56", "78.90"], ["2010199", "0.10", "3,045.00"]]

    assert words(files.read(table(rows), "scan.png")) == rows


@installed
def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(GoujiError, match=r"scan\.png"):
        files.read(b"\x89PNG\r\n\x1a\n" + b"0" * 100, "scan.png")
    with pytest.raises(GoujiError):
        files.read(b"", "scan.png")


SUMS = [
    ["类", "支出", "140.00", "100.00", "40.00"],
    ["甲", "支出", "58.50", "38.50", "20.00"],
    ["乙", "支出", "21.30", "1.30", "20.00"],
    ["丙", "支出", "70.00", "60.20", "9.80"],
]


def decided_rows(*rows: list[str]) -> tuple[list[list[str]], int]:
    """The rows after sums had their say, and how many findings that makes."""
    spot = Spot(page=1, box=(0, 0, 100, 100))
    cells = [
        Cell(r, c, 1, 1, (Line(text, (0, 0, 9, 9), 9, 0, 9),) if text else (), spot)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    table, notes = decided(Table(tuple(range(0, 60, 10)), (spot,) * len(rows), tuple(cells)), 1)
    width = table.columns
    return [[cell.text for cell in table.cells[at : at + width]] for at in range(0, len(table.cells), width)], len(
        notes
    )


@pytest.mark.parametrize(("read", "wanted"), [("33.50？", "38.50"), ("38.50？", "38.50"), ("32.50？", "32.50？")])
def test_sums_decide_a_figure_that_was_read_with_doubt(read: str, wanted: str) -> None:
    found, notes = decided_rows(*SUMS, ["丁", "支出", "58.50", read, "20.00"])

    assert (found[-1][3], notes) == (wanted, int(wanted != read))


@pytest.mark.parametrize(
    "rows",
    [
        [*SUMS[:3], ["丁", "支出", "58.50", "33.50？", "20.00"]],
        [*SUMS, ["戊", "支出", "9.00", "4.00", "4.00"], ["丁", "支出", "58.50", "33.50？", "20.00"]],
        [*SUMS, ["丁", "支出", "58.50", "33.50？", "26.00？"]],
        [*SUMS, ["丁", "支出", "58.50", "33.50？", ""]],
    ],
    ids=["too few rows show the sum", "a row does not close", "two are doubtful", "a figure is missing"],
)
def test_what_sums_do_not_tell_stays_doubtful(rows: list[list[str]]) -> None:
    assert decided_rows(*rows) == (rows, 0)


@installed
@pytest.mark.slow
@pytest.mark.skipif(not DOCUMENT.exists(), reason="the published documents are not beside this checkout")
def test_pages_of_a_document_scanned_askew_with_noise_give_its_figures() -> None:
    pages = (8,)
    wanted = figures(words(read_bytes(copied(DOCUMENT, pages), "text.pdf")))

    found = figures(words(read_bytes(scan(DOCUMENT, pages), "scan.pdf")))

    sure = Counter({figure: count for figure, count in found.items() if "？" not in figure})
    assert not sure - wanted
    assert sum(sure.values()) >= 0.97 * sum(wanted.values())


def figures(rows: list[list[str]]) -> Counter[str]:
    return Counter(cell.replace(" ", "") for row in rows for cell in row if any(sign.isdigit() for sign in cell))


def copied(path: Path, pages: tuple[int, ...]) -> bytes:
    """A PDF of some pages of another."""
    made, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    made.import_pages(pypdfium2.PdfDocument(path), list(pages))
    made.save(buffer)
    return buffer.getvalue()


def scan(path: Path, pages: tuple[int, ...]) -> bytes:
    """A PDF of pictures of some pages of another: askew, noisy, at 200 dots an inch."""
    cv2, np = pytest.importorskip("cv2"), pytest.importorskip("numpy")
    source, made = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    random, buffer = np.random.default_rng(1), io.BytesIO()
    for at in pages:
        rendered = source[at].render(scale=200 / 72, grayscale=True)
        grey: Any = rendered.to_numpy().reshape(rendered.height, rendered.width)
        height, width = grey.shape
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(random.uniform(-0.8, 0.8)), 1)
        askew = cv2.warpAffine(grey, matrix, (width, height), borderValue=255)
        noisy = np.clip(askew + random.normal(0, 12, askew.shape), 0, 255).astype(np.uint8)
        done, jpeg = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 60])
        assert done
        image = pypdfium2.PdfImage.new(made)
        image.load_jpeg(io.BytesIO(bytes(jpeg)), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width * 72 / 200, height * 72 / 200))
        page = made.new_page(width * 72 / 200, height * 72 / 200)
        page.insert_obj(image)
        page.gen_content()
    made.save(buffer)
    return buffer.getvalue()
