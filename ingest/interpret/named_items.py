"""Functional items that running text names (法院（款）行政运行（项）), told by the rows of the document's tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...ontology.codes import functional_by_name
from ...ontology.facts import Line
from ..plain import plain, unnumbered

#: A name and the level said of it; what stands between two of them belongs to the second.
NAMED = re.compile(r"((?:[^()]|\((?!(?:类|款|项)\))[^()]*\))+)\((类|款|项)\)")
DIGITS = {"类": 3, "款": 5, "项": 7}
#: Text and tables leave this word out, each in its own places.
SPENDING = re.compile(r"支出$")
FUNCTION = "id/func/"
#: A class may be named as a figure of the budget: 教育支出预算数.
PLANNED = re.compile(r"(?<=支出)(?:预算|决算)?数$")


@dataclass(frozen=True, slots=True)
class Named:
    """An item as the text names it, after the names of what it is part of."""

    name: str
    digits: int
    above: tuple[str, ...] = ()


def named_in(words: str) -> Named | None:
    """The item that plain words name last, each level with its sign; ``None`` where no level is said.

    >>> named_in("法院(款)行政运行(项)支出")
    Named(name='行政运行', digits=7, above=('法院',))
    >>> named_in("党委办公厅(室)及相关机构事务(款)"), named_in("基本支出预算数")
    (Named(name='党委办公厅(室)及相关机构事务', digits=5, above=()), None)
    """
    found = list(NAMED.finditer(words))
    if not found or words[found[-1].end() :] not in ("", "支出"):
        return None
    names = [short(match.group(1).removeprefix("支出")) for match in found]
    return Named(names[-1], DIGITS[found[-1].group(2)], tuple(names[:-1]))


def short(name: str) -> str:
    """A name as it is compared: 其他法院支出 and 其他法院 are one."""
    words = plain(unnumbered(name))
    return SPENDING.sub("", words) or words


class NamedItems:
    """The codes of a document's rows by the names they print."""

    def __init__(self, lines: Sequence[Line]) -> None:
        coded = [line for line in lines if line.item.startswith(FUNCTION)]
        self.names = {line.item.removeprefix(FUNCTION): short(line.label) for line in coded}

    def item(self, words: str) -> str | None:
        """The function whose name the plain words are, as the item of a line; ``None`` if there is none, or several."""
        named = named_in(words)
        codes = list(self.codes(named)) if named else []
        if codes:
            return f"{FUNCTION}{codes[0]}" if len(codes) == 1 else None
        return function_of(words)

    def codes(self, named: Named) -> Iterator[str]:
        """The codes of rows that bear the name, below rows of the names above it."""
        for code, name in self.names.items():
            if len(code) == named.digits and self.is_below(code, named.above) and self.bears(code, name, named.name):
                yield code

    def bears(self, code: str, name: str, said: str) -> bool:
        """Whether a row bears the name said; the text may write its group's name right before it (人大事务行政运行)."""
        return name == said or (said.endswith(name) and said.removesuffix(name) == self.names.get(code[:-2]))

    def is_below(self, code: str, above: Sequence[str]) -> bool:
        """Whether the rows a code belongs to bear all the names said above it."""
        return all(any(self.names.get(code[:digits]) == name for digits in (3, 5)) for name in above)

    def is_unknown(self, named: Named) -> bool:
        """Whether no row bears the name, and no classification either, though rows stand below what it is part of."""
        return (
            not any(self.codes(named))
            and functional_code(named.name, named.digits) is None
            and any(len(code) == named.digits and self.is_below(code, named.above) for code in self.names)
        )


def function_of(words: str) -> str | None:
    """The function whose name in the classification the plain words are; ``None`` if there is none, or several.

    >>> function_of("教育支出预算数"), function_of("教育(类)"), function_of("行政运行(项)")
    ('id/func/205', 'id/func/205', None)
    """
    named = named_in(words) or Named(short(PLANNED.sub("", words)), 3)
    code = functional_code(named.name, named.digits)
    return f"{FUNCTION}{code}" if code else None


def functional_code(name: str, digits: int) -> str | None:
    """The code that the classification gives to this name alone, with or without 支出 at its end."""
    found = functional_by_name(name, digits=digits) or functional_by_name(f"{name}支出", digits=digits)
    return found.code if found else None
