"""A query made ready for a server that knows neither our prefixes nor our parameters."""

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from ..ontology import terms
from .diagnosis import declared_prefixes
from .execution import Job
from .inlining import inlined
from .lexer import Token, tokens


def ready(job: Job) -> str:
    """The query of a job as any server reads it.

    What a person wrote keeps its lines, below one of ours; a question of ours has its parameters written in.

    >>> print(ready(Job("ASK { ?d gj:kind 'budget' }")))
    PREFIX gj: <https://w3id.org/gouji/ns#>
    ASK { ?d gj:kind 'budget' }
    """
    values = {name: term for name, term in job.substitutions.items() if isinstance(term, NamedNode | Literal)}
    query = inlined(job.query, values) if values else job.query
    return f"{prologue(list(tokens(query)), job.base)}\n{query}"


def prologue(present: Sequence[Token], base: str | None) -> str:
    """The declarations that a query leaves to us, in one line."""
    used = {token.text.partition(":")[0] for token in present if token.kind == "name"}
    wanted = sorted((used & terms.NAMESPACES.keys()) - declared_prefixes(list(present)))
    declared = [f"PREFIX {prefix}: <{terms.NAMESPACES[prefix]}>" for prefix in wanted]
    return " ".join([f"BASE <{base}>", *declared] if base else declared)
