"""The table of institutions (机构设置情况): what it says of each unit."""

from ..documents import Row
from ..plain import plain
from ..recognise.statements import Statement
from .context import Context
from .ledger import Ledger

ROLES = ("unit.name", "unit.nature", "unit.level", "unit.funding")


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add nature, level and funding of the units that the table lists."""
    for piece in statement.pieces:
        for row in piece.rows:
            describe(row, piece.layout.columns, context, ledger)


def describe(row: Row, columns: tuple[str, ...], context: Context, ledger: Ledger) -> None:
    """One row: one unit."""
    of = {role: cell for role, cell in zip(columns, row, strict=False) if role in ROLES and plain(cell.text)}
    if "unit.name" in of:
        said = {role.removeprefix("unit."): cell.text.strip() for role, cell in of.items()}
        context.units.describe(said["name"], said, of["unit.name"].place)
        ledger.take(*of.values())
