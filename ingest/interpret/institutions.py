"""The table of institutions (机构设置情况): what it says of each unit."""

import re

from ..documents import Row
from ..plain import plain
from ..recognise.statements import Statement
from .context import Context
from .ledger import Ledger
from .units import head_office

#: The department's own office in a list of what belongs to it.
OFFICE = re.compile(r"\((?:机关)?(?:本级|本部)\)$")
#: A unit below the one that lists it, with its nature.
BELOW = re.compile(r"\(下属(\w*?)\)$")
ROLES = ("unit.name", "unit.nature", "unit.level", "unit.funding")


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add nature, level and funding of the units that the table lists."""
    for piece in statement.pieces:
        for row in piece.rows:
            describe(row, piece.layout.columns, context, ledger)


def describe(row: Row, columns: tuple[str, ...], context: Context, ledger: Ledger) -> None:
    """One row: one unit; what stands in brackets after its name says what it is to the unit that discloses."""
    ledger.ignore("ordinal", *(cell for role, cell in zip(columns, row, strict=False) if role == "ordinal"))
    of = {role: cell for role, cell in zip(columns, row, strict=False) if role in ROLES and plain(cell.text)}
    if "unit.name" not in of:
        return
    said = {role.removeprefix("unit."): cell.text.strip() for role, cell in of.items()}
    place = of["unit.name"].place
    if OFFICE.search(plain(said["name"])):
        context.units.keep(head_office(context.unit, place=place))
    else:
        below = BELOW.search(plain(said["name"]))
        name = plain(said["name"])[: below.start()] if below else said["name"]
        found = context.units.describe(name, said | ({"nature": below.group(1)} if below else {}), place)
        if below:
            context.units.place_under(found, context.unit)
    ledger.take(*of.values())
