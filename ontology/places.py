"""Where on a published page something stands; it goes with everything to the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

#: Left, top, right, bottom in points from the top left corner of the page as it is looked at.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a file that is no text: a box on a page, or a cell of a sheet.

    ``page`` counts from 1 (``last_page`` where it goes on over pages); ``cell`` is a reference as spreadsheets
    write it (``B4``). ``file`` is named where several files make one disclosure, and then ``line`` of one that is text.
    """

    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None
    last_page: int | None = None
    file: str | None = None
    line: int | None = None

    @property
    def fragment(self) -> str:
        """The spot as the open parameters of PDF (``page``, ``viewrect``) or as sheet and cell.

        >>> Spot(page=7, box=(71.6, 90.0, 130.2, 102.0)).fragment
        'page=7&viewrect=72,90,59,12'
        >>> Spot(sheet="收支总表", cell="B4").fragment
        'sheet=%E6%94%B6%E6%94%AF%E6%80%BB%E8%A1%A8&cell=B4'
        """
        told = [("page", str(self.page or "")), ("sheet", self.sheet), ("cell", self.cell), ("file", self.file)]
        if self.box is not None:
            left, top, right, bottom = self.box
            told.insert(1, ("viewrect", f"{left:.0f},{top:.0f},{right - left:.0f},{bottom - top:.0f}"))
        return "&".join(f"{name}={quote(value, safe=',')}" for name, value in told if value)

    @property
    def zh(self) -> str:
        """The spot in Chinese words.

        >>> Spot(page=7).zh, Spot(sheet="收支总表", cell="B4").zh
        ('第7页', '工作表“收支总表”B4')
        """
        file = f"《{self.file}》" if self.file else ""
        if self.page is not None:
            pages = f"{self.page}–{self.last_page}" if self.last_page else f"{self.page}"
            return f"{file}第{pages}页"
        if self.line is not None:
            return f"{file}第{self.line}行"
        return f"{file}工作表“{self.sheet}”{self.cell or ''}" if self.sheet else file

    @property
    def en(self) -> str:
        """The spot in English words.

        >>> Spot(page=7).en
        'page 7'
        """
        file = f"{self.file}, " if self.file else ""
        if self.page is not None:
            return f"{file}pages {self.page}–{self.last_page}" if self.last_page else f"{file}page {self.page}"
        if self.line is not None:
            return f"{file}line {self.line}"
        return f"{file}sheet {self.sheet!r} {self.cell or ''}".rstrip() if self.sheet else file.rstrip(", ")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Lines of a text file, and where it helps the cell of a row or the characters of a line.

    ``first`` and ``last`` count lines from 1 as an editor shows them; ``cell`` is the index of the
    TAB-separated cell in its line, ``start`` and ``end`` are character offsets in the first line.
    Of a file that is no text, these are the lines it is written out in, and ``spot`` is where that stands in the file.
    """

    first: int
    last: int
    cell: int | None = None
    start: int | None = None
    end: int | None = None
    spot: Spot | None = field(default=None, compare=False, repr=False)

    @property
    def fragment(self) -> str:
        """The RFC 5147 fragment of the lines (positions lie between lines, counted from 0), and the spot's own.

        >>> Place(811, 811).fragment
        'line=810,811'
        >>> Place(9, 9, spot=Spot(page=2)).fragment
        'line=8,9&page=2'
        """
        lines = f"line={self.first - 1},{self.last}"
        return f"{lines}&{self.spot.fragment}" if self.spot else lines

    def joined(self, other: "Place") -> "Place":
        """The lines of both.

        >>> Place(3, 4).joined(Place(7, 7))
        Place(first=3, last=7, cell=None, start=None, end=None)
        """
        return Place(min(self.first, other.first), max(self.last, other.last))

    @property
    def zh(self) -> str:
        """Where to look, in Chinese: in the file itself, or by lines as an editor counts them.

        >>> Place(3, 7).zh, Place(9, 9, spot=Spot(page=2)).zh
        ('第3–7行', '第2页')
        """
        if self.spot:
            return self.spot.zh
        return f"第{self.first}行" if self.first == self.last else f"第{self.first}–{self.last}行"

    @property
    def en(self) -> str:
        """Where to look, in English.

        >>> Place(3, 7).en, Place(3, 3).en
        ('lines 3–7', 'line 3')
        """
        if self.spot:
            return self.spot.en
        return f"line {self.first}" if self.first == self.last else f"lines {self.first}–{self.last}"

    def __str__(self) -> str:
        """The place in Chinese, to the cell."""
        return self.zh if self.cell is None or self.spot else f"{self.zh}第{self.cell}格"


#: Stands for a whole line in the keys of :class:`Paper`.
WHOLE = -1


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the lines and cells, in which a file that is no text was written out, stand in the file itself.

    The keys are line (from 1) and cell (from 0, or :data:`WHOLE`). Empty for text files, whose lines are their own.
    """

    spots: Mapping[tuple[int, int], Spot] = field(default_factory=dict)

    def spot(self, place: Place) -> Spot | None:
        """The spot of ``place``: of its cell if that is known, else from the first of its lines to the last.

        >>> paper = Paper({(9, WHOLE): Spot(page=2), (10, WHOLE): Spot(page=3)})
        >>> paper.spot(Place(9, 10)), paper.spot(Place(4, 4))
        (Spot(page=2, box=None, sheet=None, cell=None, last_page=3, file=None, line=None), None)
        """
        if place.cell is not None and place.first == place.last and (place.first, place.cell) in self.spots:
            return self.spots[place.first, place.cell]
        found = [self.spots[line, WHOLE] for line in range(place.first, place.last + 1) if (line, WHOLE) in self.spots]
        if not found or (place.first == place.last):
            return found[0] if found else None
        first, last = found[0], found[-1]
        return Spot(
            page=first.page,
            sheet=first.sheet,
            last_page=last.page if last.page != first.page else None,
            cell=f"{first.cell}:{last.cell}" if first.cell and last.cell and first.sheet == last.sheet else None,
            file=first.file,
            line=first.line,
        )

    def located(self, place: Place) -> Place:
        """``place`` with its spot."""
        spot = self.spot(place)
        return place if spot is None else replace(place, spot=spot)
