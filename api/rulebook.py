"""The rules explained from their own data: a list, one rule in full, and the page ``docs/rules.md``."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ..graph.names import known_label
from ..ontology.facts import Severity
from ..ontology.messages import Bilingual, GoujiError
from ..shapes.engine import Binding, State
from ..shapes.labels import form_words, measure_words
from ..shapes.patterns import patterns
from ..shapes.rule_graph import item_name
from ..shapes.rules import Relation, Rule, Term, rules
from .engines import engine_of

#: The rules' cases, where the program runs from its sources.
CASES = Path(__file__).parent.parent / "tests" / "shapes" / "cases"
KINDS: Mapping[str, Bilingual] = {
    "budget": Bilingual("预算", "budget"),
    "final": Bilingual("决算", "final accounts"),
    "goal": Bilingual("绩效目标", "performance targets"),
    "selfeval": Bilingual("绩效自评", "self-evaluation"),
    "notice": Bilingual("资金下达文件", "funding notice"),
}
SEVERITIES: Mapping[Severity, Bilingual] = {
    "violation": Bilingual("错误", "violation"),
    "warning": Bilingual("警告", "warning"),
    "info": Bilingual("提示", "info"),
}
STATES: Mapping[State, Bilingual] = {
    "exact": Bilingual("精确", "exact"),
    "rounding": Bilingual("舍入", "rounding"),
    "suspicious": Bilingual("可疑", "suspicious"),
    "inconsistent": Bilingual("不符", "inconsistent"),
    "notCheckable": Bilingual("未能核对", "not checkable"),
}
PREAMBLE = """# 规则 / Rules

由 `gouji rules --markdown` 从 `shapes/rules/*.toml` 和 `tests/shapes/cases/` 写出；请改数据，不改本页。
*Written by `gouji rules --markdown` from the rules' data and cases; change those, not this page.*

每条规则对每个数字有五种结果：精确、舍入（差在印出精度之内）、可疑（在精度之内但不大可能）、不符、未能核对（缺另一方）。
*Each rule ends, for each figure, in one of five outcomes: exact, rounding (within the printed precision), suspicious
(within it, but unlikely), inconsistent, not checkable (the other side is not printed).*
"""


class UnknownRuleError(GoujiError):
    """No rule has this id, nor begins with it."""

    def __init__(self, identifier: str) -> None:
        super().__init__(
            f"没有规则 {identifier!r}；gouji rules 列出全部。",
            f"there is no rule {identifier!r}; gouji rules lists them all.",
        )


HEADING = ["编号 id", "程度 severity", "规则", "rule"]


def shown(rule: Rule) -> str:
    """One rule in full for a terminal."""
    return "\n".join((rule.id, *explained(rule))).replace("**", "").replace("  \n*", "\n").replace("*\n", "\n")


def listed() -> list[list[str]]:
    """The rows of the list of rules: id, severity, statement in both languages."""
    return [[rule.id, SEVERITIES[rule.severity].zh, rule.zh, rule.en] for rule in rules()]


def found(identifier: str) -> tuple[Rule, ...]:
    """The rules whose id is, or begins with, ``identifier``; raises :class:`UnknownRuleError` when there are none."""
    wanted = identifier.upper().removeprefix("GJ-")
    exact = tuple(rule for rule in rules() if rule.id == f"GJ-{wanted}")
    some = exact or tuple(rule for rule in rules() if rule.id.startswith(f"GJ-{wanted}"))
    if not some:
        raise UnknownRuleError(identifier)
    return some


def markdown() -> str:
    """The page of all rules."""
    return PREAMBLE + "".join(f"\n## {rule.id}\n\n" + "\n".join(explained(rule)) + "\n" for rule in rules())


def explained(rule: Rule) -> Iterator[str]:
    """One rule in full, as lines of Markdown that read well on a terminal too."""
    pattern = next(pattern for pattern in patterns() if pattern.name == rule.pattern)
    severity = SEVERITIES[rule.severity]
    yield f"**{rule.zh}**  "
    yield f"*{rule.en}*"
    yield ""
    yield f"- 比较 compares：{pattern.zh} / {pattern.en}"
    yield f"- 严重程度 severity：{severity.zh} / {severity.en}"
    yield f"- 适用 applies to：{scope(rule)}"
    yield f"- 依据 why：{rule.why}"
    related = tuple(words for relation in rule.relations if (words := relation_words(relation)))
    if related:
        yield "- 关系 relations："
        yield from (f"  - {words}" for words in related)
    shown = tuple(examples(rule))
    if shown:
        yield "- 例 examples："
        yield from (f"  - {words}" for words in shown)


def scope(rule: Rule) -> str:
    """Of which documents a rule is asked."""
    kinds = "、".join(KINDS[kind].zh for kind in rule.kinds)
    names = ", ".join(KINDS[kind].en for kind in rule.kinds)
    regions = f"；区划代码以 {'、'.join(rule.within)} 开头 / regions {', '.join(rule.within)}" if rule.within else ""
    since, until = rule.first_year, rule.last_year
    years = f"；{since or ''}–{until or ''}年 / years" if since or until else ""
    return f"{kinds} / {names}{regions}{years}"


def relation_words(relation: Relation) -> str:
    """What one relation is about, in the names of forms, rows and columns."""
    said: list[str] = []
    if relation.form:
        other = f" ↔ {form_name(relation.other)}" if relation.other else ""
        said.append(f"{form_name(relation.form)}{other}")
    if relation.total:
        parts = " ＋ ".join(map(measure_name, relation.parts))
        said.append(f"{measure_name(relation.total)} ＝ {parts}" if parts else measure_name(relation.total))
    if relation.others:
        sides = (" ＋ ".join(map(measure_name, side)) for side in (relation.parts, relation.others))
        said.append(" ↔ ".join(sides))
    if relation.terms:
        said.append(equations(relation))
    if relation.requires:
        said.append("、".join(map(form_name, relation.requires)))
    return "：".join(said)


def equations(relation: Relation) -> str:
    """A relation between single figures: the equation, a second one that will do as well, and when it is asked."""
    sign = "≥" if relation.sense == "at-most" else "＝"
    summed = [term for term in relation.terms if term.gate is None]
    ways = [[term for term in summed if term.either is second] for second in (False, True)]
    conditions = [
        f"{term_words(term)} {'有数' if term.gate == 'printed' else '没有数'}时"
        for term in relation.terms
        if term.gate is not None
    ]
    asked = f"（{'、'.join(conditions)}）" if conditions else ""
    return "，或 ".join(equation(way, sign) for way in ways if way) + asked


def equation(several: Sequence[Term], sign: str) -> str:
    """Σ weight · figure against 0, with what is added on one side and what is taken away on the other."""
    added = [term for term in several if term.weight > 0]
    taken = [term for term in several if term.weight < 0]
    return f"{' ＋ '.join(map(term_words, added))} {sign} {' ＋ '.join(map(term_words, taken)) or '0'}"


def term_words(term: Term) -> str:
    """One figure: its form, row and column."""
    times = "" if abs(term.weight) in (0, 1) else f"{abs(term.weight)} × "
    row = known_label(item_name(term.row)) or term.row
    covers = "，不含上年结转" if term.coverage == "current-only" else ""
    return f"{times}{form_name(term.form)}[{row}·{measure_name(term.measure)}{covers}]"


def form_name(identifier: str) -> str:
    """The Chinese name of a form, its id beside it."""
    return f"{form_words(identifier).zh}（{identifier}）"


def measure_name(identifier: str) -> str:
    """The Chinese name of a measure."""
    return measure_words(identifier).zh


def examples(rule: Rule) -> Iterator[str]:
    """What the rule says of its own invalid cases; nothing where the program runs without its tests."""
    for case in sorted((CASES / rule.id).glob("invalid.*")):
        form = RdfFormat.from_extension(case.suffix.removeprefix("."))
        quads = parse(path=case, format=form or RdfFormat.TURTLE)
        for binding in engine_of("native").bindings(quads):
            if binding.rule == rule.id and binding.state in ("inconsistent", "suspicious"):
                name = case.name.removeprefix("invalid.").removesuffix(case.suffix).replace("-", " ")
                yield f"{name}：{outcome_words(binding)}"


def outcome_words(binding: Binding) -> str:
    """The figures of one outcome."""
    state = STATES[binding.state]
    sides = [
        f"{zh} {en} {plain(value)}"
        for zh, en, value in (
            ("印", "stated", binding.stated),
            ("算", "computed", binding.computed),
            ("容差", "slack", binding.slack),
        )
        if value is not None
    ]
    return f"{'，'.join(sides)} → {state.zh} {state.en}"


def plain(value: Decimal) -> str:
    """A number with commas and without empty decimals, cut to six places."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text or "0"
