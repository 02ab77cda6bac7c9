"""A picture of a page made ready: grey, upright, and what is ink in it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

#: Degrees to each side in which a page may lie askew.
ASKEW = 3.0
#: Width to which a picture is made smaller to find how far it is askew.
SMALL = 1200
#: Ink covers at least this share of a picture that holds anything.
INKED = 0.0002


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright picture and its ink (255 on 0); ``scale`` is points a pixel."""

    grey: Grey
    ink: Grey
    scale: float

    @property
    def width(self) -> float:
        """In points."""
        return float(self.grey.shape[1]) * self.scale

    @property
    def height(self) -> float:
        """In points."""
        return float(self.grey.shape[0]) * self.scale


def picture(pixels: Grey, scale: float) -> Picture:
    """The picture turned upright, of ``pixels`` in grey with ``scale`` points a pixel."""
    upright = turned(pixels, askew(pixels))
    return Picture(upright, ink_of(upright), scale)


def ink_of(pixels: Grey) -> Grey:
    """What is darker than its surroundings; the surroundings are as large as several characters."""
    smooth = cv2.medianBlur(pixels, 3)
    side = max(31, int(pixels.shape[1] / 50) | 1)
    return np.asarray(
        cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, 18), dtype=np.uint8
    )


def askew(pixels: Grey) -> float:
    """How many degrees the page lies askew: the turn after which its lines stand out most from the gaps between."""
    factor = min(1.0, SMALL / pixels.shape[1])
    small = ink_of(np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8))
    if not small.any():
        return 0.0
    best = 0.0
    for step in (0.25, 0.05):
        reach = ASKEW if step == 0.25 else 0.25
        tried = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(tried, key=lambda angle: sharpness(small, float(angle))))
    return best


def sharpness(ink: Grey, angle: float) -> float:
    """How unequal the rows of the turned picture are."""
    rows = turned(ink, angle, 0).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def turned(pixels: Grey, angle: float, around: int = 255) -> Grey:
    """The picture turned about its middle; what comes in from outside is paper."""
    if abs(angle) < 0.02:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=around), dtype=np.uint8
    )
