"""What a template left behind in running text where nobody filled it in, by ``ontology/words/residues.toml``."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ...ontology.facts import Severity
from ...ontology.messages import Bilingual
from ...ontology.places import Place
from ..documents import Document
from ..recognise.sentences import Passage, passages
from .ledger import Ledger

#: Words around a residue that show where it stands.
AROUND = 12
READ = ("text", "heading")


@dataclass(frozen=True, slots=True)
class Residue:
    """One kind of residue; ``unless`` finds, in what was matched and the words before it, that it is none."""

    said: Bilingual
    severity: Severity
    words: re.Pattern[str]
    unless: re.Pattern[str] | None


def report(document: Document, ledger: Ledger) -> None:
    """Report each kind of residue once, with all its places and the words of the first."""
    texts = [passage for passage in passages(document) if passage.kind in READ]
    for residue in residues():
        found = [*left(residue, texts)]
        if found:
            words, places = found[0][0], [place for _, place in found]
            times = Bilingual(f"（{len(found)} 处）", f" ({len(found)} times)") if len(found) > 1 else Bilingual("", "")
            ledger.find(
                "GJ-X35",
                residue.severity,
                f"{residue.said.zh}{times.zh}：“{words}”",
                f"{residue.said.en}{times.en}: {words!r}",
                *places,
            )


def left(residue: Residue, texts: list[Passage]) -> Iterator[tuple[str, Place]]:
    """The words around each residue of a kind, and its place."""
    for passage in texts:
        for match in residue.words.finditer(passage.text):
            if residue.unless is None or not residue.unless.search(passage.text[: match.end()]):
                words = passage.text[max(0, match.start() - AROUND) : match.end()]
                yield words.strip(), passage.place(match.start(), match.end())


@cache
def residues() -> tuple[Residue, ...]:
    """The kinds of residue.

    >>> [residue.said.zh for residue in residues() if residue.words.search("预算支出万元。")]
    ['数字没有填：只有单位']
    """
    data = tomllib.loads((files("gouji.ontology") / "words" / "residues.toml").read_text("utf-8"))
    return tuple(
        Residue(
            Bilingual(entry["zh"], entry["en"]),
            entry["severity"],
            re.compile(entry["words"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
        )
        for entry in data["residue"]
    )
