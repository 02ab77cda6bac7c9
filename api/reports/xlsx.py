"""The report as an auditor's working paper: findings to work through, outcomes by rule, unread figures, documents."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from ...ontology.facts import Severity
from ...ontology.messages import Bilingual
from ...shapes.engine import State
from ...shapes.evidence import Figure
from ...shapes.results import Result
from ...shapes.rules import rule
from ..phrases import Language
from ..processes import Failure
from ..rulebook import KINDS, SEVERITIES, STATES
from .entries import Checked, Entry, counts, entries, outcomes_of, printed, section_of, sides, where

Value = str | int | Decimal | None
#: A quotient is told no finer.
MOST_DECIMALS = 5
#: Points a line of a row takes; programs do not fit rows that were written by others.
LINE_HEIGHT = 16
#: Excel holds no longer text in a cell.
LONGEST = 32_000
#: What an auditor decides on a finding.
STATUSES = (
    Bilingual("待核实", "open"),
    Bilingual("属实", "confirmed"),
    Bilingual("不属实", "rejected"),
    Bilingual("已更正", "corrected"),
    Bilingual("不适用", "not applicable"),
)
STATUS, REMARK = Bilingual("核实状态", "Status"), Bilingual("备注", "Remark")
READING_UNREAD = "GJ-X01"
HEAD = PatternFill("solid", fgColor="FFDCE6F1")
TINTS: dict[Severity, PatternFill] = {
    "violation": PatternFill("solid", fgColor="FFFDE7E5"),
    "warning": PatternFill("solid", fgColor="FFFFF0D1"),
    "info": PatternFill("solid", fgColor="FFE3EEFB"),
}
TO_FILL = PatternFill("solid", fgColor="FFFFFFE5")
THIN = Border(*(Side(style="thin", color="FFBFBFBF"),) * 4)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and whether the auditor fills it in."""

    name: Bilingual
    width: int
    fill_in: bool = False


@dataclass(frozen=True, slots=True)
class Styled:
    """A value with its number format or tint."""

    value: Value
    form: str | None = None
    tint: PatternFill | None = None


FINDINGS = (
    Column(Bilingual("序号", "No."), 6),
    Column(Bilingual("文件", "File"), 24),
    Column(Bilingual("规则", "Rule"), 9),
    Column(Bilingual("严重程度", "Severity"), 9),
    Column(Bilingual("结果", "Outcome"), 9),
    Column(Bilingual("规则说明或问题", "Rule or problem"), 36),
    Column(Bilingual("所在表", "Table"), 20),
    Column(Bilingual("位置", "Place"), 11),
    Column(Bilingual("一方", "One side"), 26),
    Column(Bilingual("印出", "Printed"), 13),
    Column(Bilingual("另一方", "Other side"), 36),
    Column(Bilingual("另一方数", "Other figure"), 13),
    Column(Bilingual("差额", "Difference"), 12),
    Column(Bilingual("容差", "Slack"), 10),
    Column(Bilingual("计量单位", "Unit"), 8),
    Column(Bilingual("算式", "Arithmetic"), 36),
    Column(Bilingual("可能原因", "Likely cause"), 30),
    Column(Bilingual("同一差额另见", "Same difference in"), 24),
    Column(STATUS, 10, fill_in=True),
    Column(REMARK, 26, fill_in=True),
)
OUTCOMES = (
    Column(Bilingual("文件", "File"), 34),
    Column(Bilingual("规则", "Rule"), 10),
    Column(Bilingual("规则说明", "Statement"), 70),
    *(Column(words, 13) for words in STATES.values()),
    Column(Bilingual("合计", "Total"), 10),
)
UNREAD = (
    Column(Bilingual("文件", "File"), 34),
    Column(Bilingual("所在表", "Table"), 34),
    Column(Bilingual("位置", "Place"), 12),
    Column(Bilingual("问题", "Problem"), 70),
    Column(STATUS, 11, fill_in=True),
    Column(REMARK, 30, fill_in=True),
)
DOCUMENTS = (
    Column(Bilingual("文件", "File"), 40),
    Column(Bilingual("标题", "Title"), 44),
    Column(Bilingual("年度", "Year"), 8),
    Column(Bilingual("种类", "Kind"), 12),
    *(Column(words, 9) for words in SEVERITIES.values()),
    Column(Bilingual("印出数字", "Figures printed"), 11),
    Column(Bilingual("读出", "Read"), 9),
    Column(Bilingual("不计", "Ignored"), 9),
    Column(Bilingual("未读", "Unread"), 9),
    Column(Bilingual("文件摘要（SHA-256）", "SHA-256"), 68),
)
SHEETS = {
    "findings": Bilingual("发现", "Findings"),
    "outcomes": Bilingual("核对统计", "Outcomes"),
    "unread": Bilingual("未读数字", "Unread figures"),
    "documents": Bilingual("文件", "Documents"),
}


def workbook_bytes(
    documents: Sequence[Checked], failures: Sequence[Failure], language: Language | None = None
) -> bytes:
    """The workbook on all documents."""
    paper = Paper(language or "zh")
    paper.sheet("findings", FINDINGS, finding_rows(documents, paper.language))
    paper.sheet("outcomes", OUTCOMES, outcome_rows(documents, paper.language))
    paper.sheet("unread", UNREAD, unread_rows(documents, paper.language))
    paper.sheet("documents", DOCUMENTS, document_rows(documents, failures, paper.language))
    output = io.BytesIO()
    paper.book.save(output)
    return output.getvalue()


class Paper:
    """Writes the sheets of a workbook."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])

    def sheet(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value | Styled]]) -> None:
        """One sheet with a frozen, filtered heading; the columns to fill in are tinted and offer their choices."""
        sheet = self.book.create_sheet(one(SHEETS[name], self.language))
        for number, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
            self.heading(put(sheet, 1, number, one(column.name, self.language)))
        last = 1
        for last, row in enumerate(rows, start=2):
            for number, column in enumerate(columns, start=1):
                self.cell(sheet, (last, number), row[number - 1] if number <= len(row) else "", column)
            sheet.row_dimensions[last].height = LINE_HEIGHT * lines_of(row, columns) + 3
        sheet.freeze_panes = "E2" if name == "findings" else "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(last, 2)}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
        for number, column in enumerate(columns, start=1):
            if column.name == STATUS:
                sheet.add_data_validation(
                    self.choices(f"{get_column_letter(number)}2:{get_column_letter(number)}{max(last, 2)}")
                )

    def choices(self, cells: str) -> DataValidation:
        """A list of statuses to choose from."""
        words = ",".join(one(status, self.language) for status in STATUSES)
        return DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True, sqref=cells)

    def heading(self, cell: Cell) -> None:
        """The look of a heading."""
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD, THIN
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")

    def cell(self, sheet: Worksheet, at: tuple[int, int], value: Value | Styled, column: Column) -> None:
        """A cell of a row."""
        styled = value if isinstance(value, Styled) else Styled(value)
        cell = put(sheet, *at, styled.value)
        cell.border = THIN
        cell.alignment = Alignment(wrap_text=isinstance(styled.value, str), vertical="top")
        if styled.form is not None:
            cell.number_format = styled.form
        if styled.tint is not None:
            cell.fill = styled.tint
        elif column.fill_in:
            cell.fill = TO_FILL


def lines_of(row: Sequence[Value | Styled], columns: Sequence[Column]) -> int:
    """How many lines the longest text of a row takes in its column."""
    values = (value.value if isinstance(value, Styled) else value for value in row)
    pairs = (
        (value, column.width - 1) for value, column in zip(values, columns, strict=False) if isinstance(value, str)
    )
    return max((-(-cell_len(value) // width) for value, width in pairs if value), default=1)


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """A cell that holds ``value`` and never a formula, whatever sign its text begins with."""
    words = isinstance(value, str)
    held = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST] if isinstance(value, str) else value
    cell = sheet.cell(row, column, held or None if words else held)
    assert isinstance(cell, Cell)
    if held and words:
        cell.data_type = "s"
    return cell


def finding_rows(documents: Sequence[Checked], language: Language) -> Iterator[list[Value | Styled]]:
    """The findings of all documents, numbered through; unread figures have a sheet of their own."""
    number = 0
    names = short_names(documents)
    for document in documents:
        for entry in entries(document):
            if entry.rule == READING_UNREAD:
                continue
            number += 1
            severity = Styled(one(SEVERITIES[entry.severity], language), tint=TINTS[entry.severity])
            state = one(STATES[entry.subject.state], language) if isinstance(entry.subject, Result) else ""
            head: list[Value | Styled] = [number, names[document.file], entry.rule, severity, state]
            place = [section_of(entry.place, document.sections), where(entry.place, language)]
            yield [*head, one(entry.statement, language), *place, *evidence(entry, language)]


def evidence(entry: Entry, language: Language) -> list[Value | Styled]:
    """Both sides and the arithmetic of a rule's finding; where else it stands, of a finding of reading."""
    subject = entry.subject
    if not isinstance(subject, Result):
        others = "、".join(where(place, language) for place in subject.places[1:])
        return ["", "", others, "", "", "", "", "", subject.likely or "", "", one(STATUSES[0], language)]
    judged, *others_ = sides(subject)
    against = "；".join(
        f"{one(side.figure.name, language)} {printed(side.figure)}（{where(side.figure.place, language)}）"
        for side in others_
    )
    causes = [subject.cause.words if subject.cause else None, subject.settled]
    follows = "；".join(
        f"{other.rule.id} {one(other.figure.name, language)} {where(other.figure.place, language)}"
        for other in subject.follows
    )
    scale = subject.figure.scale
    return [
        one(judged.figure.name, language),
        number_of(subject.stated, subject.figure) or printed(subject.figure),
        against,
        number_of(subject.computed, subject.figure) or "",
        number_of(subject.delta, subject.figure) or "",
        number_of(subject.slack, subject.figure) or "",
        scale.en if language == "en" else scale.zh,
        one(subject.arithmetic, language),
        "；".join(one(words, language) for words in causes if words),
        follows,
        one(STATUSES[0], language),
    ]


def number_of(value: Decimal | None, figure: Figure) -> Styled | None:
    """A number in the printed unit, with the decimals the figure is printed with, or more where it has more."""
    if value is None:
        return None
    scaled = round(value / figure.scale.factor, MOST_DECIMALS).normalize()
    decimals = max(decimals_of(figure.ulp / figure.scale.factor), decimals_of(scaled))
    return Styled(scaled, "#,##0" + ("." + "0" * decimals if decimals else ""))


def decimals_of(value: Decimal) -> int:
    """How many decimals a number has.

    >>> decimals_of(Decimal("0.01")), decimals_of(Decimal("2E+1"))
    (2, 0)
    """
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def outcome_rows(documents: Sequence[Checked], language: Language) -> Iterator[list[Value | Styled]]:
    """Every rule of every document with its five outcomes, as far as the engine tells them, then their sums."""
    names = short_names(documents)
    for document in documents:
        for outcomes in document.report.outcomes:
            told = counts(outcomes)
            words = rule(outcomes.rule)
            statement = words.en if language == "en" else words.zh
            tints = {"inconsistent": TINTS["violation"], "suspicious": TINTS["warning"]}
            cells = [Styled(count, "#,##0", tints.get(state) if count else None) for state, count in told.items()]
            yield [names[document.file], outcomes.rule, statement, *cells, asked(told)]
    told = counts(outcomes_of(documents))
    total = one(Bilingual("合计", "Total"), language)
    yield [total, "", "", *(Styled(count, "#,##0", HEAD) for count in told.values()), asked(told, HEAD)]


def asked(told: Mapping[State, int | None], tint: PatternFill | None = None) -> Styled:
    """How often rules were asked, which only an engine that tells every outcome knows."""
    known = [count for count in told.values() if count is not None]
    return Styled(sum(known) if len(known) == len(told) else None, "#,##0", tint)


def unread_rows(documents: Sequence[Checked], language: Language) -> Iterator[list[Value | Styled]]:
    """The figures of tables that were not understood."""
    names = short_names(documents)
    for document in documents:
        for entry in entries(document):
            if entry.rule == READING_UNREAD:
                place = [section_of(entry.place, document.sections), where(entry.place, language)]
                yield [names[document.file], *place, one(entry.statement, language), one(STATUSES[0], language)]


def document_rows(
    documents: Iterable[Checked], failures: Iterable[Failure], language: Language
) -> Iterator[list[Value | Styled]]:
    """The documents checked, their figures, and what could not be read."""
    for document in documents:
        disclosure, tally = document.report.disclosure, document.report.tally
        kind = one(KINDS[disclosure.kind], language) if disclosure.kind in KINDS else disclosure.kind
        shown = [entry.severity for entry in entries(document)]
        numbers = (
            *(shown.count(severity) for severity in SEVERITIES),
            tally.printed,
            tally.read,
            tally.ignored,
            tally.unread,
        )
        yield [document.file, disclosure.title, disclosure.year, kind, *numbers, disclosure.sha256]
    for failure in failures:
        yield [Styled(str(failure.path), tint=TINTS["violation"]), one(failure.message, language)]


def short_names(documents: Sequence[Checked]) -> Mapping[str, str]:
    """The files' names without their folders, as long as no two are alike; the sheet of documents has the folders."""
    names = [Path(document.file).name for document in documents]
    return {
        document.file: document.file if names.count(name) > 1 else name
        for document, name in zip(documents, names, strict=True)
    }


def one(words: Bilingual, language: Language) -> str:
    """In the paper's language."""
    return words.en if language == "en" else words.zh
