"""Small office files made by hand, a trap in each."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BORDERS = '<borders><border/><border><left style="thin"/><right style="thin"/></border></borders>'


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """A part that says what another refers to, by kind."""
    lines = (f'<Relationship Id="r{i}" Type="{REL}/{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def xlsx(*sheets: str, formats: tuple[str, ...] = (), **about: tuple[str, ...]) -> bytes:
    """A workbook of sheets given as XML; style n has the n-th format, those beyond the same, ruled."""
    count = range(1, len(sheets) + 1)
    titles = about.get("names", tuple(f"表{i}" for i in count))
    states = about.get("states", tuple("visible" for _ in count))
    names = "".join(
        f'<sheet name="{title}" sheetId="{i}" r:id="r{i}" state="{state}"/>'
        for i, title, state in zip(count, titles, states, strict=True)
    )
    codes = ("General", *formats)
    written = "".join(
        f"<numFmt numFmtId='{164 + i}' formatCode='{code.replace('&', '&amp;')}'/>" for i, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{164 + i}" borderId="{border}"/>' for border in (0, 1) for i in range(len(codes)))
    targets = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(*targets, ("styles", "styles.xml")),
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{written}</numFmts>{BORDERS}'
            f"<cellXfs>{styles}</cellXfs></styleSheet>",
            **{f"xl/worksheets/sheet{i}.xml": sheet for i, sheet in enumerate(sheets, 1)},
        }
    )


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    """The XML of a sheet of rows; ``before`` and ``after`` stand around its cells."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def row(*cells: str | int | float | None, style: int = 0, about: str = "") -> str:
    """The XML of a row: words in place, numbers as values, nothing for None."""
    return f"<row {about}>{''.join(cell(value, style) for value in cells)}</row>"


def cell(value: str | float | None, style: int = 0) -> str:
    """The XML of a cell without its place."""
    if value is None:
        return f'<c s="{style}"/>'
    if isinstance(value, str):
        return f'<c s="{style}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c s="{style}"><v>{value}</v></c>'


def docx(body: str, numbering: str = "", styles: str = "", notes: str = "") -> bytes:
    """A Word file of this body."""
    parts = {"numbering": numbering, "styles": styles, "footnotes": notes}
    used = {kind: content for kind, content in parts.items() if content}
    roots = {kind: f'<w:{kind} xmlns:w="{WORD}">{content}</w:{kind}>' for kind, content in used.items()}
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f'<w:document xmlns:w="{WORD}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in used)),
            **{f"word/{kind}.xml": content for kind, content in roots.items()},
        }
    )


def p(text: str, properties: str = "") -> str:
    """The XML of a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    """The XML of a cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """The XML of a row of a Word table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """The XML of a Word table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
