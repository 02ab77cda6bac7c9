"""The agency in charge (主管部门及代码) that a sheet prints: the parent of the disclosing unit, and its code."""

import re

from ..documents import Text
from ..plain import plain
from .context import Context
from .ledger import Ledger
from .units import is_organisation

CODED = re.compile(r"(?P<code>\d{3,9})[-—–:]?(?P<name>\D.*)|(?P<name2>\D+?)[-—–:(]*(?P<code2>\d{3,9})\)?")


def interpret(cell: Text, context: Context, ledger: Ledger) -> None:
    """Register the agency that ``cell`` names (``056-某某局``, ``某部 105``); a name that is no body is a finding."""
    words = plain(cell.text)
    found = CODED.fullmatch(words)
    code = (found["code"] or found["code2"]) if found else ""
    name = (found["name"] or found["name2"]) if found else words
    body = context.units.named(name)
    if body is None and context.region is None and is_organisation(name):
        body = context.units.describe(name, {}, cell.place)
    ledger.take(cell)
    if body is None:
        ledger.find(
            "GJ-X08",
            "info",
            f"主管部门写作 {cell.text!r}，看不出是哪个单位",
            f"the agency in charge is printed as {cell.text!r}, which is no unit that can be told",
            cell.place,
        )
        return
    context.units.place_under(context.unit, body)
    if code:
        context.units.claim(body, code, cell.place)


def settle(context: Context, ledger: Ledger) -> None:
    """Give each agency its code where all sheets print the same one; report those that print several."""
    for body, codes in context.units.claimed():
        if len(codes) == 1:
            context.units.coded(next(iter(codes)), body.name, next(iter(codes.values())))
            continue
        printed = "、".join(codes)
        ledger.find(
            "GJ-X09",
            "warning",
            f"{body.name} 的单位编码前后不一：{printed}",
            f"{body.name} is printed with several codes: {', '.join(codes)}",
            *codes.values(),
        )
