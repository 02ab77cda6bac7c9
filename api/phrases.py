"""The words of the pages, in both languages, from the files in ``words/``."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

from ..ontology.messages import Bilingual

Language = Literal["zh", "en"]


def words(name: str) -> Mapping[str, Bilingual]:
    """One file of words.

    >>> words("codes")["kind.budget"]
    Bilingual(zh='预算', en='budget')
    """
    told = tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text("utf-8"))
    return {key: Bilingual(zh, en) for key, (zh, en) in told.items()}


PHRASES: Mapping[str, Bilingual] = {**words("common"), **words("reading")}
#: Values that the graph keeps as short English words, by the column that shows them.
CODES: Mapping[str, Bilingual] = words("codes")
#: What terms of others' vocabularies are called on pages; ours are called as our vocabulary calls them.
TERMS: Mapping[str, Bilingual] = words("terms")


def phrase(key: str, language: Language, **values: object) -> str:
    """The words for a key.

    >>> phrase("rows", "en", n=3)
    '3 rows'
    """
    said = PHRASES[key]
    return (said.zh if language == "zh" else said.en).format(**values)


def in_words(column: str, value: str, language: Language) -> str:
    """A short English word of the graph in a person's words; other values stay as they are.

    >>> in_words("where", "title basis", "zh")
    '名称 依据'
    """
    said = [CODES.get(f"{column}.{word}") for word in value.split(" ")]
    if not all(said):
        return value
    return " ".join(one.zh if language == "zh" else one.en for one in said if one)
