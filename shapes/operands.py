"""Which figures stand on the other side of a binding, pattern by pattern."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from ..ontology import terms
from ..ontology.facts import Cell, Claim, Goal, Line, Table
from ..ontology.messages import Bilingual
from .engine import Binding
from .evidence import Facts, Figure, Operand, Role, of_claim
from .rule_graph import item_name
from .rules import Relation, Term, rule
from .scales import Scale

Operands = Iterable[Operand]


def sides(binding: Binding, facts: Facts) -> tuple[Figure, tuple[Operand, ...]]:
    """The figure that a binding judges, and the figures on the other side."""
    found = operands_of(binding, facts)
    return in_percent(facts.figure(binding.value, binding.stated), found), found


def in_percent(figure: Figure, operands: tuple[Operand, ...]) -> Figure:
    """The figure as the whole of some shares, where its shares and not its own number are judged."""
    shares = [operand.figure for operand in operands]
    percent = Scale.percent()
    if figure.scale == percent or not shares or any(share.scale != percent for share in shares):
        return figure
    words = Bilingual(f"{figure.name.zh}的各项占比", f"{figure.name.en}, all shares")
    return replace(figure, name=words, value=None, ulp=Decimal(0), scale=percent)


def operands_of(binding: Binding, facts: Facts) -> tuple[Operand, ...]:
    """The figures on the other side of a binding; empty where a rule compares a figure with no other."""
    found = tuple(PATTERNS.get(binding.pattern, of_nothing)(binding, facts))
    if not found and binding.other:
        return (Operand(facts.figure(binding.other, binding.computed), "other"),)
    return found


def total(of: Operands) -> Decimal:
    """The weighted sum of some operands."""
    return sum((operand.term for operand in of), Decimal(0))


def is_sum(of: tuple[Operand, ...], computed: Decimal | None) -> bool:
    """Whether the operands add up to what was computed."""
    return bool(of) and computed is not None and total(of) == computed


def of_nothing(_: Binding, __: Facts) -> Iterator[Operand]:
    """No operands of its own."""
    yield from ()


def of_children(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The cells of the rows below a total, in the total's column."""
    cell = facts.fact(binding.value)
    if isinstance(cell, Cell):
        for line in facts.lines.get(cell.line, ()):
            below = facts.cells.get((line.iri, cell.measure))
            if below is not None and below.value is not None:
                yield Operand(facts.of_cell(below))


def of_parts(binding: Binding, facts: Facts) -> Operands:
    """The cells of the part columns in the row of a total column."""
    cell = facts.fact(binding.value)
    table = facts.table(cell.line) if isinstance(cell, Cell) else None
    if not isinstance(cell, Cell) or table is None:
        return ()
    for relation in rule(binding.rule).relations:
        if relation.form == table.form and relation.total == cell.measure:
            found = in_row(facts, cell.line, relation.parts)
            if total(found) == binding.computed:
                return found
    return ()


def in_row(facts: Facts, line: str, measures: Iterable[str], role: Role = "part") -> tuple[Operand, ...]:
    """The printed cells of some columns in one row."""
    cells = (facts.cells.get((line, measure)) for measure in measures)
    return tuple(Operand(facts.of_cell(cell), role) for cell in cells if cell is not None and cell.value is not None)


def of_balance(binding: Binding, facts: Facts) -> Operands:
    """The other terms of a relation between single figures, weighed so that they add up to the figure judged."""
    for relation in rule(binding.rule).relations:
        for either in (False, True):
            chosen = [term for term in relation.terms if term.gate is None and term.either == either]
            found = balanced(chosen, facts.fact(binding.value), facts)
            if found and total(found) == binding.computed:
                return found
    return ()


def balanced(chosen: Iterable[Term], judged: object, facts: Facts) -> tuple[Operand, ...]:
    """The terms other than the one that ``judged`` is, as operands; empty if it is none of them."""
    cells = [(term, cell) for term in chosen for cell in of_term(term, facts)]
    for term, cell in cells:
        if cell is judged and term.weight:
            others = [(each, other) for each, other in cells if other is not cell]
            return tuple(Operand(facts.of_cell(other), weight=-each.weight // term.weight) for each, other in others)
    return ()


def of_term(term: Term, facts: Facts) -> list[Cell]:
    """The printed cells that a term of a relation names: one, unless the rows of that name count together."""
    found: list[Cell] = []
    for table in facts.tables:
        if table.form == term.form and covers(table, term):
            lines = [line for line in facts.lines_of.get(table.iri, ()) if named(line, term, facts)]
            cells = (facts.cells.get((line.iri, term.measure)) for line in lines)
            found.extend(cell for cell in cells if cell is not None and cell.value is not None)
    return found if term.several else found[:1]


def covers(table: Table, term: Term) -> bool:
    """Whether a table covers what the term needs."""
    return term.coverage in (None, "any", table.coverage or "full")


def named(line: Line, term: Term, facts: Facts) -> bool:
    """Whether a row is the one that a term means."""
    if term.top:
        return line.parent is None and line.of_which is None
    if facts.items_of(line).isdisjoint(item_name(row) for row in (term.row, *term.also) if row):
        return False
    above = facts.named.get(line.parent) if line.parent else None
    return term.under is None or (isinstance(above, Line) and item_name(term.under) in facts.items_of(above))


def of_matching(binding: Binding, facts: Facts) -> Operands:
    """The cells of the same row in the other table, in the columns that stand against the figure's own."""
    cell = facts.fact(binding.value)
    line = facts.named.get(cell.line) if isinstance(cell, Cell) else None
    table = facts.table(line.iri) if isinstance(line, Line) else None
    if not isinstance(cell, Cell) or not isinstance(line, Line) or table is None:
        return ()
    for relation in rule(binding.rule).relations:
        sides = ((relation.form, relation.parts), (relation.other, relation.others))
        for (form, measures), (beside, against) in (sides, sides[::-1]):
            if table.form == form and cell.measure in measures and beside is not None:
                rows = same_rows(line, beside, relation.key, facts)
                found = tuple(each for row in rows for each in in_row(facts, row.iri, against))
                if total(found) == binding.computed:
                    return found
    return ()


def same_rows(line: Line, form: str, key: str, facts: Facts) -> Iterator[Line]:
    """The rows of another form that are about the same item of the classification that ``key`` names."""
    item = key_of(line, key)
    for table in facts.tables:
        if table.form == form and item is not None:
            rows = facts.lines_of.get(table.iri, ())
            yield from (row for row in rows if row.repeats is None and key_of(row, key) == item)


def key_of(line: Line, key: str) -> str | None:
    """What a row is compared by."""
    return line.government_item if key == "governmentItem" else line.item


def of_marks(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The points, or the weights, of all indicators of a sheet."""
    for row in facts.indicators.get(relative(binding.value), ()):
        number = row.points if binding.pattern == "scores" else row.weight
        if number is not None and row.weight is not None:
            yield Operand(facts.of_indicator(row, number))


def of_points(binding: Binding, facts: Facts) -> Operands:
    """The weight beside the points of an indicator."""
    for rows in facts.indicators.values():
        for row in rows:
            if row.iri == relative(binding.value) and row.weight is not None:
                return (Operand(facts.of_indicator(row, row.weight), "other"),)
    return ()


def of_execution(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The rate and the weight whose product are the points for execution."""
    if binding.other:
        yield Operand(facts.figure(binding.other), "factor")
        yield from (Operand(each.figure, "factor") for each in of_points(binding, facts))


def of_sheets(binding: Binding, facts: Facts) -> Operands:
    """The amounts of all projects with a sheet of targets, each project once."""
    sheets: dict[tuple[str, Decimal], Goal] = {}
    for goal in facts.goals:
        if goal.project and goal.budget is not None and not goal.evaluation:
            sheets.setdefault((goal.project, goal.budget), goal)
    found = tuple(Operand(facts.of_goal(goal, goal.budget)) for goal in sheets.values())
    return found if total(found) == binding.computed else ()


def of_announced(binding: Binding, facts: Facts) -> Operands:
    """All project spending, or the amounts of all sheets of targets."""
    if binding.other:
        return (Operand(facts.figure(binding.other, binding.computed), "other"),)
    return of_sheets(binding, facts)


def of_cost(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The amount of the sheet, where one cost stands against it; all costs together are told by their sum."""
    if binding.other:
        yield Operand(facts.figure(binding.other, binding.computed), "other")


def of_prose_sum(binding: Binding, facts: Facts) -> Operands:
    """The claims that are parts of the claim judged, of that way to divide it which gives the sum."""
    judged = facts.fact(binding.value)
    ways: dict[str, list[Operand]] = {}
    for claim in facts.claims:
        if isinstance(judged, Claim) and claim.adds_to == judged.iri and claim.unit == judged.unit and claim.sum:
            ways.setdefault(claim.sum, []).append(Operand(of_claim(claim)))
    return next((found for found in ways.values() if total(found) == binding.computed), ())


def of_product(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The count and the price that the text multiplies."""
    judged = relative(binding.value)
    for claim in facts.claims:
        if judged in (claim.iri, claim.same) and claim.count and claim.price:
            factors = [facts.figure(claim.count), facts.figure(claim.price)]
            if multiplied(factors) == binding.computed:
                yield from (Operand(factor, "factor") for factor in factors)
                return


def multiplied(factors: Iterable[Figure]) -> Decimal:
    """The product of some figures."""
    product = Decimal(1)
    for factor in factors:
        product *= factor.value or Decimal(0)
    return product


def of_share(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The part and the whole of a share; the shares of one total, where they are judged together."""
    claim = facts.fact(binding.value)
    if not isinstance(claim, Claim):
        return
    shares = [Operand(of_claim(each)) for each in facts.claims if each.adds_to == claim.iri and each.kind == "share"]
    if binding.stated == 100 and shares and total(shares) == binding.computed:
        yield from shares
    else:
        yield from linked(facts, (claim.part, "share-part"), (claim.whole, "share-whole"))


def of_change(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The figures of this year and of the last, and the change in money beside the one in percent."""
    claim = facts.fact(binding.value)
    if isinstance(claim, Claim):
        found = tuple(
            linked(facts, (claim.current, "current"), (claim.prior, "prior"), (claim.difference, "difference"))
        )
        sum_of_two = [Operand(each.figure, each.role, -1 if each.role == "prior" else 1) for each in found]
        yield from sum_of_two if claim.kind == "difference" and total(sum_of_two) == binding.computed else found


def linked(facts: Facts, *links: tuple[str | None, Role]) -> Iterator[Operand]:
    """The figures that a claim is linked to."""
    for name, role in links:
        if name is not None and facts.fact(name) is not None:
            yield Operand(facts.figure(name), role)


def of_topic(binding: Binding, _: Facts) -> Iterator[Operand]:
    """The matter that is not discussed: ``binding.other`` is the relation that requires it."""
    number = int((binding.other or "").rsplit("/", 1)[-1])
    topic = (rule(binding.rule).relations[number - 1].words or {})["topic"]
    words = Bilingual(f"没有说明：{topic}", f"not discussed: {topic}")
    yield Operand(Figure(relative(binding.other or ""), words, "", None, Decimal(0), Scale(), None), "seen")


def of_order(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """The outturn and the budget that are said to be more or less."""
    claim = facts.fact(binding.value)
    if isinstance(claim, Claim):
        yield from linked(facts, (claim.part, "outturn"), (claim.whole, "budget"))


def of_rate(binding: Binding, facts: Facts) -> Operands:
    """The two figures of a row that a rate is defined by."""
    for relation in rule(binding.rule).relations:
        for table in facts.tables:
            if table.form == relation.form:
                for line in facts.lines_of.get(table.iri, ()):
                    found = quotient(relation, line.iri, facts)
                    if line.parent is None and len(found) == 2 and agrees(comes_to(found, relation), binding.computed):
                        return found
    return ()


def of_executed(binding: Binding, facts: Facts) -> Operands:
    """The two figures that stand in the row of a rate."""
    cell = facts.fact(binding.value)
    if not isinstance(cell, Cell):
        return ()
    for relation in rule(binding.rule).relations:
        found = quotient(relation, cell.line, facts)
        if len(found) == 2 and agrees(comes_to(found, relation), binding.computed):
            return found
    return ()


def quotient(relation: Relation, line: str, facts: Facts) -> tuple[Operand, ...]:
    """Part and whole of a rate in one row; what is left of the whole is told by its own role."""
    rest = (relation.words or {}).get("asks") == "rest"
    return (
        *in_row(facts, line, relation.parts, "spent" if rest else "share-part"),
        *in_row(facts, line, relation.others, "share-whole"),
    )


def comes_to(pair: tuple[Operand, ...], relation: Relation) -> Decimal | None:
    """The rate that two figures make."""
    part, whole = pair[0].figure.value, pair[1].figure.value
    if part is None or not whole:
        return None
    rest = (relation.words or {}).get("asks") == "rest"
    return 100 * (whole - part if rest else part) / whole


def agrees(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two quotients are the same but for the digits at which an engine cut them."""
    return one is not None and other is not None and abs(one - other) < Decimal("0.000001")


def of_counted(binding: Binding, facts: Facts) -> Iterator[Operand]:
    """What is listed under an announced number."""
    judged = relative(binding.value)
    for claim in facts.claims:
        if claim.counted_by == judged:
            yield Operand(of_claim(claim), "seen")


def relative(iri: str) -> str:
    """The relative name of an absolute one."""
    return iri.removeprefix(terms.BASE)


PATTERNS: Mapping[str, Callable[[Binding, Facts], Operands]] = MappingProxyType(
    {
        "children": of_children,
        "parts": of_parts,
        "balance": of_balance,
        "matching": of_matching,
        "scores": of_marks,
        "weights": of_marks,
        "points": of_points,
        "execution-points": of_execution,
        "goals": of_sheets,
        "announced": of_announced,
        "cost": of_cost,
        "prose-sum": of_prose_sum,
        "product": of_product,
        "share": of_share,
        "change": of_change,
        "order": of_order,
        "discussed": of_topic,
        "rate": of_rate,
        "executed": of_executed,
        "counted": of_counted,
    }
)
