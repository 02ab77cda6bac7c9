"""What SHACL forbids in the SELECT of a constraint (SHACL 5.2, appendix A), and what running it set at a time needs.

``$this`` is bound beforehand to each focus node by a SHACL processor. The default engine binds nothing and lets the
triple patterns find ``$this``, all focus nodes in one answer. Both give the same only if every group that looks at
``$this`` in a FILTER or BIND also finds it, by a triple pattern or by a sub-SELECT that projects it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

THIS = Variable("this")
FORBIDDEN = {"MinusGraphPattern": "MINUS", "ServiceGraphPattern": "SERVICE", "InlineData": "VALUES", "AskQuery": "ASK"}


def forbidden(query: str) -> list[str]:
    """What a SHACL processor must refuse."""
    tree = parseQuery(query)[1]
    found = [FORBIDDEN[node.name] for node in nodes(tree) if node.name in FORBIDDEN]
    found += ["VALUES" for node in nodes(tree) if part(node, "valuesClause") is not None]
    found += ["AS $this" for node in nodes(tree) if assigned(node) == THIS]
    selects = [node for node in nodes(tree) if node.name in ("SelectQuery", "SubSelect")]
    return found + ["a SELECT without $this" for select in selects if THIS not in projected(select)]


def unbound(query: str) -> list[str]:
    """The groups that look at ``$this`` without finding it."""
    found = (group for group in nodes(parseQuery(query)[1]) if group.name == "GroupGraphPatternSub")
    return ["a group that does not find $this" for group in found if looks(group) and not finds(group)]


def nodes(tree: Any) -> Iterator[CompValue]:
    """All nodes of a parse tree."""
    if isinstance(tree, CompValue):
        yield tree
        yield from (node for value in tree.values() for node in nodes(value))
    elif isinstance(tree, Iterable) and not isinstance(tree, str):
        yield from (node for value in tree for node in nodes(value))


def part(node: CompValue, name: str) -> Any:
    """What a node holds under a name; a node's own ``get`` never says that there is nothing."""
    return dict.get(node, name)


def assigned(node: CompValue) -> Any:
    """The variable that a BIND or an expression of a projection gives a value."""
    return part(node, "var") if node.name == "Bind" else part(node, "evar")


def projected(select: CompValue) -> set[Any]:
    """The variables that a SELECT names."""
    entries = [entry for entry in part(select, "projection") or () if isinstance(entry, CompValue)]
    return {part(entry, "var") or part(entry, "evar") for entry in entries}


def mentions(tree: Any) -> bool:
    """Whether ``$this`` stands in an expression or a pattern, groups inside it left out."""
    if isinstance(tree, CompValue):
        return tree.name != "GroupGraphPatternSub" and any(mentions(value) for value in tree.values())
    if isinstance(tree, Variable):
        return tree == THIS
    return isinstance(tree, Iterable) and not isinstance(tree, str) and any(mentions(value) for value in tree)


def looks(group: CompValue) -> bool:
    """Whether a FILTER or BIND of this very group uses ``$this``."""
    return any(mentions(each) for each in part(group, "part") or () if each.name in ("Filter", "Bind"))


def finds(group: CompValue) -> bool:
    """Whether a triple pattern, a sub-SELECT or every branch of a union of this very group binds ``$this``."""
    if group.name == "SubSelect":
        return THIS in projected(group)
    return any(
        (each.name == "TriplesBlock" and mentions(each))
        or (each.name == "GroupOrUnionGraphPattern" and all(finds(branch) for branch in part(each, "graph")))
        for each in part(group, "part") or ()
    )
