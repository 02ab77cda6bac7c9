"""Lists of persons: nothing of them is read, and nothing of them is kept."""

from ..recognise.statements import Statement
from .context import Context
from .ledger import Ledger


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:  # noqa: ARG001
    """Ignore the list."""
    ledger.ignore("personal", *(cell for row in statement.rows for cell in row))
