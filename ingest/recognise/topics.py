"""Which of the matters that a disclosure has to discuss its running text does discuss."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from ..documents import Document
from ..plain import plain
from .sentences import passages


def topics_of(document: Document) -> tuple[str, ...]:
    """The names of the matters of ``ontology/words/topics.toml`` in its text and headings, in that file's order."""
    said = [plain(passage.text) for passage in passages(document) if passage.kind != "contents"]
    return tuple(name for name, words in topics() if any(words.search(text) for text in said))


@cache
def topics() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The name of each matter and the words that show that it is discussed."""
    data = tomllib.loads((files("gouji.ontology") / "words" / "topics.toml").read_text("utf-8"))
    return tuple((entry["name"], re.compile(entry["words"])) for entry in data["topic"])
