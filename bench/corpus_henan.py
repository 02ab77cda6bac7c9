"""Disclosures as departments in Henan publish them: two units, tables over several pages, goals in one wide table."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import zip_longest

from .corpus_budget import (
    Budget,
    Column,
    Indicator,
    Items,
    Project,
    Test,
    Writer,
    always,
    basic,
    both,
    carried,
    current,
    direct,
    economic,
    fiscal,
    function,
    in_project,
    individual,
    of,
    operating,
    public,
    salary,
    staff,
    targeted,
    unit,
)
from .corpus_page import Cell, Figure, Page, Target, grouped
from .corpus_prose import facts, three_public, write
from .corpus_words import form, rows, words

PAGE = 19  # rows of a table on a page
WIDE_PAGE = 9  # rows of the wide table on a page

SPENDING: list[Column] = [
    ("budget.total", always),
    ("budget.basic", basic),
    ("budget.salary", salary),
    ("budget.individual", individual),
    ("budget.public", public),
    ("budget.project", in_project),
    ("budget.operating", operating),
    ("budget.targeted", targeted),
]


def disclosure(budget: Budget) -> Page:
    """The disclosure of a department with its own office and a centre."""
    page = Page("rows")
    page.gap(2)
    page.text(write("henan", "front", facts(budget, grouped)))
    page.gap()
    items = budget.items
    _put(page, budget, "b01", _overview_rows(budget), 99)
    _put(page, budget, "b02", _income_rows(budget), PAGE)
    _put(page, budget, "b03", _spending_rows(budget, "b03", items), PAGE)
    _put(page, budget, "b04", _fiscal_rows(budget), PAGE)
    _put(page, budget, "b05", _spending_rows(budget, "b05", items.where(current, of("general"))), PAGE)
    _note(page, "b05")
    _put(page, budget, "b06", _basic_rows(budget), PAGE)
    _put(page, budget, "b10", _economic_rows(budget), PAGE)
    _put(page, budget, "b09", _three_public_rows(budget), PAGE)
    _note(page, "b09")
    _put(page, budget, "b07", _fund_rows(budget), PAGE)
    _put(page, budget, "b08", [["", "", "", "", "合计", *[""] * 7]], PAGE)
    _put(page, budget, "b12", _project_rows(budget), PAGE)
    _overall(page, budget)
    _goals(page, budget)
    return page


def _writer(name: str) -> Writer:
    return Writer(name, grouped)


def _title(page: Page, budget: Budget, name: str) -> None:
    table = form("henan", name)
    page.text(table.title.format(year=budget.year))
    page.gap()
    page.text(f"部门名称：{budget.unit.name}")
    page.gap()
    if name != "p01":
        page.text("单位：万元")
        page.gap()
    page.rows(table.heading)


def _put(page: Page, budget: Budget, name: str, table: Iterable[Sequence[Cell]], size: int) -> None:
    """The rows in pieces, each under its title and heading again."""
    whole = list(table)
    for start in range(0, len(whole), size):
        _title(page, budget, name)
        page.rows(whole[start : start + size])
        page.gap()


def _note(page: Page, name: str) -> None:
    page.text(form("henan", name).note)
    page.gap()


# ---------------------------------------------------------------- overviews


def _overview_rows(budget: Budget) -> Iterable[list[Cell]]:
    writer, items = _writer("b01"), budget.items
    general, fund = items.where(current, of("general")), items.total(current, of("govfund"))
    special = items.total(current, of("special"))
    income: list[tuple[str, str, Decimal]] = [
        ("一、一般公共预算", "row:一般公共预算", general.total()),
        ("其中：财政拨款", "row:财政拨款", general.total(direct)),
        ("专项收入", "", Decimal(0)),
        ("其他一般公共预算资金", "", Decimal(0)),
        ("上级提前下达", "row:上级提前下达", general.total(lambda item: not item.direct)),
        ("一般债券", "", Decimal(0)),
        ("二、政府性基金预算拨款收入", "row:政府性基金预算拨款收入", fund),
        ("其中：政府性基金预算资金", "row:政府性基金预算资金", fund),
        ("上级提前下达", "", Decimal(0)),
        ("专项债券", "", Decimal(0)),
        ("三、国有资本经营预算拨款收入", "", Decimal(0)),
        ("四、财政专户管理资金收入", "row:财政专户管理资金收入", special),
        ("五、事业收入", "", Decimal(0)),
        ("六、事业单位经营收入", "", Decimal(0)),
        ("七、上级补助收入", "", Decimal(0)),
        ("八、附属单位上缴收入", "", Decimal(0)),
        ("九、其他收入", "", Decimal(0)),
    ]
    for (code, number, short, _long), source in zip_longest(words().henan_classes, income, fillvalue=("",) * 4):
        name, row, amount = source if len(source) == 3 else ("", "", Decimal(0))
        received = writer.one(row, "budget.resources", amount)
        spent = writer.one(code, "budget.total", items.total(function(code)))
        yield [name, received, f"{number}、{short}", spent]
    yield _pair(writer, ("本年收入合计", items.total(current)), ("本年支出合计", items.total()))
    yield _pair(writer, ("上年结转结余", items.total(carried)), ("年终结转结余", Decimal(0)))
    yield _pair(writer, ("收入总计", items.total()), ("支出总计", items.total()))


def _pair(writer: Writer, left: tuple[str, Decimal], right: tuple[str, Decimal]) -> list[Cell]:
    received = writer.one(f"row:{left[0]}", "budget.resources", left[1])
    return [left[0], received, right[0], writer.one(f"row:{right[0]}", "budget.total", right[1])]


def _income_rows(budget: Budget) -> Iterable[list[Cell]]:
    columns: list[Column] = [
        ("budget.resources", always),
        ("budget.income", current),
        ("budget.income.general", both(current, of("general"))),
        ("budget.income.general-fiscal", both(current, direct)),
        ("budget.income.govfund", both(current, of("govfund"))),
        None,
        ("budget.income.special", both(current, of("special"))),
        *[None] * 4,
        ("budget.income.other", both(current, of("unitfund"))),
        ("budget.carryover", carried),
        ("budget.carryover.general", both(carried, of("general"))),
        ("budget.carryover.govfund", both(carried, of("govfund"))),
        *[None] * 3,
    ]
    for code, name, row, test in _unit_rows(budget):
        yield [code, name, *_writer("b02").row(row, budget.items.where(test), columns)]


def _unit_rows(budget: Budget) -> list[tuple[str, str, str, Test]]:
    """合计, the department, and its units: code, name, row, and which amounts are theirs."""
    whole: list[tuple[str, str, str, Test]] = [
        ("", "合计", "row:合计", always),
        (budget.unit.code, budget.unit.name, budget.unit.code, always),
    ]
    return whole + [(one.code, one.name, one.code, unit(one.code)) for one in budget.units]


def _spending_rows(budget: Budget, name: str, items: Items) -> Iterable[list[Cell]]:
    writer, names = _writer(name), words().functions
    yield ["", "", "", "", "合计", *writer.row("row:合计", items, SPENDING)]
    yield ["", "", "", budget.unit.code, budget.unit.name, *writer.row(budget.unit.code, items, SPENDING)]
    for code in items.functions(7):
        figures = writer.row(code, items.where(function(code)), SPENDING)
        yield [code[:3], code[3:5], code[5:], "", names[code], *figures]


def _fund_rows(budget: Budget) -> Iterable[list[Cell]]:
    """The table of the government funds has lost a column where the basic expenditure is empty."""
    items = budget.items.where(of("govfund"))
    nothing: list[list[Cell]] = [["", "", "", "", "合计", *[""] * 8]]
    for row in _spending_rows(budget, "b07", items) if items.all else nothing:
        yield [*row[:6], *row[7:]]


def _fiscal_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer = budget.items.where(fiscal), _writer("b04")
    columns: list[Column] = [
        ("budget.total", always),
        ("budget.total.general", of("general")),
        ("budget.total.general-fiscal", direct),
        ("budget.total.govfund", of("govfund")),
        None,
    ]
    left = _fiscal_sources(items)
    right = [("一、本年支出", "row:本年支出", items)]
    right += [
        (f"（{number}）{long}", code, items.where(function(code)))
        for code, number, _short, long in words().henan_classes
    ]
    right.append(("二、年终结转结余", "", Items(())))
    for position, (label, row, spent) in enumerate(right):
        name, key, amount = left[position] if position < len(left) else ("", "", Decimal(0))
        yield [name, writer.one(key, "budget.resources", amount), label, *writer.row(row, spent, columns)]
    received = writer.one("row:收入合计", "budget.resources", items.total())
    yield ["收入合计：", received, "支出合计", *writer.row("row:支出合计", items, columns)]


def _fiscal_sources(items: Items) -> list[tuple[str, str, Decimal]]:
    return [
        ("一、本年收入", "row:本年收入", items.total(current)),
        ("（一）一般公共预算拨款", "row:一般公共预算拨款", items.total(current, of("general"))),
        ("其中：财政拨款", "row:财政拨款", items.total(current, direct)),
        ("（二）政府性基金预算拨款", "row:政府性基金预算拨款", items.total(current, of("govfund"))),
        ("（三）国有资本经营预算拨款", "", Decimal(0)),
        ("二、上年结转", "row:上年结转", items.total(carried)),
        ("（一）一般公共预算拨款", "row:一般公共预算拨款", items.total(carried, of("general"))),
        ("（二）政府性基金预算拨款", "", Decimal(0)),
        ("（三）国有资本经营预算拨款", "", Decimal(0)),
    ]


# ---------------------------------------------------------------- economic classification


def _basic_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer = budget.items.where(basic), _writer("b06")
    columns: list[Column] = [("budget.basic", always), ("budget.staff", staff), ("budget.public", public)]
    yield ["", "合计", "", "", *writer.row("row:合计", items, columns)]
    for code, name in words().economic_classes:
        part = items.where(economic(code))
        if part.all:
            yield [code, name, "", "", *writer.row(code, part, columns)]
        for item, government, money in _pairs(part):
            names = [item, words().economic[item].name, government, words().government[government]]
            yield [*names, *writer.row(f"{item}-{government}", money, columns)]


def _pairs(items: Items) -> Iterable[tuple[str, str, Items]]:
    """Each pair of a department item and a government item with its amounts."""
    for code, government in sorted({(item.economic, item.government) for item in items.all}):
        yield code, government, items.where(economic(code), _under(government))


def _under(government: str) -> Test:
    return lambda item: item.government == government


def _economic_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer = budget.items, _writer("b10")
    columns: list[Column] = [
        ("budget.total", always),
        ("budget.current.general", both(current, of("general"))),
        ("budget.current.general-fiscal", both(current, direct)),
        ("budget.current.govfund", both(current, of("govfund"))),
        None,
        ("budget.carried", carried),
        ("budget.current.special", both(current, of("special"))),
        *[None] * 6,
    ]
    yield ["", "", "合计", "", "", "", *writer.row("row:合计", items, columns)]
    yield [budget.unit.code, "", budget.unit.name, "", "", "", *writer.row(budget.unit.code, items, columns)]
    for code, government, money in _pairs(items):
        left = [code[:3], code[3:], words().economic[code].name]
        right = [government[:3], government[3:], words().government[government]]
        yield [*left, *right, *writer.row(f"{code}-{government}", money, columns)]


def _three_public_rows(budget: Budget) -> Iterable[list[Cell]]:
    hospitality, cars = three_public(budget.items)
    writer = _writer("b09")
    amounts = [
        ("row:“三公”经费合计", hospitality + cars),
        ("row:因公出国（境）费", Decimal(0)),
        ("row:公务用车购置及运行费", cars),
        ("row:公务用车购置费", Decimal(0)),
        ("row:公务用车运行费", cars),
        ("row:公务接待费", hospitality),
    ]
    yield [writer.one(row, "budget.total", amount) for row, amount in amounts]


# ---------------------------------------------------------------- projects and goals


def _project_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer = budget.items.where(in_project), _writer("b12")
    columns: list[Column] = [
        ("budget.total", always),
        ("budget.current.general", both(current, of("general"))),
        ("budget.current.govfund", both(current, of("govfund"))),
        None,
        ("budget.carried.general", both(carried, of("general"))),
        None,
        None,
        ("budget.current.special", of("special")),
        ("budget.current.unitfund", of("unitfund")),
    ]
    yield ["", "合计", "", *writer.row("row:合计", items, columns)]
    yield [budget.unit.code, budget.unit.name, "", *writer.row(budget.unit.code, items, columns)]
    for one in budget.units:
        own = items.where(unit(one.code))
        yield [one.code, one.name, "", *writer.row(one.code, own, columns)]
        for project, money in own.projects():
            kind = "特定目标类" if project.targeted else "其他运转类"
            yield [one.code, project.name, kind, *writer.row("".join(project.name.split()), money, columns)]


def _overall(page: Page, budget: Budget) -> None:
    items, writer = budget.items, _writer("p02")
    special = items.total(of("special"))
    values = facts(budget, grouped)
    _overall_title(page, budget)
    page.row(["年度履职目标", write("henan", "duty_goal", values), "", "", ""])
    page.row(["年度主要任务", "任务名称", "主要内容", "", ""])
    page.row(["", "1. 保障机构运转", values["duty"], "", ""])
    money = [
        ("部门预算总额(万元)", "部门预算总额", items.total()),
        ("1、资金来源：(1) 政府预算资金", "政府预算资金", items.total() - special),
        ("(2) 财政专户管理资金", "财政专户管理资金", special),
        ("(3) 单位资金", "单位资金", Decimal(0)),
        ("2、资金结构：(1) 基本支出", "基本支出", items.total(basic)),
        ("(2) 项目支出", "项目支出", items.total(in_project)),
    ]
    for number, (label, row, amount) in enumerate(money):
        page.row(["" if number else "预算情况", label, writer.one(f"row:{row}", "budget.total", amount), "", ""])
    _overall_indicators(page, budget)


def _overall_title(page: Page, budget: Budget) -> None:
    page.text(form("henan", "p02").title)
    page.gap()
    page.text(f"({budget.year} 年度)")
    page.gap()
    page.row(["部门(单位)名称", "", budget.unit.name, "", ""])


def _overall_indicators(page: Page, budget: Budget) -> None:
    page.rows(form("henan", "p02").heading)
    above = ["", ""]
    for number, (level1, level2, name, text, note) in enumerate(rows("henan", "overall")):
        above = [level1 or above[0], level2 or ("" if level1 else above[1])]
        if number == 4:
            page.gap()
            _overall_title(page, budget)
        page.row([level1, level2, name, Target("*", above[0], above[1], name, text), note])
    page.gap()


def _goals(page: Page, budget: Budget) -> None:
    items = budget.items.where(in_project)
    table: list[list[Cell]] = [[budget.unit.code, "", *_goal_money(budget.unit.code, items), *[""] * 8]]
    for one in budget.units:
        own = items.where(unit(one.code))
        table.append([one.code, one.name, *_goal_money(one.code, own), *[""] * 8])
        for project, money in own.projects():
            table += _goal_rows(project, money)
            page.cited.update(dict.fromkeys(project.cited))
    rows_of_cells = _split_names(table)
    _put(page, budget, "p01", _shifted(rows_of_cells) if budget.people[0] % 3 == 0 else rows_of_cells, WIDE_PAGE)


def _shifted(table: Sequence[list[Cell]]) -> list[list[Cell]]:
    """On every other page the empty column of 单位资金 is lost and the indicators stand one cell too far left."""
    return [[*row[:5], *row[6:], ""] if number // WIDE_PAGE % 2 else row for number, row in enumerate(table)]


def _goal_money(row: str, items: Items) -> list[Cell]:
    columns: list[Column] = [
        ("budget.total", always),
        ("budget.total.government", lambda item: item.fund in {"general", "govfund"}),
        ("budget.total.special", of("special")),
        ("budget.total.unitfund", of("unitfund")),
    ]
    return _writer("p01").row(row, items, columns)


def _goal_rows(project: Project, items: Items) -> Iterable[list[Cell]]:
    """A project's rows: its indicators stand beside each other, as many rows as the longest group needs."""
    groups = [_targets(project, word) for word in ("成本", "产出", "效益", "满意度")]
    height = max(len(group) for group in groups)
    for number in range(height):
        pairs = [cell for group in groups for cell in (group[number] if number < len(group) else ("", ""))]
        first = [project.code, project.name, *_goal_money(project.code, items)]
        yield [*(first if number == 0 else [""] * 6), *pairs]


def _targets(project: Project, word: str) -> list[tuple[Cell, Cell]]:
    return [
        (indicator.name, Target(project.code, f"{word}指标", "", indicator.name, indicator.text))
        for indicator in project.indicators
        if _group(indicator) == word
    ]


def _group(indicator: Indicator) -> str:
    for word, levels in (("成本", "成本指标"), ("产出", "数量指标质量指标时效指标"), ("满意度", "服务对象满意度指标")):
        if indicator.level2 in levels:
            return word
    return "效益"


def _split_names(table: Sequence[list[Cell]]) -> list[list[Cell]]:
    """A long name that meets the end of a page goes on under the next heading, in a row of its own."""
    result: list[list[Cell]] = []
    for row in table:
        name = row[1]
        last = len(result) % WIDE_PAGE == WIDE_PAGE - 1
        if last and isinstance(name, str) and len(name) > 16 and isinstance(row[2], Figure):
            result.append([row[0], name[:16], *row[2:]])
            result.append(["", name[16:], *[""] * 12])
        else:
            result.append(row)
    return result
