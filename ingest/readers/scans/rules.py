"""The ruled lines of a picture: runs of ink longer than any stroke of a character."""

import cv2
import numpy as np

from ..pdf.strokes import Stroke, Strokes
from .pictures import Grey, Picture

#: Points: no stroke of a character in a table is as long (12 pt type, and room for a heading's).
LONGEST_STROKE = 20.0
#: Points by which a broken line is bridged.
BRIDGED = 2.0
#: Points: what is thicker is shading or a picture.
THICKEST = 5.0


def rules(picture: Picture) -> Strokes:
    """The horizontal and vertical lines, in points."""
    found = Strokes()
    length, bridge = round(LONGEST_STROKE / picture.scale), max(1, round(BRIDGED / picture.scale))
    for left, top, width, height in runs(picture.ink, (length, 1), (bridge, 1)):
        if height * picture.scale <= THICKEST:
            found.across.append(_stroke(top, height, left, width, picture.scale))
    for left, top, width, height in runs(picture.ink, (1, length), (1, bridge)):
        if width * picture.scale <= THICKEST:
            found.down.append(_stroke(left, width, top, height, picture.scale))
    return found


def runs(ink: Grey, shape: tuple[int, int], gap: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """The boxes (left, top, width, height in pixels) of runs of ink at least as long as ``shape``."""
    # A rule that leans by a pixel over its length, or is printed thin, is one only if its neighbours count too.
    thick = cv2.dilate(ink, np.ones((3, 1) if shape[1] == 1 else (1, 3), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((gap[1], gap[0]), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((shape[1], shape[0]), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    return [(int(box[0]), int(box[1]), int(box[2]), int(box[3])) for box in boxes[1:]]


def _stroke(position: int, thickness: int, start: int, length: int, scale: float) -> Stroke:
    return Stroke((position + thickness / 2) * scale, start * scale, (start + length) * scale)
