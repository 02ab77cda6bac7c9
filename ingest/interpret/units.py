"""Units by name: one unit, one name in the graph, however much of its province and city a document prints before it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ...ontology import terms
from ...ontology.facts import Unit
from ...ontology.places import Place
from ...ontology.regions import Region, find_region, lineage
from ..plain import plain

#: What ends the name of a body that may be a budget unit; a list or a sentence is no name.
ORGANISATION = re.compile(
    r"[^、，。；,;]*(?:局|中心|委员会|委|办公室|办公厅|办|厅|院|校|站|所|队|馆|会|部|政府|街道|镇|乡|大学|学院|医院|法院|检察院|总队|支队)"
    r"(?:本级|机关)?$"
)
HEAD_OFFICE = "本级"
#: How a department's own office is printed beside its code: 某某厅（本级）, 某某局机关.
OWN_OFFICE = re.compile(r"(.+?)(?:\((?:厅|局|委|部|办|院)?(?:本级|机关)\)|(?:本级|机关))")
#: Organs that a budget department is: what publishes the budget of one unit under such a name is its head office.
ORGAN = re.compile(r".*(?:(?<!分)局|委员会|委|办公室|办公厅|厅|办事处|政府|法院|检察院|部|会)$")


def is_organisation(name: str) -> bool:
    """Whether ``name`` reads like the name of a body rather than of a project.

    >>> is_organisation("离石区医疗保障局"), is_organisation("离休干部医疗费")
    (True, False)
    """
    return bool(ORGANISATION.fullmatch(plain(name)))


def usual_name(name: str) -> str:
    """The plain ``name`` with the full titles of organs shortened as they usually are.

    >>> usual_name("中国共产党示例省委员会办公厅"), usual_name("中共示例省委办公厅")
    ('示例省委办公厅', '示例省委办公厅')
    """
    for printed, usual in organs():
        name = printed.sub(usual, name)
    return name


@cache
def organs() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Spellings of organs with what they are written as."""
    source = files("gouji.ontology") / "words" / "bodies.toml"
    data = tomllib.loads(source.read_text("utf-8"))
    return tuple((re.compile(entry["printed"]), entry["usual"]) for entry in data["spelling"])


def is_organ(name: str) -> bool:
    """Whether ``name`` is that of an organ with a department's budget rather than of an institution.

    >>> is_organ("示例区商务委员会"), is_organ("示例区社会福利院")
    (True, False)
    """
    return bool(ORGAN.fullmatch(plain(name)))


def short_name(name: str, region: Region | None) -> str:
    """``name`` without the names of the larger places its region lies in: what every document has in common.

    >>> from ...ontology.regions import find_region
    >>> short_name("吕梁市离石区医疗保障局", find_region("吕梁市离石区医疗保障局"))
    '离石区医疗保障局'
    """
    words = usual_name(plain(name))
    if region is None:
        return words
    for above in reversed(lineage(region)[1:]):
        larger = plain(above.name)
        if words.startswith(larger) and len(words) > len(larger):
            rest = words.removeprefix(larger)
            if rest.startswith(plain(region.name)) or any(rest.startswith(plain(p.name)) for p in lineage(region)[:-1]):
                words = rest
    return words


def unit(name: str, region: Region | None, code: str | None = None, place: Place | None = None) -> Unit:
    """The unit of this name in this region."""
    words = plain(name)
    iri = terms.unit_name(region.code if region else None, short_name(words, region))
    return Unit(iri, words, region.code if region else None, code=code, place=place)


def head_office(department: Unit, code: str | None = None, place: Place | None = None) -> Unit:
    """The department's own office, which prints the department's name: beside a longer code, or on its own budget."""
    iri = f"{department.iri}{HEAD_OFFICE}"
    return Unit(iri, department.name, department.region, code=code, parent=department.iri, place=place)


class Units:
    """The units a document names, each once; ``own`` is the unit that discloses."""

    def __init__(self, own: Unit, region: Region | None) -> None:
        self.own = own
        self._region = region
        self._units: dict[str, Unit] = {own.iri: own}
        self._coded: dict[str, str] = {}
        self._claims: dict[str, dict[str, Place]] = {}

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units.values())

    def coded(self, code: str, name: str, place: Place) -> Unit | None:
        """The unit that prints ``code`` and ``name``; ``None`` where the name is no body's.

        The same name beside a longer code is the department's own office (本级).
        """
        if code in self._coded:
            return self._units[self._coded[code]]
        office = OWN_OFFICE.fullmatch(plain(name))
        if office is not None and is_organisation(office[1]) and self.named(office[1]) is not None:
            name = office[1]
        if not is_organisation(name):
            return None
        found = self.named(name) or self._new(name, place)
        above = self._above(code)
        if found.code and found.code != code:
            if not code.startswith(found.code):
                return None
            found = head_office(found, code, place)
        elif above is not None and above.iri != found.iri:
            found = replace(found, code=code, parent=above.iri)
        else:
            found = replace(found, code=code)
        self.keep(found)
        self._coded[code] = found.iri
        return found

    def named(self, name: str) -> Unit | None:
        """The unit of this name: one already known, or a body whose name begins with the document's own region."""
        wanted = short_name(name, self._region)
        for known in self._units.values():
            own = known.iri == self.own.iri or not known.iri.endswith(HEAD_OFFICE)
            if own and short_name(known.name, self._region) == wanted:
                return self._called(known, plain(name))
        if not is_organisation(name) or self._region is None:
            return None
        region = find_region(name, [self._region.code])
        return self._new(name, None) if region is not None and region.code == self._region.code else None

    def place_under(self, child: Unit, parent: Unit) -> None:
        """State that ``parent`` is the agency ``child`` belongs to, unless one is known already."""
        known = self._units[child.iri]
        if known.parent is None and parent.iri != child.iri:
            self.keep(replace(known, parent=parent.iri))

    def describe(self, name: str, said: Mapping[str, str], place: Place) -> Unit:
        """Add what a table or a sentence says of a unit: its ``nature``, ``level``, ``funding``."""
        known = self.named(name) or self._new(name, place)
        found = replace(
            known,
            nature=said.get("nature") or known.nature,
            level=said.get("level") or known.level,
            funding=said.get("funding") or known.funding,
            place=place,
        )
        self.keep(found)
        return found

    def _called(self, known: Unit, name: str) -> Unit:
        """The unit under the fullest of the names it is printed with."""
        if len(name) > len(known.name):
            known = replace(known, name=name)
            self.keep(known)
        return known

    def claim(self, body: Unit, code: str, place: Place) -> None:
        """Remember that a sheet prints ``code`` for ``body``; whether that is its code is settled at the end."""
        self._claims.setdefault(body.iri, {}).setdefault(code, place)

    def claimed(self) -> Iterator[tuple[Unit, Mapping[str, Place]]]:
        """The units for which sheets print codes, with each code and the first place it stands at."""
        yield from ((self._units[iri], codes) for iri, codes in self._claims.items())

    def _above(self, code: str) -> Unit | None:
        prefixes = [known for known in self._coded if code != known and code.startswith(known)]
        return self._units[self._coded[max(prefixes, key=len)]] if prefixes else None

    def _new(self, name: str, place: Place | None) -> Unit:
        found = unit(name, find_region(name, [self._region.code] if self._region else []) or self._region, place=place)
        self.keep(found)
        return found

    def keep(self, found: Unit) -> None:
        """Add a unit, or put it in the place of the one of its name."""
        self._units[found.iri] = found
