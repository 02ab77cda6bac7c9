"""``/rules``: the rules from their own data, each with how it came out over the whole store."""

from dataclasses import dataclass
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from ..ontology.messages import Bilingual
from ..shapes.patterns import patterns
from ..shapes.results import Outcomes
from ..shapes.rules import Rule, rules
from .pages import ledger_of, page
from .problems import NoSuchPageError
from .rulebook import examples, relation_words, scope
from .serving import Service


@dataclass(frozen=True, slots=True)
class RuleShown:
    """One rule in full; relations and examples are in Chinese, as forms and rows are called."""

    rule: Rule
    pattern: Bilingual
    scope: str
    relations: tuple[str, ...]
    examples: tuple[str, ...]


async def rule_list(request: Request, service: Service) -> Response:
    """``/rules``: all of them."""
    ledger = await ledger_of(request, service)
    return page(
        request,
        "rules.html",
        rules=rules(),
        outcomes=lambda rule: counts(ledger.outcomes.get(rule)),
    )


async def rule_page(request: Request, service: Service) -> Response:
    """``/rules/{name}``: one of them."""
    name = request.path_params["name"]
    shown = rule_shown(name)
    if shown is None:
        raise NoSuchPageError(name)
    ledger = await ledger_of(request, service)
    found = ledger.matching({"rule": name})
    return page(
        request,
        "rule.html",
        shown=shown,
        outcomes=counts(ledger.outcomes.get(name)),
        findings=len(found),
    )


@cache
def rule_shown(name: str) -> RuleShown | None:
    """The rule of this id, or ``None``; its examples are worked out once."""
    rule = next((each for each in rules() if each.id == name), None)
    if rule is None:
        return None
    pattern = next(each for each in patterns() if each.name == rule.pattern)
    related = (relation_words(relation) for relation in rule.relations)
    return RuleShown(
        rule, Bilingual(pattern.zh, pattern.en), scope(rule), tuple(filter(None, related)), tuple(examples(rule))
    )


def counts(outcomes: Outcomes | None) -> dict[str, int]:
    """How often a rule ended in each state; nothing where it was never asked."""
    if outcomes is None:
        return {}
    return {
        "exact": outcomes.exact,
        "rounding": outcomes.rounding,
        "suspicious": outcomes.suspicious,
        "inconsistent": outcomes.inconsistent,
        "notCheckable": outcomes.not_checkable,
    }
