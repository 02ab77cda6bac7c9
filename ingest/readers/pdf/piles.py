"""Tables that stand on each other without a gap: one lattice, but no column of the one is a column of the other."""

from dataclasses import replace

from .tables import Table

#: So many lines between columns do not by chance all differ.
FEWEST = 2


def set_apart(table: Table) -> list[Table]:
    """The tables of which one lattice is piled up, from the top down."""
    begins = [0]
    above: set[int] = set()
    for row, (inner, is_crossed) in enumerate(zip(divisions(table), crossed(table), strict=True)):
        if len(above) >= FEWEST and len(inner) >= FEWEST and not is_crossed and above.isdisjoint(inner):
            begins.append(row)
            above = set()
        above |= inner
    if len(begins) == 1:
        return [table]
    ends = [*begins[1:], len(table.rows)]
    return [of_rows(table, begin, end) for begin, end in zip(begins, ends, strict=True)]


def divisions(table: Table) -> list[set[int]]:
    """For each row, the boundaries between its cells."""
    found: list[set[int]] = [set() for _ in table.rows]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            found[row] |= {cell.column, cell.column + cell.columns} - {0, table.columns}
    return found


def crossed(table: Table) -> list[bool]:
    """For each row, whether a cell reaches into it from the one above."""
    found = [False] * len(table.rows)
    for cell in table.cells:
        for row in range(cell.row + 1, cell.row + cell.rows):
            found[row] = True
    return found


def of_rows(table: Table, begin: int, end: int) -> Table:
    """Some rows of a table, with the boundaries that they have."""
    cells = [cell for cell in table.cells if begin <= cell.row < end]
    kept = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.columns)})
    return Table(
        tuple(table.xs[at] for at in kept),
        table.rows[begin:end],
        tuple(
            replace(
                cell,
                row=cell.row - begin,
                column=kept.index(cell.column),
                columns=kept.index(cell.column + cell.columns) - kept.index(cell.column),
            )
            for cell in cells
        ),
    )
