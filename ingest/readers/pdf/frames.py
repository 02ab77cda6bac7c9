"""From the coordinates inside a file to those of the page as it is looked at: points from its top left corner."""

from typing import NamedTuple


class Matrix(NamedTuple):
    """An affine map: ``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where the point goes.

        >>> Matrix(1, 0, 0, -1, 0, 842).point(72, 800)
        (72, 42)
        """
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def vector(self, x: float, y: float) -> tuple[float, float]:
        """Where the direction points to."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def after(self, first: "Matrix") -> "Matrix":
        """The map that applies ``first``, then this one.

        >>> Matrix(1, 0, 0, 1, 10, 0).after(Matrix(2, 0, 0, 2, 0, 0)).point(3, 4)
        (16, 8)
        """
        a, b = self.vector(first.a, first.b)
        c, d = self.vector(first.c, first.d)
        e, f = self.point(first.e, first.f)
        return Matrix(a, b, c, d, e, f)


class Frame(NamedTuple):
    """A page as it is looked at: its size, and the map from the coordinates inside the file."""

    width: float
    height: float
    matrix: Matrix

    def turned(self, turns: int) -> "Frame":
        """The frame after turning the page clockwise by so many quarters more.

        >>> frame(0, 0, 595, 842, 0).turned(1) == frame(0, 0, 595, 842, 1)
        True
        """
        more = frame(0, -self.height, self.width, 0, turns)
        upward = Matrix(1, 0, 0, -1, 0, 0)
        return more._replace(matrix=more.matrix.after(upward).after(self.matrix))


def frame(left: float, bottom: float, right: float, top: float, turns: int) -> Frame:
    """The frame of a page with this box, turned clockwise by so many quarters.

    >>> frame(0, 0, 595, 842, 1).matrix.point(0, 0)
    (0, 0)
    >>> frame(0, 0, 595, 842, 1).matrix.point(0, 842)
    (842, 0)
    """
    across, down = right - left, top - bottom
    matrix = (
        Matrix(1, 0, 0, -1, -left, top),
        Matrix(0, 1, 1, 0, -bottom, -left),
        Matrix(-1, 0, 0, 1, right, -bottom),
        Matrix(0, -1, -1, 0, top, right),
    )[turns % 4]
    return Frame(down, across, matrix) if turns % 2 else Frame(across, down, matrix)
