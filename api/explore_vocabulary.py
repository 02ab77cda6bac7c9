"""What the graph says of itself, in the shape that editors complete from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..ontology import terms
from .catalogue import Record, chosen_labels, number, records, text
from .description_examples import example_query
from .description_service import DESCRIPTION
from .execution import Job
from .phrases import TERMS
from .questions import Run, questions
from .rendering import abbreviated
from .writing import expanded

COUNTS = f"""PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?class ?property ?count {{ GRAPH <{DESCRIPTION}> {{
  {{ ?part void:class ?class ; void:entities ?count }}
  UNION {{ ?part void:property ?property ; void:triples ?count .
    {{ ?whole void:class ?class ; void:propertyPartition ?part }}
    UNION {{ <{terms.absolute("dataset")}> void:propertyPartition ?part }} }}
}} }} ORDER BY DESC(?count) ?class ?property"""
WORDS = """SELECT DISTINCT ?thing ?label ?about {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty } ?thing a ?kind .
  { ?thing skos:prefLabel ?label } UNION { ?thing skos:definition ?about }
}"""


def vocabulary(run: Run) -> dict[str, object]:
    """Prefixes, classes with their properties, properties, and the prepared questions ready to run."""
    counted = records(run, Job(COUNTS))
    words = records(run, Job(WORDS))
    named = {language: chosen_labels((row for row in words if "label" in row), language) for language in ("zh", "en")}
    about = definitions(row for row in words if "about" in row)
    properties: defaultdict[str, list[object]] = defaultdict(list)
    for row in counted:
        if "class" in row and "property" in row:
            properties[text(row, "class")].append(text(row, "property"))

    def described(iri: str, count: int) -> dict[str, object]:
        return {"iri": iri, "label": label(iri, named), "about": about.get(iri, {"zh": "", "en": ""}), "count": count}

    return {
        "prefixes": dict(terms.NAMESPACES),
        "names": {expanded(name).value: dict(said._asdict()) for name, said in TERMS.items()},
        "classes": [
            {**described(text(row, "class"), number(row, "count")), "properties": properties[text(row, "class")]}
            for row in counted
            if "property" not in row
        ],
        "properties": [described(text(row, "property"), number(row, "count")) for row in counted if "class" not in row],
        "examples": [
            {"name": name, "label": dict(each.title._asdict()), "query": example_query(each)}
            for name, each in questions().items()
        ],
    }


def label(iri: str, named: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """What a term is called: as our vocabulary says, or as we call those of others."""
    known = TERMS.get(abbreviated(iri))
    return {
        "zh": named["zh"].get(iri) or (known.zh if known else ""),
        "en": named["en"].get(iri) or (known.en if known else ""),
    }


def definitions(rows: Iterable[Record]) -> dict[str, dict[str, object]]:
    """What terms mean, in both languages."""
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        tag = getattr(row["about"], "language", None)
        if tag in {"zh", "en"}:
            found.setdefault(text(row, "thing"), {"zh": "", "en": ""})[tag] = text(row, "about")
    return found
