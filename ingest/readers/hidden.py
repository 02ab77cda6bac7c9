"""What a spreadsheet hides is not published and not read; that it is there is said."""

from .cell_names import column_name, ranges
from .sheets import Sheet
from .writing import Writing


def remark_sheet(sheet: Sheet, writing: Writing) -> None:
    """Say that a hidden sheet holds words."""
    if sheet.words:
        writing.remark(f"工作表“{sheet.name}”是隐藏的，没有读。", f"sheet {sheet.name!r} is hidden and was not read.")


def remark(sheet: Sheet, writing: Writing) -> None:
    """Say which hidden rows and columns of a visible sheet hold words."""
    rows = {row for row, _ in sheet.words if row in sheet.hidden_rows}
    if rows:
        writing.remark(
            f"工作表“{sheet.name}”的隐藏行 {ranges(rows)} 里有内容，没有读。",
            f"sheet {sheet.name!r}: the hidden rows {ranges(rows)} hold something that was not read.",
        )
    columns = {column for _, column in sheet.words if column in sheet.hidden_columns}
    if columns:
        names = "、".join(column_name(column) for column in sorted(columns))
        writing.remark(
            f"工作表“{sheet.name}”的隐藏列 {names} 里有内容，没有读。",
            f"sheet {sheet.name!r}: the hidden columns {names} hold something that was not read.",
        )
