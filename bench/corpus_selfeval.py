"""Self-evaluations of a department's whole spending: scores in prose and in a table, and a list of projects."""

from decimal import Decimal
from random import Random

from .corpus_budget import Budget, basic, in_project
from .corpus_page import Figure, Page, Target, plain, short
from .corpus_prose import facts, percent, write
from .corpus_words import ScoreWords, words

GRADES = ((Decimal(90), "优秀"), (Decimal(80), "良好"), (Decimal(60), "合格"))
EMPTY_ROWS = 18


def disclosure(budget: Budget, seed: int) -> Page:
    """The self-evaluation of a county bureau."""
    page = Page("rows")
    rng = Random(f"{seed}/scores/{budget.unit.name}/{budget.year}")
    scores = [(row, _score(rng, row.points)) for row in words().scores]
    spent = _spending(budget, rng)
    values = facts(budget, plain) | _results(budget, scores, spent)
    page.gap(2)
    page.text(write("selfeval", "report", values))
    page.gap()
    _score_prose(page, scores)
    page.text(write("selfeval", "conclusion", values))
    page.gap()
    _table(page, budget, scores, values)
    _projects(page, budget, spent, rng)
    return page


def _score(rng: Random, points: int) -> Decimal:
    lost = Decimal(rng.choice((0, 0, 0, 0, 1, 2))) / 2
    return max(Decimal(points) - lost, Decimal(0))


def _spending(budget: Budget, rng: Random) -> dict[str, Decimal]:
    """What each project spent: most of them everything."""
    spent = {}
    for project, items in budget.items.projects():
        amount = items.total()
        left = amount * rng.randrange(1, 200) / 1000 if rng.random() < 0.25 else Decimal(0)
        spent[project.code] = amount - left.quantize(Decimal("0.01"))
    return spent


def _results(budget: Budget, scores: list[tuple[ScoreWords, Decimal]], spent: dict[str, Decimal]) -> dict[str, str]:
    adjusted, total = budget.items.total(), sum((score for _, score in scores), Decimal(0))
    final = budget.items.total(basic) + sum(spent.values(), Decimal(0))
    grade = next((grade for least, grade in GRADES if total >= least), "不合格")
    return {
        "adjusted": plain(adjusted),
        "final": plain(final),
        "spent": plain(sum(spent.values(), Decimal(0))),
        "rate": percent(final, adjusted),
        "score": short(total),
        "grade": grade,
    }


def _score_prose(page: Page, scores: list[tuple[ScoreWords, Decimal]]) -> None:
    for number, (row, score) in enumerate(scores, 1):
        verdict = "达到了要求" if score == row.points else "还有不足"
        values = {"name": row.name, "verdict": verdict, "points": str(row.points), "score": short(score)}
        page.text(f"（{number}）{write('selfeval', 'item', values)}")
        page.gap()


def _table(page: Page, budget: Budget, scores: list[tuple[ScoreWords, Decimal]], values: dict[str, str]) -> None:
    page.row(["一、预算执行情况", "", "预算安排情况（调整后）", "", "资金执行情况", "", "预算执行率", ""])
    for row in ("合计", "财政资金"):
        first, second = ("预算数：", "执行数：") if row == "合计" else ("其中：财政资金", "其中：财政资金")
        rate = Figure("p03", "row:合计", "final.rate", values["rate"]) if row == "合计" else ""
        adjusted = Figure("p03", f"row:{row}", "adjusted.total", values["adjusted"])
        page.row(
            ["", "", first, adjusted, second, Figure("p03", f"row:{row}", "final.total", values["final"]), rate, ""]
        )
    page.row(["", "", "其他", "", "其他", "", "", ""])
    page.row(["一级指标", "二级指标", "三级指标", "指标内容", "评价标准", "分值", "自评得分", ""])
    level1 = level2 = ""
    for number, (row_words, score) in enumerate(scores):
        level1, level2 = row_words.level1 or level1, row_words.level2 or level2
        if number == 13:
            page.gap()
        criterion = {"name": row_words.name, "people": budget.assignment.department.people}
        standard = {"name": row_words.name, "points": str(row_words.points)}
        texts = [write("selfeval", "criterion", criterion), write("selfeval", "standard", standard)]
        target = Target("*", level1, level2, row_words.name, short(score))
        head = [row_words.level1, row_words.level2, row_words.name]
        page.row([*head, *texts, str(row_words.points), target, ""])
    page.row(["", "合计", "", "", "", "", "100", values["score"]])
    page.gap()
    page.text("填报人：略")
    page.gap()


def _projects(page: Page, budget: Budget, spent: dict[str, Decimal], rng: Random) -> None:
    page.text("分项绩效项目清单\n\n单位：万元")
    page.gap()
    page.row(
        [
            "序号",
            "项目名称",
            "预算数",
            "执行数",
            "结余交回财政数",
            "自评得分",
            "分项项目绩效目标",
            "分项项目绩效目标完成情况",
        ]
    )
    page.row(["", "", "(调整后)", f"(至{budget.year}年底)", "", "", "", ""])
    number = 0
    for number, (project, items) in enumerate(budget.items.where(in_project).projects(), 1):
        adjusted, final = items.total(), spent[project.code]
        returned = Figure("p04", project.name, "final.returned", short(adjusted - final)) if adjusted != final else ""
        values = {"purpose": project.purpose, "people": project.people}
        texts = [write("selfeval", "goal", values), write("selfeval", "done", values) if rng.random() < 0.7 else "完成"]
        money = [
            Figure("p04", project.name, "adjusted.project", short(adjusted)),
            Figure("p04", project.name, "final.project", short(final)),
        ]
        page.row([str(number), project.name, *money, returned, str(rng.randrange(88, 101)), *texts])
    page.rows([str(empty), *[""] * 7] for empty in range(number + 1, number + EMPTY_ROWS))
