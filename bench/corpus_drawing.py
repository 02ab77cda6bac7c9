"""Drawing a budget by chance: a document of the same seed is always the same, whatever was drawn before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from .corpus_budget import Assets, Budget, Changes, Fund, Indicator, Item, Items, Project, basic, in_project
from .corpus_page import Cited, short
from .corpus_units import Assignment, Layout, Unit
from .corpus_words import IndicatorWords, ProjectWords, words

COUNTS: dict[Layout, tuple[int, int]] = {
    "hebei": (5, 22),
    "centre": (9, 14),
    "shanxi": (7, 14),
    "henan": (14, 30),
    "selfeval": (14, 30),
}
BRACKETS = ("（）", "〔〕", "[]", "【】", "()")
PLANS = (
    ("25%", "50%", "75%", "100%"),
    (" ", "50%", "75%", "100%"),
    (" ", "50%", "80%", "100%"),
    (" ", " ", " ", "100%"),
    (" ", "100%", " ", " "),
    ("10%", "40%", "70%", "100%"),
)
LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Kind:
    """A project before it is drawn: its words, its money, and the transfer it comes from."""

    words: ProjectWords
    fund: Fund = "general"
    transfer: int | None = None
    carried: bool = False
    suffix: str = ""


def exact(number: int) -> Decimal:
    """An amount in 万元 from a number of yuan.

    >>> exact(20050)
    Decimal('2.0050')
    """
    return Decimal(number).scaleb(-4)


def amount_between(rng: Random, smallest: int, largest: int) -> Decimal:
    """An amount between two of 万元, small ones more often; half of them whole, some round, the rest to the yuan."""
    span = (largest - smallest) * 10000
    number = smallest * 10000 + span * rng.randrange(1, 1000) ** 2 // 1000**2
    step = rng.choice((10000, 10000, 5000, 100, 1))
    return exact(max(number // step * step, 100))


class Drawing:
    """One budget in the making."""

    def __init__(self, assignment: Assignment, seed: int) -> None:
        self.assignment = assignment
        self.seed = seed
        place, department = assignment.division, assignment.department
        self.rng = Random(f"{seed}/{assignment.layout}/{place.code}/{department.name}/{assignment.year}")
        self.bracket = self.rng.choice(BRACKETS)
        self.number = self.rng.randrange(100, 600)
        self.units = self._units()

    def budget(self) -> Budget:
        """The drawn budget."""
        drawn = [item for unit in self.units for item in self._basic(unit)]
        items = Items((*drawn, *self._projects()))
        rng = self.rng
        posts = rng.randrange(8, 60)
        return Budget(
            assignment=self.assignment,
            unit=replace(self.units[0], code=self.units[0].code[:3])
            if self.assignment.layout == "henan"
            else self.units[0],
            units=self.units,
            items=items,
            changes=Changes(self._change(items.total(basic)), self._change(items.total(in_project))),
            assets=Assets(*((rng.randrange(1, 900), exact(rng.randrange(1, 2_000_000))) for _ in range(3))),
            people=(posts, posts - rng.randrange(0, 5)),
        )

    def _change(self, amount: Decimal) -> Decimal:
        """By how much an amount differs from the year before: at most a fifth."""
        return exact(int(amount * 10000) * self.rng.randrange(-200, 200) // 1000)

    # ------------------------------------------------------------ units

    def _units(self) -> tuple[Unit, ...]:
        layout, place = self.assignment.layout, self.assignment.division
        name = place.full if place.level == "区" or layout == "shanxi" else place.name
        department = self.assignment.department
        bureau = Unit(f"{self.number}001", name + department.name, "行政", "正科级", "财政拨款")
        centre = Unit(f"{self.number}002", name + department.centre, "事业", "股级", "财政性资金基本保证(全额)")
        if layout == "henan":
            number = f"{self.number % 100:03}"
            return (replace(bureau, code=f"{number}001"), replace(centre, code=f"{number}002"))
        if layout == "centre" or (layout == "shanxi" and self.rng.random() < 0.5):
            return (centre,)
        return (bureau,)

    # ------------------------------------------------------------ basic expenditure

    def _basic(self, unit: Unit) -> Iterator[Item]:
        rng, institution = self.rng, unit.nature == "事业"
        base = rng.randrange(200_000, 1_600_000) if institution else rng.randrange(600_000, 4_500_000)
        for code, function, low, high in words().staff:
            if rng.random() < 0.92:
                yield self._basic_item(unit, code, self._function(function, institution=institution), (base, low, high))
        for code, low, high in words().public:
            if rng.random() < (0.5 if institution else 0.85):
                yield self._basic_item(unit, code, self._function("run", institution=institution), (base, low, high))

    def _function(self, function: str, *, institution: bool) -> str:
        if function == "run":
            department = self.assignment.department
            return department.admin if institution else department.run
        return {"2080501": "2080502", "2101101": "2101102"}.get(function, function) if institution else function

    def _basic_item(self, unit: Unit, code: str, function: str, share: tuple[int, int, int]) -> Item:
        base, low, high = share
        item = words().economic[code]
        government = item.institution if unit.nature == "事业" else item.administration
        yuan = max(base * self.rng.randrange(low, high + 1) // 1000, 100)
        return Item(unit.code, function, code, government, "general", carried=False, direct=True, amount=exact(yuan))

    # ------------------------------------------------------------ projects

    def _projects(self) -> Iterator[Item]:
        for kind in self._kinds():
            unit = self.rng.choice(self.units)
            project, amount = self._project(kind)
            economic = [kind.words.economic]
            if self.rng.random() < 0.3 and amount > 2 and kind.words.economic != "30201":
                economic.append("30201")
            rest = amount
            for code in economic[1:]:
                part = exact(int(amount * 10000) // self.rng.randrange(3, 9))
                rest -= part
                yield self._project_item(unit, kind, code, (project, part))
            yield self._project_item(unit, kind, economic[0], (project, rest))

    def _project_item(self, unit: Unit, kind: Kind, code: str, money: tuple[Project, Decimal]) -> Item:
        item = words().economic[code]
        government = item.institution if unit.nature == "事业" else item.administration
        function = self._code(kind.words.function)
        direct = kind.transfer is None and kind.fund == "general"
        project, amount = money
        return Item(unit.code, function, code, government, kind.fund, kind.carried, direct, amount, project)

    def _code(self, function: str) -> str:
        return self.assignment.department.admin if function == "admin" else function

    def _kinds(self) -> list[Kind]:
        rng, department, layout = self.rng, self.assignment.department, self.assignment.layout
        kinds = [Kind(row, transfer=number) for number, row in enumerate(department.transfers)]
        kinds += [
            Kind(row, transfer=number, carried=True)
            for number, row in enumerate(department.transfers)
            if rng.random() < 0.5
        ]
        if department.fund and layout in {"hebei", "henan"} and rng.random() < 0.6:
            kinds.append(Kind(department.fund, fund="govfund"))
        if department.name == "教育局" and layout != "centre" and rng.random() < 0.5:
            kinds.append(Kind(rng.choice(department.projects), fund="special", suffix="（财政专户）"))
        if layout in {"hebei", "shanxi"} and rng.random() < 0.15:
            kinds.append(Kind(rng.choice(words().general), fund="unitfund", suffix="（单位资金）"))
        pool = [Kind(row) for row in (*department.projects, *words().general)]
        pool += [Kind(row, suffix=f"（{phase}）") for phase in words().phases for row in department.projects]
        low, high = COUNTS[layout]
        kinds += rng.sample(pool, max(rng.randint(low, high) - len(kinds), 3))
        rng.shuffle(kinds)
        return kinds

    def _project(self, kind: Kind) -> tuple[Project, Decimal]:
        rng = self.rng
        amount = amount_between(rng, kind.words.smallest, kind.words.largest)
        if kind.carried:
            amount = exact(int(amount * 10000) // rng.randrange(3, 60) + 1)
        name, cited = self._name(kind)
        project = Project(
            name=name,
            code=self._project_code(self.assignment.year - kind.carried),
            purpose=kind.words.purpose,
            people=self.assignment.department.people,
            targeted=kind.words not in words().general,
            plan=rng.choice(PLANS),
            indicators=tuple(self._indicators(kind.words, amount)),
            cited=cited,
        )
        return project, amount

    def _project_code(self, year: int) -> str:
        start, rng = f"{self.assignment.division.code}{year % 100:02}", self.rng
        if self.assignment.layout == "henan":
            return f"{start}{rng.randrange(10**5):013}"
        return f"{start}P{rng.randrange(10**9):011}{rng.choice(LETTERS)}"

    # ------------------------------------------------------------ names and funding documents

    def _name(self, kind: Kind) -> tuple[str, tuple[Cited, ...]]:
        title, layout, year = kind.words.name, self.assignment.layout, self.assignment.year - kind.carried
        if kind.transfer is None:
            return title + kind.suffix, ()
        source = "中央财政" if kind.transfer % 2 else "省级财政"
        number = funding_number(self.seed, self.assignment, kind.transfer, year)
        if layout == "henan":
            return self._henan_name(kind, number, f"{year} 年{source}{title}")
        if layout == "selfeval":
            return f"{year}年{source}{title}", ()
        cited = self._cited(f"{self._letters()}", year - 1, number)
        if layout == "shanxi":
            return f"{year}年{source}{title}", (cited,)
        return self._hebei_name(kind, cited, f"关于提前下达{year}年{source}{title}的通知")

    def _hebei_name(self, kind: Kind, cited: Cited, notice: str) -> tuple[str, tuple[Cited, ...]]:
        if self.assignment.layout == "hebei":
            return f"{notice}{self.rng.choice(('', ' '))}{cited.spelling}", (cited,)
        if kind.carried:
            county = self._county_document()
            return f"{county.spelling}{notice}（{cited.spelling}）", (county, cited)
        return cited.spelling + notice, (cited,)

    def _henan_name(self, kind: Kind, number: int, title: str) -> tuple[str, tuple[Cited, ...]]:
        letters, year = self._letters(), self.assignment.year - kind.carried - 1
        cited = Cited(f"{letters} {year}-{number} 号", f"{letters}〔{year}〕{number}号")
        if kind.carried:
            return f"{kind.words.name}（{cited.spelling}）", (cited,)
        return f"{cited.spelling}提前下达 {title}用于{kind.words.purpose}", (cited,)

    def _letters(self) -> str:
        return words().provinces[self.assignment.province] + self.assignment.department.letter

    def _cited(self, letters: str, year: int, number: int) -> Cited:
        left, right = self.bracket[0], self.bracket[1]
        return Cited(f"{letters}{left}{year}{right}{number}号", f"{letters}〔{year}〕{number}号")

    def _county_document(self) -> Cited:
        return self._cited(f"{self.assignment.division.name[0]}财字", self.assignment.year, 7)

    # ------------------------------------------------------------ indicators

    def _indicators(self, project: ProjectWords, amount: Decimal) -> Iterator[Indicator]:
        rng, all_words = self.rng, words()
        products = sorted(rng.sample(range(len(all_words.product)), rng.randint(3, 6)))
        yield from self._group("产出指标", [all_words.product[number] for number in products])
        level2, name, text, basis = all_words.cost
        limit = text.replace("#", short(amount))
        yield Indicator("", level2, name, f"{project.name}的支出", limit, basis)
        effects = sorted(rng.sample(range(len(all_words.effect)), rng.randint(1, 3)))
        yield from self._group("效益指标", [all_words.effect[number] for number in effects])
        yield from self._group("满意度指标", [all_words.satisfied])

    def _group(self, level1: str, rows: Sequence[IndicatorWords]) -> Iterator[Indicator]:
        for position, row in enumerate(rows):
            number = self.rng.randint(row.smallest, row.largest)
            text = row.text.replace("#", str(number))
            name = self.assignment.department.people + row.name if row.name == "满意度" else row.name
            yield Indicator("" if position else level1, row.level2, name, row.description, text, row.basis)


def funding_number(seed: int, assignment: Assignment, transfer: int, year: int) -> int:
    """The number of the document that announces a transfer for a year: the same for every unit of the province."""
    department = assignment.department
    rng = Random(f"{seed}/{assignment.province}/{department.letter}/{department.name}/{transfer}/{year}")
    return rng.randrange(20, 260)


def draw_budget(assignment: Assignment, seed: int) -> Budget:
    """The budget that ``seed`` gives this unit and year."""
    return Drawing(assignment, seed).budget()
