"""One unit as its page shows it: around it, its documents by year, its totals, structure, projects and funds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .catalogue import Catalogue, Listed, Record, asked, labels, named, records, text
from .execution import Job
from .phrases import Language
from .questions import Run

HEAD = """
SELECT * { ?unit a gj:Unit ; rdfs:label ?name
  OPTIONAL { ?unit gj:region ?region . ?region rdfs:label ?regionName } OPTIONAL { ?unit gj:unitCode ?code }
  OPTIONAL { ?unit gj:unitNature ?nature } OPTIONAL { ?unit gj:unitLevel ?level }
  OPTIONAL { ?unit gj:fundingMode ?funding } OPTIONAL { ?unit skos:altLabel ?also } }
"""
AROUND = """
SELECT DISTINCT ?role ?other ?name { { ?unit org:subOrganizationOf ?other BIND("parent" AS ?role) }
  UNION { ?other org:subOrganizationOf ?unit BIND("subordinates" AS ?role) } ?other rdfs:label ?name } ORDER BY ?name
"""
#: The totals of the main tables, each printed figure with its table and row; which of them is told is chosen later.
TOTALS = """
SELECT DISTINCT ?document ?form ?item ?measure ?value ?cell {
  VALUES ?form { form:b01 form:b02 form:b03 } ?table gj:form ?form ; gj:unit ?unit ; gj:document ?document .
  ?line gj:table ?table ; gj:item ?item . ?cell gj:line ?line ; gj:measure ?measure ; gj:value ?value
  VALUES ?item { row:合计 row:支出总计 row:本年支出合计 row:支出合计 row:收入总计 row:本年收入合计 row:收入合计 } }
"""
#: The classes of spending of one document, from the lowest rows of a table; asked of the document's graph alone.
CLASSES = """
SELECT ?class (SUM(?value) AS ?amount) { SELECT DISTINCT ?class ?cell ?value {
    ?table gj:form %s . ?line gj:table ?table ; gj:leaf true ; gj:item ?item .
    ?cell gj:line ?line ; gj:measure ?measure ; gj:value ?value VALUES ?measure { %s }
    FILTER(REGEX(STR(?item), "/(func|econ)/[0-9]+$"))
    BIND(IRI(REPLACE(STR(?item), "([0-9]{3})[0-9]*$", "$1")) AS ?class) }
} GROUP BY ?class ORDER BY DESC(?amount)
"""
STRUCTURE = CLASSES % ("form:b03", "m:budget.total m:final.total")
ECONOMIC = CLASSES % ("form:b06", "m:budget.basic m:final.basic")
PROJECTS = """
SELECT ?project (SAMPLE(?label) AS ?name) (MAX(?of) AS ?year) (MAX(?budgeted) AS ?amount) {
  ?project a gj:Project ; gj:unit ?unit ; rdfs:label ?label
  OPTIONAL { ?goal a gj:Goal ; gj:project ?project ; gj:year ?of OPTIONAL { ?goal gj:budget ?budgeted } }
} GROUP BY ?project ORDER BY DESC(?year) DESC(?amount) ?name
"""
FUNDS = """
SELECT ?fund ?name (COUNT(DISTINCT ?citation) AS ?places) (MAX(?of) AS ?year) {
  ?document gj:unit ?unit ; a gj:Document ; gj:year ?of . ?citation gj:document ?document ; gj:cited ?fund .
  ?fund a gj:FundingDocument ; rdfs:label ?name } GROUP BY ?fund ?name ORDER BY DESC(?year) ?name
"""
#: Which figure tells a total: forms and rows in the order in which they are taken, by the end of the measure's name.
TOLD: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "total-in": (
        ("b01", "收入总计", "resources"),
        ("b02", "合计", "resources"),
        ("b01", "收入合计", "resources"),
        ("b01", "本年收入合计", "resources"),
    ),
    "total-out": (
        ("b01", "支出总计", "total"),
        ("b03", "合计", "total"),
        ("b01", "支出合计", "total"),
        ("b01", "本年支出合计", "total"),
    ),
    "of-which-basic": (("b03", "合计", "basic"),),
    "of-which-project": (("b03", "合计", "project"),),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money by name; ``iri`` is the thing it is of, or the figure that says it."""

    name: str
    yuan: Decimal | None
    iri: str
    code: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class YearTotals:
    """What one document says of a year: a figure for each of the totals that are told."""

    document: Listed
    amounts: Mapping[str, Amount | None]


@dataclass(frozen=True, slots=True)
class Profile:
    """One unit."""

    iri: str
    name: str
    also: tuple[str, ...]
    facts: Mapping[str, str]
    region: tuple[str, str] | None
    parents: tuple[tuple[str, str], ...]
    subordinates: tuple[tuple[str, str], ...]
    documents: tuple[Listed, ...]
    totals: tuple[YearTotals, ...]
    structure_of: Listed | None
    structure: tuple[Amount, ...]
    economic_of: Listed | None
    economic: tuple[Amount, ...]
    projects: tuple[Amount, ...]
    funds: tuple[tuple[str, str, str], ...]

    def years(self) -> range:
        """All years from the first to the last of its documents, those without one too."""
        years = [int(document.year) for document in self.documents]
        return range(min(years), max(years) + 1) if years else range(0)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of document there are of it."""
        return tuple(sorted({document.kind for document in self.documents}))

    def published(self, kind: str, year: int) -> Listed | None:
        """Its document of a kind and a year."""
        fitting = (each for each in self.documents if each.kind == kind and each.year == str(year))
        return next(fitting, None)


def profile(run: Run, catalogue: Catalogue, name: str, language: Language) -> Profile | None:
    """The unit of this name (the part of its IRI after ``id/unit/``); ``None`` if there is none."""
    unit = named(f"id/unit/{name}")
    head = asked(run, HEAD, unit=unit) if unit else []
    if unit is None or not head:
        return None
    first = head[0]
    around = asked(run, AROUND, unit=unit)
    documents = tuple(each for each in catalogue.documents if each.unit_iri == unit.value)
    totals = tuple(year_totals(documents, asked(run, TOTALS, unit=unit)))
    newest = sorted(documents, key=lambda document: document.year, reverse=True)
    structure_of, structure = newest_amounts(run, STRUCTURE, newest, language)
    economic_of, economic = newest_amounts(run, ECONOMIC, newest, language)
    also = {text(row, "also") for row in head if "also" in row} - {text(first, "name")}
    facts = {key: text(first, key) for key in ("code", "nature", "level", "funding") if key in first}
    return Profile(
        iri=unit.value,
        name=text(first, "name"),
        also=tuple(sorted(also)),
        facts=facts,
        region=(text(first, "region"), text(first, "regionName")) if "region" in first else None,
        parents=others(around, "parent"),
        subordinates=others(around, "subordinates"),
        documents=documents,
        totals=totals,
        structure_of=structure_of,
        structure=structure,
        economic_of=economic_of,
        economic=economic,
        projects=tuple(map(project, asked(run, PROJECTS, unit=unit))),
        funds=tuple(
            (text(row, "fund"), text(row, "name"), text(row, "places")) for row in asked(run, FUNDS, unit=unit)
        ),
    )


def others(rows: Iterable[Record], role: str) -> tuple[tuple[str, str], ...]:
    """Units around it, with their names."""
    return tuple((text(row, "other"), text(row, "name")) for row in rows if text(row, "role") == role)


def project(row: Record) -> Amount:
    """One project with its budget."""
    yuan = Decimal(text(row, "amount")) if "amount" in row else None
    return Amount(text(row, "name"), yuan, text(row, "project"), year=text(row, "year"))


def year_totals(documents: Sequence[Listed], rows: Sequence[Record]) -> Iterable[YearTotals]:
    """The totals of each document that tells any, by year."""
    for document in sorted(documents, key=lambda each: (each.year, each.kind)):
        own = [row for row in rows if text(row, "document") == document.iri]
        amounts = {name: told(own, wanted) for name, wanted in TOLD.items()}
        if any(amounts.values()):
            yield YearTotals(document, amounts)


def told(rows: Iterable[Record], wanted: Iterable[tuple[str, str, str]]) -> Amount | None:
    """The first of the wanted figures that is printed; where a table prints it twice, none is told."""
    by_place: dict[tuple[str, str, str], dict[str, Decimal]] = {}
    for row in rows:
        measure = text(row, "measure").rsplit("/", 1)[-1].partition(".")[2]
        place = (text(row, "form").rsplit("/", 1)[-1], text(row, "item").rsplit("/", 1)[-1], measure)
        by_place.setdefault(place, {})[text(row, "cell")] = Decimal(text(row, "value"))
    for place in wanted:
        figures = by_place.get(place, {})
        if len(set(figures.values())) == 1:
            cell, yuan = next(iter(figures.items()))
            return Amount(place[1], yuan, cell)
    return None


def newest_amounts(
    run: Run, query: str, newest: Sequence[Listed], language: Language
) -> tuple[Listed | None, tuple[Amount, ...]]:
    """The amounts by class of the newest document that has any."""
    for document in newest:
        rows = records(run, Job(query, default_graphs=(document.iri,)))
        found = [row for row in rows if "class" in row]
        if found:
            names = labels(run, (text(row, "class") for row in found), language)
            return document, tuple(by_class(row, names) for row in found)
    return None, ()


def by_class(row: Record, names: Mapping[str, str]) -> Amount:
    """One class with its amount."""
    iri = text(row, "class")
    code = iri.rsplit("/", 1)[-1]
    return Amount(names.get(iri, code), Decimal(text(row, "amount")), iri, code)
