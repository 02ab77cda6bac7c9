"""Which row adds up into which: by code, by ordinal, by the order of units and projects, or as the form says."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..plain import OF_WHICH, plain

RowType = Literal["grand", "subtotal", "carry", "unit", "item"]

LEVEL_1 = re.compile(r"^[一二三四五六七八九十]+、")
LEVEL_2 = re.compile(r"^[（(][一二三四五六七八九十]+[)）]")
LEVEL_3 = re.compile(r"^\d+[.．、](?!\d)")


@dataclass(frozen=True, slots=True)
class Node:
    """What the tree of a table needs to know of one row."""

    label: str
    kind: RowType
    code: str = ""
    row: str = ""
    """The standard name of an uncoded row."""
    level: int = 0
    """How deep it stands where names stand in columns of levels, from 1."""


Parents = list[int | None]
Tree = tuple[Parents, Parents]
"""The parent of each row (it adds up into it), and the row it is only 其中 of."""


def by_code(nodes: Sequence[Node]) -> Tree:
    """Codes under their longest prefix since the unit row above; units under units by code; all under the total."""
    parents: Parents = []
    root: int | None = None
    unit: int | None = None
    seen: dict[str, int] = {}
    units: dict[str, int] = {}
    for i, node in enumerate(nodes):
        if node.kind == "grand":
            parents.append(None)
            root, unit = i, None
            seen.clear()
        elif node.kind == "unit":
            above = prefix_of(node.code, units)
            parents.append(above if above is not None else root)
            units[node.code] = unit = i
            seen.clear()
        else:
            above = prefix_of(node.code, seen)
            parents.append(above if above is not None else (unit if unit is not None else root))
            if node.code:
                seen[node.code] = i
    return adopted(nodes, parents), [None] * len(nodes)


def adopted(nodes: Sequence[Node], parents: Parents) -> Parents:
    """The parents, with the rows above a total at the foot of the table put under it."""
    foot = [i for i, node in enumerate(nodes) if node.kind == "grand"]
    if len(foot) != 1:
        return parents
    return [foot[0] if parent is None and i < foot[0] else parent for i, parent in enumerate(parents)]


def prefix_of(code: str, seen: Mapping[str, int]) -> int | None:
    """The row of the longest proper prefix of ``code`` among those seen."""
    for length in range(len(code) - 1, 0, -1):
        if code[:length] in seen:
            return seen[code[:length]]
    return None


def by_unit(nodes: Sequence[Node]) -> Tree:
    """Projects under the unit row above them; a unit right below a unit, or with a longer code, is part of it."""
    parents: Parents = []
    open_units: list[int] = []
    root: int | None = None
    for i, node in enumerate(nodes):
        if node.kind == "grand":
            parents.append(None)
            root, open_units = i, []
        elif node.kind == "unit":
            while open_units and not is_below(nodes, open_units[-1], i):
                open_units.pop()
            parents.append(open_units[-1] if open_units else root)
            open_units.append(i)
        else:
            parents.append(open_units[-1] if open_units else root)
    return adopted(nodes, parents), [None] * len(nodes)


def is_below(nodes: Sequence[Node], above: int, row: int) -> bool:
    """Whether the unit of ``row`` is part of the unit of ``above``: by code, or by standing right under it."""
    if nodes[above].code and nodes[row].code:
        return nodes[row].code != nodes[above].code and nodes[row].code.startswith(nodes[above].code)
    return above == row - 1


def by_ordinal(nodes: Sequence[Node]) -> Tree:
    """Income or expenditure lists: 一、 and （一） levels, 其中 rows, subtotals, money carried over, grand totals."""
    parents: Parents = [None] * len(nodes)
    of_which: Parents = [None] * len(nodes)
    roots: list[int] = []
    carry: int | None = None
    last: int | None = None
    opener: int | None = None
    for i, node in enumerate(nodes):
        numbered = LEVEL_1.match(plain(node.label)) is not None
        if node.kind in ("grand", "subtotal"):
            for child in roots:
                parents[child] = i
            roots, carry, last = [i], None, None
            # 一、本年收入 stands above its rows, which some places print without ordinals.
            opener = i if node.kind == "subtotal" and numbered else None
        elif node.kind == "carry":
            roots.append(i)
            carry = last = i
            opener = None
        elif LEVEL_2.match(plain(node.label)) and roots:
            parents[i], last = roots[-1], i
        elif opener is not None and not numbered and not LEVEL_3.match(plain(node.label)) and not is_part(node):
            parents[i], last = opener, i
        elif numbered:
            opener = None
            if carry is None:
                roots.append(i)
            else:
                parents[i] = carry
            last = i
        elif last is not None and LEVEL_3.match(plain(node.label)):
            parents[i] = last
        elif last is not None:
            of_which[i] = last
        else:
            roots.append(i)
            last = i
    return parents, of_which


def is_part(node: Node) -> bool:
    """Whether a row says that it is only 其中 of the row above it."""
    return OF_WHICH.match(plain(node.label)) is not None


def by_level(nodes: Sequence[Node]) -> Tree:
    """Each row under the nearest row above it that stands less deep; the highest ones under the total."""
    parents: Parents = [None] * len(nodes)
    of_which: Parents = [None] * len(nodes)
    root = next((i for i, node in enumerate(nodes) if node.kind == "grand"), None)
    above: list[int] = []
    for i, node in enumerate(nodes):
        if i == root:
            continue
        while above and nodes[above[-1]].level >= node.level:
            above.pop()
        up = above[-1] if above else root
        if OF_WHICH.match(plain(node.label)):
            of_which[i] = up
        else:
            parents[i] = up
        above.append(i)
    return parents, of_which


def by_name(nodes: Sequence[Node], parents_of: Mapping[str, str], whole_of: Mapping[str, str]) -> Tree:
    """Rows whose place in the form is fixed: ``parents_of`` and ``whole_of`` map standard names."""
    at = {plain(node.row): i for i, node in reversed(list(enumerate(nodes))) if node.row}

    def find(table: Mapping[str, str], node: Node) -> int | None:
        named = {plain(child): plain(parent) for child, parent in table.items()}
        return at.get(named.get(plain(node.row), ""))

    return [find(parents_of, node) for node in nodes], [find(whole_of, node) for node in nodes]


Builder = Callable[[Sequence[Node]], Tree]
