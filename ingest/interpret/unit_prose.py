"""What the prose says of units: their agency, nature, level and funding (``ontology/words/units.toml``)."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from ..documents import Document, Paragraph
from ..plain import plain
from ..recognise.preambles import CONTENTS
from ..recognise.statements import Recognised
from .context import Context


def interpret(document: Document, context: Context) -> None:
    """Add to the register of units what the document's paragraphs say of them."""
    for paragraph in document.paragraphs():
        words = plain(paragraph.text)
        if CONTENTS.search(words):
            continue
        for pattern in patterns():
            for found in pattern.finditer(words):
                describe(found, paragraph, context)


def codes(recognised: Recognised, context: Context) -> None:
    """Add the codes that stand before units' names above tables."""
    for statement in recognised.statements:
        above = statement.preamble
        if above.unit_code and above.unit_name:
            context.units.coded(above.unit_code, above.unit_name, statement.place)


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """The sentences that describe units."""
    source = files("gouji.ontology") / "words" / "units.toml"
    return tuple(re.compile(entry["pattern"]) for entry in tomllib.loads(source.read_text("utf-8"))["said"])


def describe(found: re.Match[str], paragraph: Paragraph, context: Context) -> None:
    """What one sentence says; a sentence about a body of another place says nothing here."""
    said = found.groupdict(default="")
    name = said.get("name", "")
    unit = context.units.named(name) if name else context.unit
    if unit is None:
        return
    if parent := context.units.named(said.get("parent", "")):
        context.units.place_under(unit, parent)
    if any(said.get(field) for field in ("nature", "level", "funding")):
        context.units.describe(unit.name, said, paragraph.place)
