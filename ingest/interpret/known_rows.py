"""Rows of budget tables with the concept each is about: code, standard row, unit or project."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...ontology import terms
from ...ontology.facts import Project
from ..numbers import UnreadableNumberError, is_number, read_number
from ..plain import plain, unnumbered
from ..recognise.statements import Statement
from . import items
from .amounts import Step
from .context import Context
from .entries import Entry
from .items import Item
from .ledger import Ledger
from .project_names import ProjectNames
from .trees import RowType

COUNT = "stock.count"
#: A code before a name in one cell.
CODED = re.compile(r"[\[［【(（]?(?P<code>\d{3,7})[\]］】)）]?[\s\-－—_:：]*(?P<name>[^\d\W].*)", re.DOTALL)
#: Stands for the concept of a project row until the project is found.
PROJECT = "id/project/"
#: The class that a row of an overview table names, by the side it stands on.
CLASSES = {
    "expenditure": items.function_class,
    "nature": items.economic_class,
    "government": items.government_class,
}
#: Rows of overview tables that add up or carry over, as the form's file lists them under [rows].
SIDED: tuple[RowType, ...] = ("grand", "subtotal", "carry")


@dataclass(frozen=True, slots=True)
class Known:
    """A row whose concept is known, ready to become a line."""

    entry: Entry
    item: Item
    kind: RowType


class RowReader:
    """Gives the rows of one table their concepts; ``of`` is the table's step."""

    def __init__(self, statement: Statement, context: Context, ledger: Ledger, of: Step) -> None:
        self.statement = statement
        self.context = context
        self.ledger = ledger
        self.of = of
        self.rows = statement.pieces[0].layout.rows or statement.form.rows
        self.projects = ProjectNames(ledger.facts)
        self.printed: set[str] = set()

    def known(self, read: Sequence[Entry]) -> Iterator[Known]:
        """The rows whose concept is known, in order; projects belong to the unit row above them."""
        unit = self.context.unit.iri
        self.printed = {items.labelled(entry.label).row for entry in read if entry.amounts}
        for entry in read:
            row = self.know(entry)
            if row is None:
                continue
            if row.kind == "unit":
                unit = row.item.concept
            if row.item.concept != PROJECT:
                yield row
            elif entry.amounts:
                yield replace(row, item=self.project(entry, unit))

    def report_misnamed(self, known: Sequence[Known]) -> None:
        """Report the rows of the table that were read by their names, because their codes say other items."""
        rows = [row for row in known if row.item.code and row.entry.amounts]
        if not rows:
            return
        title = self.statement.preamble.title
        said = "、".join(f"{row.item.code} {plain(row.entry.label)}" for row in rows)
        self.ledger.find(
            "GJ-X21",
            "info",
            f"《{title}》{len(rows)} 行的编码与名称不是同一科目，按名称读取：{said}",
            f"the codes of {len(rows)} rows of {title!r} are those of other items; they were read by name: {said}",
            *(row.entry.place for row in rows[:1]),
        )

    def know(self, entry: Entry) -> Known | None:
        """The row with its concept; a row that has figures but no concept is a finding."""
        entry = self.counted(self.parted(entry))
        self.ledger.ignore("ordinal", *entry.ordinals)
        self.ledger.ignore("text", *entry.texts)
        found = self.concept(entry)
        if found is not None:
            if not entry.amounts:
                self.ledger.ignore("code" if entry.code or entry.unit_code else "name", *entry.naming)
            return found
        if not entry.amounts:
            self.ledger.ignore("text", *entry.naming)
            return None
        title, words = self.statement.preamble.title, f"{entry.code} {entry.label}".strip()
        self.ledger.find(
            "GJ-X06",
            "warning",
            f"《{title}》有金额的一行看不出是什么科目：{words}",
            f"a row with figures in {title!r} has no item that is known: {words}",
            entry.place,
        )
        return None

    def counted(self, entry: Entry) -> Entry:
        """A row that counts things in a table of money, as the form's file lists such: its last number is that."""
        words = self.statement.form.extra.get("counted", {}).get("words", ())
        if not any(re.fullmatch(word, unnumbered(entry.label)) for word in words):
            return entry
        numbers = [text for _, text in entry.amounts if is_number(text.text)]
        others = tuple(text for _, text in entry.amounts if text not in numbers[-1:])
        amounts = tuple((COUNT, text) for text in numbers[-1:])
        return replace(entry, amounts=amounts, texts=(*entry.texts, *others))

    def parted(self, entry: Entry) -> Entry:
        """A row of a classification whose code stands before its name in one cell: 2010301 行政运行."""
        found = (
            CODED.fullmatch(entry.label.strip()) if self.rows in ("function", "economic") and not entry.code else None
        )
        return replace(entry, code=found["code"], name=replace(entry.name, text=found["name"])) if found else entry

    def concept(self, entry: Entry) -> Known | None:
        """What the row is about, by the kind of rows the form has."""
        if self.rows == "sided":
            return self.sided(entry)
        if (meant := self.synonym(entry)) is not None:
            return Known(entry, meant, "item")
        if items.is_total(entry) or self.is_grand(entry):
            return Known(entry, items.total(), "grand")
        if self.rows in ("label", "nested"):
            return Known(entry, items.labelled(entry.label), "item") if entry.label else None
        return self.unit(entry) or self.misprinted(entry) or self.coded(entry) or self.named(entry)

    def synonym(self, entry: Entry) -> Item | None:
        """The row that a label means in this form alone, as its file lists it, where no row is called so."""
        meant = self.statement.form.extra.get("synonyms", {}).get(unnumbered(entry.label))
        return items.labelled(meant) if meant and meant not in self.printed else None

    def is_grand(self, entry: Entry) -> bool:
        """Whether the form's file lists the row as one that adds up the whole table."""
        grand = self.statement.form.extra.get("rows", {}).get("grand", ())
        return self.rows == "nested" and items.labelled(entry.label).row in grand

    def unit(self, entry: Entry) -> Known | None:
        """A row that prints the code of a unit, or in a table by classification a unit's code in the item's place."""
        if entry.unit_code and entry.code and self.coded(entry) is not None:
            return None
        code = entry.unit_code if entry.kind in (None, "") else ""
        if not code and self.rows in ("economic", "function") and self.coded(entry) is None:
            code = entry.code
        found = self.context.units.coded(code, entry.label, entry.place) if code else None
        return Known(entry, Item(found.iri, code), "unit") if found else None

    def coded(self, entry: Entry) -> Known | None:
        """A row of a classification."""
        if self.rows == "function":
            item = items.function(entry.code)
        else:
            item = items.economic(entry) if self.rows == "economic" else None
        return Known(entry, item, "item") if item else None

    def misprinted(self, entry: Entry) -> Known | None:
        """A row whose code is none, where name and last digits tell which was meant; it is reported."""
        item = items.misprinted(entry.code, entry.label) if self.rows == "function" and entry.amounts else None
        if item is None:
            return None
        self.ledger.find(
            "GJ-X20",
            "info",
            f"科目编码“{entry.code}”不存在，按名称“{entry.label}”和末四位读作 {item.key}",
            f"there is no code {entry.code!r}; by its name {entry.label!r} and last digits it is read as {item.key}",
            entry.place,
            likely=item.key,
        )
        return Known(entry, item, "item")

    def named(self, entry: Entry) -> Known | None:
        """A row of units or projects that prints a name."""
        if self.rows not in ("project", "unit") or not entry.label:
            return None
        found = self.context.units.named(entry.label)
        if found is not None and not entry.kind:
            return Known(entry, Item(found.iri, terms.segment(entry.label)), "unit")
        return Known(entry, Item(PROJECT, ""), "item") if self.rows == "project" else None

    def sided(self, entry: Entry) -> Known | None:
        """A row of an overview table: an expenditure class by name, or one of the standard rows."""
        if not entry.label:
            return None
        sides = self.statement.form.sides
        listed = sides[entry.side] if entry.side < len(sides) else ""
        side = "收入" if listed == "income" else "支出"
        item = items.labelled(f"{side}{plain(entry.label)}" if plain(entry.label) in items.SIDE_TOTALS else entry.label)
        for kind in SIDED:
            if item.row in self.statement.form.extra["rows"][kind]:
                return Known(entry, item, kind)
        return Known(entry, CLASSES.get(listed, items.labelled)(entry.label) or item, "item")

    def project(self, entry: Entry, unit: str) -> Item:
        """The project a row names: one whose sheet the document prints, or a new one."""
        found = self.projects.same(entry.label, unit)
        if found is None and (amount := self.total(entry)) is not None:
            found = self.projects.alike(entry.label, amount, self.of.ulp)
            if found is not None:
                self.ledger.find(
                    "GJ-X07",
                    "info",
                    f"项目名称不一致而金额相符，按同一项目处理：{entry.label!r} 与 {found.name!r}",
                    f"two spellings of one project, its amount agrees: {entry.label!r} and {found.name!r}",
                    entry.place,
                    found.place,
                )
        if found is None:
            iri = self.context.project(None, entry.label, unit)
            found = Project(iri, entry.label.strip(), unit, entry.place, region=self.context.region)
            self.ledger.add(found)
        return Item(found.iri, found.iri.removeprefix("id/project/"))

    def total(self, entry: Entry) -> Decimal | None:
        """The first amount of the row in yuan: its total."""
        try:
            return read_number(entry.amounts[0][1].text).value * self.of.scale
        except UnreadableNumberError:
            return None
