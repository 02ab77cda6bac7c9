"""Grand totals that are also the totals of the year: where an overview prints no such row and nothing carried over.

Many places print 收入总计 and 支出总计 only. The rules speak of 本年收入合计 and 本年支出合计:
in such a table they mean these.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad, Store

from ..graph.rdf import gj, node

ITEM, TABLE, FORM, ON_FORM, UNDER = gj("item"), gj("table"), gj("form"), gj("onForm"), gj("under")
#: The grand total of each side, what it may stand for, and the rows that keep it from doing so.
SIDES: Mapping[str, tuple[str, frozenset[str]]] = MappingProxyType(
    {
        "id/row/收入总计": ("id/row/本年收入合计", frozenset({"id/row/上年结转", "id/row/使用非财政拨款结余"})),
        "id/row/支出总计": ("id/row/本年支出合计", frozenset({"id/row/年终结转结余", "id/row/结余分配"})),
    }
)


def year_totals(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """The tables whose grand total is the total of the year, among ``rows`` of table and item.

    Each with the item of the total of the year and that of the grand total.


    >>> list(year_totals([("t", "id/row/收入总计"), ("t", "id/row/支出总计"), ("t", "id/row/年终结转结余")]))
    [('t', 'id/row/本年收入合计', 'id/row/收入总计')]
    """
    printed: dict[str, set[str]] = {}
    for table, item in rows:
        printed.setdefault(table, set()).add(item)
    for table, items in printed.items():
        for grand, (total, carried) in SIDES.items():
            if grand in items and items.isdisjoint({total, *carried}):
                yield table, total, grand


def year_total_quads(store: Store) -> tuple[Quad, ...]:
    """What the figures of the rules mean too in the document of ``store``, which holds both in its default graph."""
    names = {name for grand, (total, carried) in SIDES.items() for name in (grand, total, *carried)}
    stands = [
        (table.object, name)
        for name in names
        for said in store.quads_for_pattern(None, ITEM, node(name))
        for table in store.quads_for_pattern(said.subject, TABLE, None)
    ]
    tables = {str(table): table for table, _ in stands if isinstance(table, NamedNode)}
    found = [
        (form.object, node(total), node(grand))
        for table, total, grand in year_totals((str(table), name) for table, name in stands)
        for form in store.quads_for_pattern(tables[table], FORM, None)
    ]
    return tuple(
        Quad(said.subject, said.predicate, grand)
        for form, total, grand in found
        for key in (ITEM, UNDER)
        for said in store.quads_for_pattern(None, key, total)
        if any(store.quads_for_pattern(said.subject, ON_FORM, form))
    )
