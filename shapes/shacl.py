"""The rules as standard SHACL: one node shape a rule, its constraint the query of the rule's pattern."""

from collections.abc import Iterator
from functools import cache

from ..ontology import terms
from .patterns import Pattern, patterns
from .rule_graph import rule_name
from .rules import Rule, rules

SEVERITIES = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
#: Prefixes that the patterns' queries use, declared for SHACL processors.
DECLARED = ("gj", "rdfs", "skos")


@cache
def shapes_turtle() -> str:
    """The shapes graph in Turtle; any SHACL-SPARQL processor runs it over a document's graph with the rules' graph."""
    return "\n\n".join([*head(), *(shape for rule in rules() for shape in rule_shapes(rule))])


def rule_turtle(rule: Rule) -> str:
    """The shapes graph of one rule, in Turtle."""
    return "\n\n".join([*head(), *rule_shapes(rule)])


def head() -> Iterator[str]:
    """The prefixes, and their declaration for SHACL processors."""
    yield "\n".join(f"@prefix {prefix}: <{base}> ." for prefix, base in terms.NAMESPACES.items())
    declared = " , ".join(
        f'[ sh:prefix "{prefix}" ; sh:namespace "{terms.NAMESPACES[prefix]}"^^xsd:anyURI ]' for prefix in DECLARED
    )
    yield f"<{terms.absolute('id/shape')}> a owl:Ontology ; sh:declare {declared} ."


def rule_shapes(rule: Rule) -> Iterator[str]:
    """The shape of a rule's breaches, and that of what is suspicious where its pattern knows such."""
    (pattern,) = (each for each in patterns() if each.name == rule.pattern)
    yield shape(rule, pattern, "inconsistent", SEVERITIES[rule.severity])
    if '"suspicious"' in pattern.query:
        yield shape(rule, pattern, "suspicious", "sh:Info")


def shape(rule: Rule, pattern: Pattern, state: str, severity: str) -> str:
    """One node shape: the documents' figures for which the rule ends in ``state``."""
    name = terms.absolute(rule_name(rule)) + ("" if state == "inconsistent" else f"/{state}")
    other = "，另一方 <{?other}>", ", other side <{?other}>"
    other_zh, other_en = other if "?other" in pattern.query else ("", "")
    zh = f"{rule.id} {escaped(rule.zh)}：印 {{?stated}}，算 {{?computed}}，容差 {{?slack}}，项数 {{?parts}}{other_zh}"
    en = f"{rule.id} {escaped(rule.en)}: stated {{?stated}}, computed {{?computed}}, slack {{?slack}}, parts {{?parts}}"
    return f"""<{name}> a sh:NodeShape ;
  sh:targetClass gj:Document ;
  sh:severity {severity} ;
  sh:sparql [ a sh:SPARQLConstraint ;
    sh:prefixes <{terms.absolute("id/shape")}> ;
    sh:message "{zh}"@zh , "{en}{other_en}"@en ;
    sh:select \"\"\"{constraint(rule, pattern, state)}\"\"\" ] ."""


def constraint(rule: Rule, pattern: Pattern, state: str) -> str:
    """The pattern's query narrowed to one rule and one outcome."""
    body = pattern.query.rstrip().removesuffix("}")
    narrowed = f'{body}  FILTER(?rule = <{terms.absolute(rule_name(rule))}> && ?state = "{state}")\n}}'
    return narrowed.replace("\\", "\\\\")


def escaped(text: str) -> str:
    """``text`` inside a Turtle string."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
