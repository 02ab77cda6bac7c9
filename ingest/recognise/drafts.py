"""Drafts of form files: what a document prints above and in the tables nobody described, for a person to complete."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...ontology.forms import Form, forms
from ...ontology.places import Place
from ..documents import Document, Grid, Row
from ..numbers import is_number
from ..plain import plain
from . import columns, headings
from .heading_rows import HIGHEST
from .heading_rows import paths as paths_of
from .preambles import bare_title
from .statements import Preamble
from .tables import lift_preamble, recognise, title_of

#: Stands for a role that a person has to give.
OPEN = "?"
CODE = re.compile(r"\d{3}|\d{5}|\d{7}")


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of one table: its title, the form it may belong to, its heading and what its columns seem to be."""

    title: str
    form: Form | None
    heading: tuple[str, ...]
    paths: tuple[str, ...]
    roles: tuple[str, ...]
    place: str

    @property
    def known(self) -> int:
        """How many columns are told."""
        return sum(role != OPEN for role in self.roles)


def drafts(document: Document) -> Iterator[Draft]:
    """A draft of each table of ``document`` whose form is not known, in reading order."""
    for grid, above in recognise(document).unknown:
        drafted = draft(grid, above, document.paper.located(grid.place))
        if drafted is not None:
            yield drafted


def draft(grid: Grid, above: Preamble, place: Place) -> Draft | None:
    """The draft of one grid; ``None`` if it has no heading or nothing below it."""
    rows, _ = lift_preamble(grid.rows)
    height = heading_height(rows)
    if not height:
        return None
    _, titled = title_of([above.title])
    candidates = titled or forms()
    paths = paths_of(rows[:height])
    return Draft(
        title=above.title,
        form=titled[0] if len(titled) == 1 else None,
        heading=tuple(word for row in rows[:height] for word in headings.words(row)),
        paths=paths,
        roles=tuple(role(path, candidates) for path in paths),
        place=place.zh,
    )


def heading_height(rows: Sequence[Row]) -> int:
    """How many rows come before the first that prints a code, an amount or the numbers of the columns."""
    for height, row in enumerate(rows[: HIGHEST + 1]):
        words = [plain(cell.text) for cell in row if plain(cell.text)]
        if headings.is_column_numbers(row) or any(is_number(word) or CODE.fullmatch(word) for word in words):
            return height
    return 1 if len(rows) > 1 else 0


def role(path: str, candidates: Sequence[Form]) -> str:
    """What the candidates that read a column with these words above it agree that it is; open if they do not."""
    told = {found.role for form in candidates if (found := columns.column(path, form)) is not None}
    read = told - {"text"} or told
    return read.pop() if len(read) == 1 else OPEN


HEAD = """\
# 表样草稿，取自 {source}。把每个 ? 补全、改好名称，放进 GOUJI_FORMS 指的文件夹即可使用。
# A draft from {source}: complete every ?, name the layouts, put the file into the folder that GOUJI_FORMS names.
"""
NEW = """\
# {title} · {place}
# 如果它就是已有的某张表，改成 [[extend]] form = "b05"。If it is a known form, write [[extend]] instead.
[[form]]
id = "z{number:02d}"
zh = {name}
en = "?"
about-zh = "?"
about-en = "?"
rows = "function"  # function economic label sided unit project
titles = [{pattern}]

[[form.layout]]
"""
MORE = """\
# {title} · {place}
[[extend]]
form = {form}

[[extend.layout]]
"""


def toml(found: Sequence[Draft], source: str) -> str:
    """The drafts as one form file; a table whose title is known extends that form, any other is a form of its own."""
    return "\n".join([HEAD.format(source=source), *(described(each, n) for n, each in enumerate(found, start=1))])


def described(found: Draft, number: int) -> str:
    """One draft as the tables of a form file."""
    bare = bare_title(found.title)
    if found.form is not None:
        head = MORE.format(title=found.title, place=found.place, form=quoted(found.form.id))
    else:
        pattern = quoted(re.escape(bare))
        head = NEW.format(
            title=found.title, place=found.place, number=number, name=quoted(bare or OPEN), pattern=pattern
        )
    return head + layout(found)


def layout(found: Draft) -> str:
    """The heading and columns of a layout, each column with the words above it."""
    roles = zip(found.roles, found.paths, strict=True)
    return "\n".join(
        (
            'name = "?"  # 地方、种类、年度 place, kind, year',
            f"heading = [{', '.join(quoted(word) for word in found.heading)}]",
            "columns = [",
            *(f"  {quoted(role)},  # {path}" for role, path in roles),
            "]",
            "",
        )
    )


def quoted(text: str) -> str:
    """A basic string of TOML, or a literal one where it holds backslashes.

    >>> quoted("合计")
    '"合计"'
    """
    if "\\" in text and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
