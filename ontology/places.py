"""Where on a published page something stands; it goes with everything to the end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Lines of a text file, and where it helps the cell of a row or the characters of a line.

    ``first`` and ``last`` count lines from 1 as an editor shows them; ``cell`` is the index of the
    TAB-separated cell in its line, ``start`` and ``end`` are character offsets in the first line.
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
