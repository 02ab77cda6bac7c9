"""Disclosures as counties in Hebei publish them: one cell a line, tables b01 to b09, a goal sheet for each project."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from .corpus_budget import (
    FISCAL,
    Budget,
    Column,
    Fund,
    Items,
    Project,
    Test,
    Writer,
    always,
    basic,
    carried,
    current,
    economic,
    fiscal,
    function,
    function_rows,
    in_project,
    of,
    public,
    staff,
)
from .corpus_page import Cell, Figure, Page, Target, plain, row_key
from .corpus_prose import facts, three_public, write
from .corpus_words import form, rows, words

ORDINALS = "一二三四五六七八九十"


def ordinal(number: int) -> str:
    """A number below a hundred in characters.

    >>> ordinal(31), ordinal(10)
    ('三十一', '十')
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{ORDINALS[tens - 1]}十"
    return head + (ORDINALS[ones - 1] if ones else "")


def county(budget: Budget) -> Page:
    """The disclosure of a county bureau."""
    page, values = Page("cells"), facts(budget, plain)
    page.text(f" 一、{budget.unit.name}收支预算")
    _overview(page, budget)
    page.gap(2)
    page.text("page number\npage number")
    _tables(page, budget)
    page.text(write("hebei", "opening", values))
    _organisation(page, budget)
    page.text(write("hebei", "plan", values))
    for number, (project, items) in enumerate(budget.items.projects(), 1):
        page.text(f"{number}、{project.name}绩效目标表")
        page.row(["单位：万元"])
        _sheet(page, project, items)
        page.gap(2)
    page.text("六、政府采购预算情况")
    _title(page, budget, "b14", year=False)
    page.row([""] * 15)
    page.gap()
    page.text(form("hebei", "b14").note)
    page.text(" ")
    page.text(write("hebei", "assets", values))
    page.text(form("hebei", "b15").title)
    page.row([_unit(budget), f"截止时间：{budget.year - 1}-12-31"])
    _assets(page, budget)
    page.text(write("hebei", "closing", values))
    return page


def centre(budget: Budget) -> Page:
    """The disclosure of a small institution: prose and goals, no tables of amounts."""
    page, values = Page("cells"), facts(budget, plain)
    page.text(write("centre", "opening", values))
    page.row(["", " "])
    page.rows(form("hebei", "b16").heading)
    page.row([""] * 4)
    _organisation_row(page, budget)
    page.row([""] * 4)
    page.gap()
    page.text(write("centre", "plan", values))
    for number, (project, items) in enumerate(budget.items.projects(), 1):
        page.text(f"{number}.{project.name}绩效目标表")
        page.row([_unit(budget), "单位：万元"])
        _sheet(page, project, items)
        page.gap()
    page.text(write("centre", "procurement", values))
    page.row([_unit(budget), "单位：万元"])
    page.rows(form("centre", "b14").heading)
    page.row(["合  计", *[""] * 12])
    page.rows([[""] * 13] * 3)
    page.gap()
    page.text(form("centre", "b14").note)
    page.gap()
    page.text(write("centre", "assets", values))
    page.row([f"{budget.unit.name}固定资产占用情况表"])
    page.row(["", f"截止时间：{budget.year - 1}年12月31日"])
    _assets(page, budget)
    page.text(write("centre", "closing", values))
    return page


def _unit(budget: Budget) -> str:
    return budget.unit.code + budget.unit.name


def _title(page: Page, budget: Budget, name: str, *, year: bool = True) -> None:
    table = form("hebei", name)
    page.text(table.title)
    page.row([_unit(budget), *([f"预算年度：{budget.year}"] if year else []), "单位：万元"])
    page.rows([cell.format(year=budget.year) for cell in row] for row in table.heading)


def _numbered(page: Page, rows_of_cells: Iterable[Sequence[Cell]]) -> None:
    page.rows([str(number), *cells] for number, cells in enumerate(rows_of_cells, 1))
    page.gap(2)


def _tables(page: Page, budget: Budget) -> None:
    _income(page, budget)
    _spending(page, budget, "b03", always, 3)
    _fiscal_overview(page, budget)
    _spending(page, budget, "b05", of("general"), 0)
    _basic_items(page, budget)
    _spending(page, budget, "b07", of("govfund"), 0)
    _spending(page, budget, "b08", lambda _item: False, 0)
    _three_public(page, budget)


def _classes() -> list[tuple[str, str]]:
    names = [*words().classes, ("", words().hebei_last)]
    return [(code, f"{ordinal(number)}、{name}") for number, (code, name) in enumerate(names, 1)]


def _overview(page: Page, budget: Budget) -> None:
    _title(page, budget, "b01")
    _numbered(page, _overview_rows(budget))


def _overview_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer = budget.items, Writer("b01")
    sources = rows("hebei", "income")
    for position, (code, label) in enumerate(_classes()):
        name, fund = sources[position] if position < len(sources) else ("", "")
        received = writer.one(row_key(name), "budget.resources", items.total(current, of_name(fund)))
        spent = items.total(function(code)) if code else Decimal(0)
        yield [name, received, label, writer.one(code, "budget.total", spent)]
    total = items.total()
    yield _pair(writer, ("本年收入合计", items.total(current)), ("本年支出合计", total))
    yield _pair(writer, ("上年结转结余", items.total(carried)), ("年终结转结余", Decimal(0)))
    yield _pair(writer, ("收入总计", total), ("支出总计", total))


def _pair(writer: Writer, left: tuple[str, Decimal], right: tuple[str, Decimal]) -> list[Cell]:
    return [
        left[0],
        writer.one(row_key(left[0]), "budget.resources", left[1]),
        right[0],
        writer.one(row_key(right[0]), "budget.total", right[1]),
    ]


def of_name(fund: str) -> Test:
    """Money of the fund with a name; of no fund where the name is empty."""
    names: dict[str, Fund] = {"general": "general", "govfund": "govfund", "special": "special", "unitfund": "unitfund"}
    return of(names[fund]) if fund else lambda _item: False


def _income(page: Page, budget: Budget) -> None:
    _title(page, budget, "b02")
    columns: list[Column] = [
        ("budget.resources", always),
        ("budget.income", current),
        ("budget.income.fiscal", lambda item: current(item) and item.fund in FISCAL),
        ("budget.income.special", lambda item: current(item) and item.fund == "special"),
        *[None] * 4,
        ("budget.income.other", lambda item: current(item) and item.fund == "unitfund"),
        ("budget.carryover", carried),
    ]
    _numbered(page, function_rows(Writer("b02"), budget.items, columns))


def _spending(page: Page, budget: Budget, name: str, test: Test, empty: int) -> None:
    _title(page, budget, name)
    items = budget.items.where(test)
    columns: list[Column] = [("budget.total", always), ("budget.basic", basic), ("budget.project", in_project)]
    if items.all:
        _numbered(page, function_rows(Writer(name), items, [*columns, *[None] * empty]))
    else:
        page.row([""] * 6)
        page.gap()
        page.text(form("hebei", name).note)


def _fiscal_overview(page: Page, budget: Budget) -> None:
    _title(page, budget, "b04")
    _numbered(page, _fiscal_rows(budget))


def _fiscal_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer = budget.items.where(fiscal), Writer("b04")
    columns: list[Column] = [("budget.total", always), ("budget.total.general", of("general"))]
    columns += [("budget.total.govfund", of("govfund")), None]
    sources = rows("hebei", "fiscal")
    for position, (code, label) in enumerate(_classes()):
        name, fund = sources[position] if position < len(sources) else ("", "")
        received = writer.one(row_key(name), "budget.resources", items.total(current, of_name(fund)))
        spent = items.where(function(code)) if code else Items(())
        yield [name, received, label, *writer.row(code, spent, columns)]
    received = writer.one("row:本年收入合计", "budget.resources", items.total(current))
    yield ["本年收入合计", received, "本年支出合计", *writer.row("row:本年支出合计", items, columns)]
    received = writer.one("row:年初财政拨款结转和结余", "budget.resources", items.total(carried))
    yield ["年初财政拨款结转和结余", received, "年末财政拨款结转和结余", "", "", "", ""]
    for name, fund in sources:
        received = writer.one(row_key(name), "budget.resources", items.total(carried, of_name(fund)))
        yield [name, received, "", "", "", "", ""]
    received = writer.one("row:收入总计", "budget.resources", items.total())
    yield ["收入总计", received, "支出总计", *writer.row("row:支出总计", items, columns)]


def _basic_items(page: Page, budget: Budget) -> None:
    _title(page, budget, "b06")
    items, writer = budget.items.where(basic), Writer("b06")
    columns: list[Column] = [("budget.basic", always), ("budget.staff", staff), ("budget.public", public)]
    table: list[list[Cell]] = [["", "合计", *writer.row("row:合计", items, columns)]]
    for code, name in words().economic_classes:
        part = items.where(economic(code))
        if part.all:
            table.append([code, name, *writer.row(code, part, columns)])
        for item in sorted({item.economic for item in part.all}):
            part_of_item = part.where(economic(item))
            table.append([item, words().economic[item].name, *writer.row(item, part_of_item, columns)])
    _numbered(page, table)


def _three_public(page: Page, budget: Budget) -> None:
    _title(page, budget, "b09")
    hospitality, cars = three_public(budget.items)
    lines = [
        ("“三公”经费小计", hospitality + cars),
        ("一、因公出国（境）费", Decimal(0)),
        ("    其中：教学科研人员因公出国（境）费", Decimal(0)),
        ("          其他因公出国（境）费", Decimal(0)),
        ("二、公务用车购置及运维费", cars),
        ("    其中：公务用车购置费", Decimal(0)),
        ("          公务用车运行维护费", cars),
        ("三、公务接待费", hospitality),
    ]
    writer = Writer("b09")
    _numbered(
        page,
        (
            [
                label,
                writer.one(row_key(label), "budget.total", amount),
                writer.one(row_key(label), "budget.total.general", amount),
                "",
                "",
            ]
            for label, amount in lines
        ),
    )


# ---------------------------------------------------------------- goal sheets, organisation, assets


def _sheet(page: Page, project: Project, items: Items) -> None:
    amount = plain(items.total())
    values = facts_of(project, amount)
    page.row(["项目编码", project.code, "项目名称", project.name])
    own = items.all[0].fund == "unitfund"
    split: list[Cell] = [" " if own else _goal(project, "财政资金", amount)]
    split += ["其他资金", _goal(project, "其他资金", amount) if own else " "]
    page.row(["预算规模及资金用途", "预算数", _goal(project, "资金总额", amount), "其中：财政    资金", *split])
    page.row(["", write("hebei", "use", values)])
    page.row(["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"])
    page.row(["", *_plan(project)])
    page.row(["绩效目标", f"1.{write('hebei', 'goal', values)}"])
    page.gap()
    page.text(" ")
    page.rows(form("hebei", "p01").heading)
    level1 = ""
    for indicator in project.indicators:
        level1 = indicator.level1 or level1
        target = Target(project.code, level1, indicator.level2, indicator.name, indicator.text)
        first = [indicator.level1, indicator.level2, indicator.name, indicator.description]
        page.row([*first, target, indicator.basis])
    for cited in project.cited:
        page.cited[cited] = None


def facts_of(project: Project, amount: str) -> dict[str, str]:
    """What the goal of a project mentions."""
    return {"purpose": project.purpose, "people": project.people, "amount": amount}


def _goal(project: Project, row: str, amount: str) -> Figure:
    return Figure("p01", f"{project.code}/{row}", "goal.year", amount)


def _plan(project: Project) -> list[Cell]:
    return [
        Figure("p01", f"{project.code}/plan", f"plan.q{quarter}", share) if share.strip() else share
        for quarter, share in enumerate(project.plan, 1)
    ]


def _organisation(page: Page, budget: Budget) -> None:
    page.text(form("hebei", "b16").title)
    page.rows(form("hebei", "b16").heading)
    _organisation_row(page, budget)
    page.gap()


def _organisation_row(page: Page, budget: Budget) -> None:
    unit = budget.unit
    page.row([unit.name, unit.nature, unit.level, unit.funding])


def _assets(page: Page, budget: Budget) -> None:
    page.rows(form("hebei", "b15").heading)
    assets = budget.assets
    total = assets.house[1] + assets.cars[1] + assets.other[1]
    page.row(["资产总额", "", Figure("b15", "row:资产总额", "stock.value", plain(total))])
    _asset(page, "1、房屋（平方米）", assets.house)
    page.row(["　　其中：办公用房（平方米）", "", ""])
    _asset(page, "2、车辆（台、辆）", assets.cars)
    page.row(["3、单价在20万元以上的设备", "", ""])
    _asset(page, "4、其他固定资产", assets.other)
    page.gap()


def _asset(page: Page, label: str, asset: tuple[int, Decimal]) -> None:
    count, value = asset
    row = row_key(label)
    page.row([label, Figure("b15", row, "stock.count", str(count)), Figure("b15", row, "stock.value", plain(value))])
