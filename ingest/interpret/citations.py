"""Who cites which official document, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ...ontology.facts import Citation, CitedIn
from ...ontology.places import Place
from ..documents import Document, Grid, Text
from ..plain import plain
from ..recognise.citations import CitedNumber, citations
from ..recognise.issuers import province_sign
from ..recognise.sentences import passages
from .allocations import allocate
from .context import Context
from .ledger import Ledger
from .mentions import SHORTEST_PIECE, Mentions


@dataclass(frozen=True, slots=True)
class Mention:
    """One number at one spot."""

    cited: CitedNumber
    place: Place
    citing: str
    where: CitedIn


def interpret(document: Document, context: Context, ledger: Ledger) -> None:
    """Add the citations of ``document`` and the allocations of its projects; runs after the sheets."""
    mentions = Mentions.among(context.disclosure.iri, ledger.facts)
    sign = province_sign(context.region)
    found = [*in_cells(document, mentions, sign), *in_passages(document, mentions, sign)]
    found.sort(key=reading_order)
    for number, mention in enumerate(found, start=1):
        ledger.add(citation(f"{context.disclosure.iri}/citation/{number}", mention))
        report_misread(mention, ledger)
    allocate(titles(found), mentions, context, ledger)
    report_years(found, mentions, ledger)


def reading_order(mention: Mention) -> tuple[int, int, int, str]:
    """Line, cell and character."""
    place, cited = mention.place, mention.cited
    return (place.first, place.cell or 0, cited.start, cited.normal)


def citation(iri: str, mention: Mention) -> Citation:
    """The fact that ``mention`` makes."""
    cited = mention.cited
    return Citation(iri, cited.normal, cited.spelling, mention.where, mention.citing, mention.place, cited.likely)


def in_cells(document: Document, mentions: Mentions, sign: str | None) -> Iterator[Mention]:
    """The numbers in the cells of tables, also those that a page break cuts inside a project's title."""
    names = [plain(project.name) for project in mentions.projects]
    citing = {name: found for name in names if (found := citations(name, sign))}
    for block in document.blocks:
        if isinstance(block, Grid):
            for cell in (cell for row in block.rows for cell in row if not is_rest(cell, citing)):
                for cited in citations(cell.text, sign) or cut_off(cell, citing):
                    source, where = mentions.of_cell(cell.place.first, cell.text, cited.spelling)
                    yield Mention(cited, spot(document, cell, cited), source, where)


def cut_off(cell: Text, titles: Mapping[str, tuple[CitedNumber, ...]]) -> tuple[CitedNumber, ...]:
    """The number in a title whose beginning the cell prints, where the cell ends inside the number.

    ``titles`` are the plain names of projects with the numbers they cite.
    """
    printed = plain(cell.text) if titles else ""
    if len(printed) < SHORTEST_PIECE:
        return ()
    for name, numbers in titles.items():
        if name.startswith(printed):
            cut = [cited for cited in numbers if cited.start < len(printed) < cited.end]
            return tuple(replace(cited, spelling=joined(cell.text, name, cited)) for cited in cut)
    return ()


def is_rest(cell: Text, titles: Mapping[str, tuple[CitedNumber, ...]]) -> bool:
    """Whether the cell prints the rest of a title whose number began on the page before: it is told there, whole."""
    printed = plain(cell.text) if titles else ""
    for name, numbers in titles.items() if printed else ():
        cut = len(name) - len(printed)
        if cut > 0 and name.endswith(printed) and any(cited.start < cut < cited.end for cited in numbers):
            return True
    return False


def joined(text: str, name: str, cited: CitedNumber) -> str:
    """The number as the cell begins it and the next page ends it."""
    begun = next(text[at:] for at in range(len(text)) if plain(text[at:]) == name[cited.start : len(plain(text))])
    return begun.strip() + name[len(plain(text)) : cited.end]


def in_passages(document: Document, mentions: Mentions, sign: str | None) -> Iterator[Mention]:
    """The numbers in running text and headings."""
    for passage in passages(document):
        for cited in citations(passage.text, sign) if passage.kind != "contents" else ():
            place = passage.place(cited.start, cited.end)
            if passage.kind == "heading":
                yield Mention(cited, place, mentions.of_heading(passage.text), "heading")
            else:
                yield Mention(cited, place, mentions.document, "prose")


def spot(document: Document, cell: Text, cited: CitedNumber) -> Place:
    """The place of a number inside a cell: its characters in the line, where it stands in one line."""
    line = document.lines[cell.place.first - 1] if cell.place.first <= len(document.lines) else ""
    before = sum(len(part) + 1 for part in line.split("\t")[: cell.place.cell or 0])
    at = line.find(cited.spelling, before)
    return cell.place if at < 0 else replace(cell.place, start=at, end=at + len(cited.spelling))


def report_misread(mention: Mention, ledger: Ledger) -> None:
    """A number that a scanner most likely misread is named with its likely reading; what is printed stays."""
    cited = mention.cited
    if cited.likely is not None:
        ledger.find(
            "GJ-X30",
            "warning",
            f"文号疑似识别错误：印作 {cited.spelling!r}，疑为 {cited.likely}。",
            f"the number of a document was probably misread: printed {cited.spelling!r}, likely {cited.likely}.",
            mention.place,
            likely=cited.likely,
        )


def titles(found: list[Mention]) -> tuple[tuple[str, str], ...]:
    """Each project with each document that its title cites, once."""
    return tuple(dict.fromkeys((one.citing, one.cited.normal) for one in found if one.where == "title"))


def report_years(found: list[Mention], mentions: Mentions, ledger: Ledger) -> None:
    """Report a sheet that cites the document of its project's title under another year: one of them may be a slip."""
    sheets = {goal.iri: goal.project for goal in mentions.goals}
    owners = {indicator.iri: sheets.get(indicator.goal) for indicator in mentions.indicators} | sheets
    for one in found:
        project = owners.get(one.citing)
        for title in found:
            if title.where == "title" and title.citing == project and differs_in_year(one.cited, title.cited):
                ledger.find(
                    "GJ-X31",
                    "info",
                    f"同一文号年份不同：项目名称印作 {title.cited.spelling!r}，此处印作 {one.cited.spelling!r}。",
                    f"one document under two years: {title.cited.spelling!r} in the project's title, "
                    f"{one.cited.spelling!r} here.",
                    one.place,
                    title.place,
                )
                break


def differs_in_year(one: CitedNumber, other: CitedNumber) -> bool:
    """Whether two numbers have issuer and serial in common but not the year."""
    issuer, _, rest = one.normal.partition("〔")
    other_issuer, _, other_rest = other.normal.partition("〔")
    same = issuer == other_issuer and rest.partition("〕")[2] == other_rest.partition("〕")[2]
    return same and rest != other_rest
