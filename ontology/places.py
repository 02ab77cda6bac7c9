"""Where on a published page something stands; it goes with everything to the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

#: Left, top, right, bottom in points from the top left corner of the page as it is looked at.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Lines of a text file, and where it helps the cell of a row or the characters of a line.

    ``first`` and ``last`` count lines from 1 as an editor shows them; ``cell`` is the index of the
    TAB-separated cell in its line, ``start`` and ``end`` are character offsets in the first line.
    Of a file that is no text, these are the lines it is written out in; :class:`Paper` says where each stands there.
    """

    first: int
    last: int
    cell: int | None = None
    start: int | None = None
    end: int | None = None

    @property
    def fragment(self) -> str:
        """The RFC 5147 fragment of the lines: positions lie between lines, counted from 0.

        >>> Place(811, 811).fragment
        'line=810,811'
        """
        return f"line={self.first - 1},{self.last}"

    def joined(self, other: "Place") -> "Place":
        """The lines of both.

        >>> Place(3, 4).joined(Place(7, 7))
        Place(first=3, last=7, cell=None, start=None, end=None)
        """
        return Place(min(self.first, other.first), max(self.last, other.last))

    def __str__(self) -> str:
        lines = f"第{self.first}行" if self.first == self.last else f"第{self.first}-{self.last}行"
        return lines if self.cell is None else f"{lines}第{self.cell}格"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a file that is no text: a box on a page, or a cell of a sheet.

    ``page`` counts from 1; ``cell`` is a reference as spreadsheets write it (``B4``).
    """

    page: int | None = None
    box: Box | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def fragment(self) -> str:
        """The spot as the open parameters of PDF (``page``, ``viewrect``) or as sheet and cell.

        >>> Spot(page=7, box=(71.6, 90.0, 130.2, 102.0)).fragment
        'page=7&viewrect=72,90,59,12'
        >>> Spot(sheet="收支总表", cell="B4").fragment
        'sheet=%E6%94%B6%E6%94%AF%E6%80%BB%E8%A1%A8&cell=B4'
        """
        if self.page is not None:
            if self.box is None:
                return f"page={self.page}"
            left, top, right, bottom = self.box
            return f"page={self.page}&viewrect={left:.0f},{top:.0f},{right - left:.0f},{bottom - top:.0f}"
        told = (("sheet", self.sheet), ("cell", self.cell))
        return "&".join(f"{name}={quote(value, safe='')}" for name, value in told if value)

    @property
    def zh(self) -> str:
        """The spot in Chinese words.

        >>> Spot(page=7).zh, Spot(sheet="收支总表", cell="B4").zh
        ('第7页', '工作表“收支总表”B4')
        """
        if self.page is not None:
            return f"第{self.page}页"
        return f"工作表“{self.sheet}”{self.cell or ''}" if self.sheet else ""

    @property
    def en(self) -> str:
        """The spot in English words.

        >>> Spot(page=7).en
        'page 7'
        """
        if self.page is not None:
            return f"page {self.page}"
        return f"sheet {self.sheet!r} {self.cell or ''}".rstrip() if self.sheet else ""


#: Stands for a whole line in the keys of :class:`Paper`.
WHOLE = -1


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the lines and cells, in which a file that is no text was written out, stand in the file itself.

    The keys are line (from 1) and cell (from 0, or :data:`WHOLE`). Empty for text files, whose lines are their own.
    """

    spots: Mapping[tuple[int, int], Spot] = field(default_factory=dict)

    def spot(self, place: Place) -> Spot | None:
        """The spot of ``place``: of its cell if that is known, else of its first line that stands anywhere."""
        if place.cell is not None and place.first == place.last:
            found = self.spots.get((place.first, place.cell))
            if found is not None:
                return found
        lines = range(place.first, place.last + 1)
        return next((self.spots[line, WHOLE] for line in lines if (line, WHOLE) in self.spots), None)

    def fragment(self, place: Place) -> str:
        """The fragment that leads to ``place``: the spot in the file, and the lines it was written out in.

        >>> Paper({(9, WHOLE): Spot(page=2)}).fragment(Place(9, 9))
        'page=2&line=8,9'
        """
        spot = self.spot(place)
        return place.fragment if spot is None else f"{spot.fragment}&{place.fragment}"
