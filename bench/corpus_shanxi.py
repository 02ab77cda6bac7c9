"""Disclosures as districts in Shanxi publish them: Markdown, thirteen tables with TABs, goal sheets in yuan."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from .corpus_budget import (
    Budget,
    Column,
    Items,
    Project,
    Test,
    Writer,
    always,
    basic,
    both,
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
from .corpus_hebei import of_name, ordinal
from .corpus_page import Cell, Figure, Page, Target, grouped, plain, row_key, yuan
from .corpus_prose import facts, three_public, write
from .corpus_words import form, rows, words

SPENDING: list[Column] = [("budget.total", always), ("budget.basic", basic), ("budget.project", in_project)]
SHEETS = 8


def disclosure(budget: Budget) -> Page:
    """The disclosure of a district's bureau or centre."""
    page, values = Page("rows"), facts(budget, grouped)
    page.gap(2)
    page.text(write("shanxi", "front", values))
    _contents(page, budget)
    page.text(write("shanxi", "overview", values))
    page.gap()
    _tables(page, budget)
    page.text(write("shanxi", "explanation", values))
    page.gap()
    projects = budget.items.where(current).projects()
    for number, (project, items) in enumerate(projects, 1):
        page.text(f"({number}) {project.name}：{plain(items.total())}万元。")
        page.gap()
    for number, (project, items) in enumerate(projects[:SHEETS]):
        _sheet(page, (project, items), budget, wide=number % 3 == 0)
    page.text(write("shanxi", "closing", values))
    return page


def _contents(page: Page, budget: Budget) -> None:
    page.row(["<b>第一部分 概况</b> .....", "<b>1</b>"])
    page.row([f"<b>第二部分 {budget.year}年单位预算报表</b> .....", "<b>2</b>"])
    for number, (name,) in enumerate(rows("shanxi", "order"), 2):
        page.row([f"{_heading(name, budget.year)}.....", str(number)])
    page.row([f"<b>第三部分 {budget.year}年度单位预算情况说明</b> .....", "<b>16</b>"])
    page.row(["<b>第四部分 名词解释.....</b>", "<b>24</b>"])
    page.gap()


def _heading(name: str, year: int) -> str:
    return form("shanxi", name).title.format(year=year)


def _title(page: Page, budget: Budget, name: str) -> None:
    table = form("shanxi", name)
    # As in the seed, some titles are Markdown headings and some are plain lines.
    mark = "" if name in {"b05", "b06", "b08", "b12"} else "### "
    page.text(mark + _heading(name, budget.year))
    page.gap()
    page.text(f"单位名称：{budget.unit.name}\n\n单位：万元")
    page.gap()
    page.rows([cell.format(year=budget.year) for cell in row] for row in table.heading)


def _end(page: Page, note: str = "") -> None:
    page.gap()
    if note:
        page.text(note)
        page.gap()


def _tables(page: Page, budget: Budget) -> None:
    items = budget.items
    _overview(page, budget)
    _income(page, budget)
    _spending(page, budget, "b03", items)
    _fiscal_overview(page, budget)
    _spending(page, budget, "b05", items.where(current, of("general")))
    _basic_items(page, budget)
    for name in ("b07r", "b07"):
        _title(page, budget, name)
        _end(page, form("shanxi", name).note)
    _state_capital(page, budget)
    _three_public(page, budget)
    _running(page, budget)
    _projects(page, budget)
    _carried_over(page, budget)


def _broken(rows_of_cells: Iterable[Sequence[Cell]], after: int) -> Iterable[Sequence[Cell] | None]:
    """The rows with an empty line where a page ends."""
    for number, row in enumerate(rows_of_cells):
        if number == after:
            yield None
        yield row


def _put(page: Page, rows_of_cells: Iterable[Sequence[Cell] | None]) -> None:
    for row in rows_of_cells:
        if row is None:
            page.gap()
        else:
            page.row(row)


def _overview(page: Page, budget: Budget) -> None:
    _title(page, budget, "b01")
    _put(page, _broken(_overview_rows(budget), 27))
    _end(page)


def _classes() -> list[tuple[str, str]]:
    return [(code, f"{ordinal(number)}、{name}") for number, (code, name) in enumerate(words().classes, 1)]


def _overview_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer, sources = budget.items, Writer("b01"), rows("shanxi", "income")
    columns: list[Column] = [("budget.total", always), ("budget.current", current), ("budget.carried", carried)]
    for position, (code, label) in enumerate(_classes()):
        name, fund = sources[position] if position < len(sources) else ("", "")
        received = writer.one(row_key(name), "budget.resources", items.total(current, of_name(fund)))
        yield [name, received, label, *writer.row(code, items.where(function(code)), columns)]
    received = writer.one("row:本年收入合计", "budget.resources", items.total(current))
    yield ["本年收入合计", received, "本年支出合计", *writer.row("row:本年支出合计", items, columns)]
    received = writer.one("row:上年结转", "budget.resources", items.total(carried))
    yield ["上年结转", received, "年终结转", "", "", ""]
    received = writer.one("row:收入总计", "budget.resources", items.total())
    yield ["收入总计", received, "支出总计", *writer.row("row:支出总计", items, columns)]


def _income(page: Page, budget: Budget) -> None:
    _title(page, budget, "b02")
    columns: list[Column] = [
        ("budget.income", current),
        ("budget.income.general", both(current, of("general"))),
        None,
        None,
        ("budget.income.special", both(current, of("special"))),
        ("budget.income.unitfund", both(current, of("unitfund"))),
        ("budget.carryover", carried),
    ]
    page.rows(_total_first(function_rows(Writer("b02"), budget.items, columns)))
    _end(page)


def _total_first(rows_of_cells: Iterable[list[Cell]]) -> Iterable[list[Cell]]:
    """Shanxi prints 合计 in the column of the codes."""
    for row in rows_of_cells:
        yield ["合计", "", *row[2:]] if row[1] == "合计" else row


def _spending(page: Page, budget: Budget, name: str, items: Items) -> None:
    _title(page, budget, name)
    page.rows(_total_first(function_rows(Writer(name), items, SPENDING)))
    _end(page)


def _fiscal_overview(page: Page, budget: Budget) -> None:
    _title(page, budget, "b04")
    _put(page, _broken(_fiscal_rows(budget), 28))
    _end(page)


def _fiscal_rows(budget: Budget) -> Iterable[list[Cell]]:
    items, writer, sources = budget.items.where(fiscal), Writer("b04"), rows("shanxi", "fiscal")
    columns: list[Column] = [("budget.total", always), ("budget.total.general", of("general")), None, None]
    for position, (code, label) in enumerate(_classes()):
        name, fund = sources[position] if position < len(sources) else ("", "")
        received = writer.one(row_key(name), "budget.resources", items.total(current, of_name(fund)))
        yield [name, received, label, *writer.row(code, items.where(function(code)), columns)]
    received = writer.one("row:本年收入合计", "budget.resources", items.total(current))
    yield ["本年收入合计", received, "本年支出合计", *writer.row("row:本年支出合计", items, columns)]
    received = writer.one("row:上年财政拨款结转", "budget.resources", items.total(carried))
    yield ["上年财政拨款结转", received, "年终结转", "", "", "", ""]
    for name, fund in sources:
        received = writer.one(row_key(name), "budget.resources", items.total(carried, of_name(fund)))
        yield [name, received, "", "", "", "", ""]
    received = writer.one("row:收入总计", "budget.resources", items.total())
    yield ["收入总计", received, "支出总计", *writer.row("row:支出总计", items, columns)]


def _basic_items(page: Page, budget: Budget) -> None:
    _title(page, budget, "b06")
    items, writer = budget.items.where(basic), Writer("b06")
    columns: list[Column] = [("budget.basic", always), ("budget.staff", staff), ("budget.public", public)]
    page.row(["<b>合计</b>", "", *writer.row("row:合计", items, columns)])
    for code, name in words().economic_classes:
        part = items.where(economic(code))
        if part.all:
            page.row([name, "", *writer.row(code, part, columns)])
        page.rows(_items_of(part, writer, columns))
    _end(page)


def _items_of(part: Items, writer: Writer, columns: Sequence[Column]) -> Iterable[list[Cell]]:
    for code, government in sorted({(item.economic, item.government) for item in part.all}):
        names = [words().economic[code].name, words().government[government]]
        yield [*names, *writer.row(f"{code}-{government}", part.where(economic(code)), columns)]


def _state_capital(page: Page, budget: Budget) -> None:
    _title(page, budget, "b08")
    names = words().functions
    for length in (3, 5, 7):
        code = budget.items.all[0].function[:length]
        page.row([code, names[code], "", code, names[code], "", "", ""])
    _end(page, form("shanxi", "b08").note)


def _three_public(page: Page, budget: Budget) -> None:
    _title(page, budget, "b09")
    hospitality, cars = three_public(budget.items)
    lines = [
        ("因公出国（境）费", Decimal(0)),
        ("公务接待费", hospitality),
        ("公务用车购置及运行费", cars),
        ("①公务用车购置费", Decimal(0)),
        ("②公务用车运行维护费", cars),
        ("合计", hospitality + cars),
    ]
    writer = Writer("b09")
    for label, amount in lines:
        row = row_key(label)
        cells = [writer.one(row, measure, amount) for measure in ("budget.total", "budget.total.general")]
        page.row([label, *cells, "", ""])
    _end(page, "" if hospitality + cars else form("shanxi", "b09").note)


def _running(page: Page, budget: Budget) -> None:
    _title(page, budget, "b11")
    items = budget.items.where(public) if budget.unit.nature == "行政" else Items(())
    columns: list[Column] = [("budget.total", always), ("budget.total.general", of("general")), None, None]
    page.row(["部门合计", *Writer("b11").row("row:部门合计", items, columns)])
    if items.all:
        page.row([budget.unit.name, *Writer("b11").row(budget.unit.name, items, columns)])
    _end(page, "" if items.all else form("shanxi", "b11").note)


def _projects(page: Page, budget: Budget) -> None:
    _title(page, budget, "b12")
    columns: list[Column] = [
        ("budget.total", always),
        ("budget.current.general", of("general")),
        None,
        None,
        ("budget.current.special", of("special")),
        ("budget.current.unitfund", of("unitfund")),
    ]
    page.rows(_project_rows(budget, Writer("b12"), current, columns))
    _end(page)


def _carried_over(page: Page, budget: Budget) -> None:
    _title(page, budget, "b13")
    columns: list[Column] = [("budget.total", always), ("budget.carried.general", of("general")), None, None]
    page.rows(_project_rows(budget, Writer("b13"), carried, columns))
    _end(page, "" if budget.items.total(carried) else form("shanxi", "b13").note)


def _project_rows(budget: Budget, writer: Writer, test: Test, columns: Sequence[Column]) -> Iterable[list[Cell]]:
    items = budget.items.where(in_project, test)
    yield [budget.unit.name, *writer.row(budget.unit.name, items, columns)]
    for project, money in items.projects():
        yield [project.name, *writer.row(project.name, money, columns)]


# ---------------------------------------------------------------- goal sheets


def _sheet(page: Page, goal: tuple[Project, Items], budget: Budget, *, wide: bool) -> None:
    project, items = goal
    page.text(write("shanxi", "sheet_title", facts(budget, grouped)))
    page.gap()
    page.text(f"({budget.year}年度)")
    page.gap()
    department = f"{budget.unit.code[:3]}-{budget.unit.name}"
    purpose = f"{project.purpose}，服务{project.people}"
    page.row(["项目名称", "", project.name, *[""] * 5])
    page.row(["主管部门及代码", "", department, "", "实施单位", "", budget.unit.name, ""])
    page.row(["项目属性", "", "一次性项目(1年结束)", "", "项目期", "", "1年", ""])
    _funds(page, project, items, wide=wide)
    for label in ("项目概况", "立项依据", "项目设立必要性", "项目实施计划"):
        text = " ".join(cited.spelling for cited in project.cited) or "年初预算"
        page.row([label, "", text if label == "立项依据" else purpose, *[""] * 5])
    page.row(["实施期目标", "", "", "", "年度目标", "", "", ""])
    target = write("shanxi", "goal", {"purpose": project.purpose})
    page.row(["总体目标", "", target, "", "", target, "", ""])
    _indicators(page, project)
    page.row(["负责人:", "", "经办人:", "", "联系电话:", "", "填报日期:", "", ""])
    page.gap()
    for cited in project.cited:
        page.cited[cited] = None


def _funds(page: Page, project: Project, items: Items, *, wide: bool) -> None:
    total = items.total()
    own = total if items.all[0].fund == "unitfund" else Decimal(0)
    higher = total - own if project.cited else Decimal(0)
    amounts = [Decimal(0), higher, total - own - higher, own]
    page.row(["项目资金(元)", "", *_both(project, "资金总额", total, ("实施期资金总额:", "年度资金总额:"), wide=wide)])
    for (label,), amount in zip(rows("shanxi", "sources"), amounts, strict=True):
        name = label.removeprefix("其中:")
        page.row(["", "", *_both(project, name, amount, (label, label), wide=wide)])
    page.row(["其他资金", "", "", "", "其他资金", "", "", ""])


def _both(project: Project, row: str, amount: Decimal, labels: tuple[str, str], *, wide: bool) -> list[Cell]:
    """The amount for the whole term and for the year; wide sheets have one more cell between them."""
    key, text = f"{project.name}/{row}", yuan(amount)
    term, year = Figure("p01", key, "goal.term", text), Figure("p01", key, "goal.year", text)
    return [labels[0], "", term, *([""] if wide else []), labels[1], "", year, ""]


def _indicators(page: Page, project: Project) -> None:
    page.row(["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"])
    level1 = ""
    for indicator in project.indicators:
        level1 = indicator.level1 or level1
        target = Target(project.name, level1, indicator.level2, indicator.name, indicator.text)
        half: list[Cell] = [indicator.level2, indicator.name, target]
        page.row(["", indicator.level1, *half, *half])
