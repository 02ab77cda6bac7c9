"""The graph's description of itself: made when a store was built or changed, kept in the store for SPARQL to read."""

import hashlib
from collections.abc import Iterable

from pyoxigraph import Triple

from ..graph.loading import Loading
from ..graph.runs import software
from .description_dcat import catalogue_triples
from .description_examples import EXAMPLES, example_triples
from .description_service import DESCRIPTION
from .description_void import dataset_triples

#: Raised when the description itself changes, so that stores described before are described anew.
FORM = 1


def describe(store: Loading) -> bool:
    """Bring the description up to date; whether anything had to be done."""
    version = version_of(store)
    if store.manifest.remembered("described") == version:
        return False
    for graph in (DESCRIPTION, EXAMPLES.value):
        store.update(f"DROP SILENT GRAPH <{graph}>")
    told = (*dataset_triples(store, version), *catalogue_triples(store))
    store.replace(EXAMPLES.value, as_lines(example_triples()))
    store.replace(DESCRIPTION, as_lines(told))
    store.flush()
    store.manifest.remember("described", version)
    return True


def version_of(store: Loading) -> str:
    """What tells one state of the data from another: the files, what read them, the reference lists, this program."""
    digest = hashlib.sha256(f"{FORM}\0{software()}\0{store.manifest.remembered('reference')}\0".encode())
    for entry in sorted(store.manifest.entries().values(), key=lambda entry: entry.iri):
        digest.update(f"{entry.iri}\0{entry.sha256}\0{entry.reader}\0".encode())
    return digest.hexdigest()[:16]


def as_lines(triples: Iterable[Triple]) -> bytes:
    """Triples, each once, one a line, as N-Triples."""
    return "\n".join(f"{triple} ." for triple in dict.fromkeys(triples)).encode()
