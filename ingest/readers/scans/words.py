"""The text of a picture, recognised line by line: the models come with the package, nothing is fetched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import cv2
import numpy as np

from ....ontology.places import Box
from ..pdf.characters import RIGHT, Character
from .pictures import Grey, Picture
from .sums import DOUBT

#: Points left free around a line of text that is shown to the recogniser.
MARGIN = 1.5
#: Points: lines of ink nearer than this are one line of text.
LEADING = 1.2
#: Points: ink that is lower is a speck.
SPECK = 2.5
#: A reading less certain than this is not taken for a figure.
CERTAIN = 0.97
#: A figure, and what a reading of a cell with nothing but figures is made of.
FIGURE = re.compile(r"\d[\d,，.．]*")
#: Points a character of Chinese type is high for its width; Latin ones are half as wide.
NARROW = 0.55


@dataclass(frozen=True, slots=True)
class Reading:
    """A line of text as recognised, where it stands on the page (points), and how certain it is (0 to 1)."""

    text: str
    box: Box
    score: float


@cache
def engine() -> Any:
    """The recogniser; its models are loaded once."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    made = RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": 4000})
    # A first line makes it load the model for lines; the model for finding them is loaded when it is wanted.
    made(np.full((48, 320, 3), 255, np.uint8), use_det=False, use_cls=False, use_rec=True)
    return made


def lines_in(picture: Picture, box: Box) -> list[Box]:
    """The boxes of the lines of ink inside ``box``, from the top down, in points."""
    left, top, right, bottom = (round(edge / picture.scale) for edge in box)
    ink = picture.ink[max(top, 0) : bottom, max(left, 0) : right]
    if not ink.size:
        return []
    return [
        (
            (left + first) * picture.scale,
            (top + begin) * picture.scale,
            (left + last) * picture.scale,
            (top + end) * picture.scale,
        )
        for begin, end in stretches(ink.sum(axis=1), LEADING / picture.scale)
        if (end - begin) * picture.scale >= SPECK
        for first, last in stretches(ink[begin:end].sum(axis=0), float("inf"))
    ]


def stretches(amounts: "np.ndarray[Any, Any]", gap: float) -> list[tuple[int, int]]:
    """Where there is ink, as ranges; ranges with less than ``gap`` between are one.

    >>> stretches(np.array([0, 1, 1, 0, 1, 0, 0, 0, 2]), 2)
    [(1, 5), (8, 9)]
    """
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero(amounts > 0):
        if found and at - found[-1][1] < gap:
            found[-1] = (found[-1][0], int(at) + 1)
        else:
            found.append((int(at), int(at) + 1))
    return found


def recognised(picture: Picture, boxes: Sequence[Box]) -> list[Reading]:
    """What stands in each of the boxes, each a single line; boxes in which nothing is read are left out."""
    from rapidocr.ch_ppocr_rec.typings import TextRecInput  # noqa: PLC0415

    if not boxes:
        return []
    told = engine().text_rec(TextRecInput(img=[crop(picture, box) for box in boxes]))
    return [
        Reading(text.strip(), box, float(score))
        for text, score, box in zip(told.txts, told.scores, boxes, strict=True)
        if text.strip()
    ]


def crop(picture: Picture, box: Box) -> "np.ndarray[Any, Any]":
    """The part of the picture in ``box`` with a little paper around, in the three channels the recogniser wants."""
    left, top, right, bottom = (round(edge / picture.scale) for edge in box)
    free = round(MARGIN / picture.scale)
    part = picture.grey[max(top - free, 0) : bottom + free, max(left - free, 0) : right + free]
    return np.asarray(cv2.cvtColor(part, cv2.COLOR_GRAY2BGR))


def found(picture: Picture, hidden: Sequence[Box]) -> list[Reading]:
    """The lines of text outside the boxes ``hidden``, wherever they stand."""
    pixels: Grey = picture.grey.copy()
    for box in hidden:
        left, top, right, bottom = (round(edge / picture.scale) for edge in box)
        pixels[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2] = 255
    if not ((pixels < 128).mean() > 0):
        return []
    told = engine()(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=True)
    if told.boxes is None or told.txts is None:
        return []
    return [
        Reading(text.strip(), around(corners, picture.scale), float(score))
        for corners, text, score in zip(told.boxes, told.txts, told.scores, strict=True)
        if text.strip()
    ]


def around(corners: "np.ndarray[Any, Any]", scale: float) -> Box:
    """The upright box around four corners in pixels, in points."""
    xs, ys = corners[:, 0] * scale, corners[:, 1] * scale
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def doubted(read: Reading) -> Reading:
    """The reading with a question mark after each of its figures, if it is less than certain.

    >>> doubted(Reading("12,345.60", (0, 0, 9, 9), 0.9)).text, doubted(Reading("12", (0, 0, 9, 9), 0.999)).text
    ('12,345.60？', '12')
    """
    return read if read.score >= CERTAIN else replace(read, text=FIGURE.sub(rf"\g<0>{DOUBT}", read.text))


def characters(read: Reading, at: int) -> list[Character]:
    """The characters of the ``at``-th reading, spread over its box as type is: Latin letters half as wide."""
    left, top, right, bottom = read.box
    widths = [NARROW if sign.isascii() else 1.0 for sign in read.text]
    unit = (right - left) / sum(widths)
    size = bottom - top
    made: list[Character] = []
    start, spaced = left, False
    for sign, width in zip(read.text, widths, strict=True):
        if not sign.isspace():
            made.append(Character(sign, start, start + width * unit, bottom - 0.1 * size, size, RIGHT, spaced, at))
        spaced = sign.isspace()
        start += width * unit
    return made
