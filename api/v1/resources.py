"""The listings beside the prepared questions: queries with the same heads, each at its own address."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..questions import Question, question_from, questions

#: Addresses of listings where they differ from the names of their files.
PATHS: Mapping[str, str] = {"facets": "findings/facets"}
#: Rows of one answer in JSON unless the client says otherwise.
ROWS = 100
#: A question's answer is wanted whole more often than in pages.
QUESTION_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Resource:
    """One address that answers with rows."""

    path: str
    """Below ``/api/v1/``."""
    question: Question
    tag: str
    """The group it stands in, in the description of the interface."""
    rows: int = ROWS


@cache
def resources() -> tuple[Resource, ...]:
    """All of them, the questions last."""
    return (
        *(Resource(PATHS.get(name, name), each, "data") for name, each in listings().items()),
        *(Resource(f"questions/{name}", each, "questions", QUESTION_ROWS) for name, each in questions().items()),
    )


@cache
def listings() -> Mapping[str, Question]:
    """The queries of this folder by name."""
    folder = files(__package__) / "queries"
    texts = {path.name.removesuffix(".rq"): path.read_text("utf-8") for path in folder.iterdir()}
    return {name: question_from(name, texts[name]) for name in sorted(texts)}
