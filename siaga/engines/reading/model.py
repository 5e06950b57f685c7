"""The plain data that passes between the rooms of reading: a layout, a placed page, a witness, a reading.

photo ─▶ pages (find, place) ─▶ crops ─▶ digits, bubbles, words, rows ─▶ witnesses ─▶ decoding ─▶ reading

Lengths of a layout are millimetres from the top left corner of the printed page; crops are 8-bit grey,
dark ink on light paper; odds are natural logarithms.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from siaga.law.profiles.model import Text

Grey = NDArray[np.uint8]
Odds = NDArray[np.float64]

CROP_HEIGHT, CROP_WIDTH = 48, 40
"""Size of a crop of one digit box, in pixels, the box's own frame included."""

Kind = Literal["digits", "bubbles", "rows", "words"]
State = Literal["certain", "arithmetic", "doubt", "missing"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a page: left, top, width, height in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Top left, top right, bottom right, bottom left."""
        right, bottom = self.x + self.width, self.y + self.height
        return (self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom)

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Bubbles:
    """Ten circles under one digit box, 0 to 9 downwards: their centres and common radius in mm."""

    centres: tuple[tuple[float, float], ...]
    radius: float


@dataclass(frozen=True, slots=True)
class Tally:
    """The strokes that were counted: for each line its grid of strokes and the boxes of its own sum."""

    lines: tuple[Box, ...]
    sums: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where one figure stands on the form, and where else the same figure can be read.

    `name` is the field name of the law's form (`siaga.law.form`); `known` is False for a figure that the
    form has and the profile does not carry: it is read but enters no identity.
    """

    name: str
    page: int
    digits: tuple[Box, ...]
    bubbles: tuple[Bubbles, ...] = ()
    words: Box | None = None
    tally: Tally | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class PagePlace:
    """One page of a form: the tag that names it, the marks at its corners (top left, clockwise) and the
    dark rectangles printed around and between its figures, by which a bent page is found again.
    """

    number: int
    tag: int
    tag_box: Box
    marks: tuple[Box, ...]
    frames: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A form as it is printed. `profile` names the law it is filled in under; `width`, `height` in mm.

    `tag_turn`: quarter turns clockwise by which the tags are printed against OpenCV's picture of the family.
    """

    id: str
    profile: str
    title: str
    width: float
    height: float
    tag_family: str
    pages: tuple[PagePlace, ...]
    fields: tuple[FieldPlace, ...]
    tag_turn: int = 0

    def on_page(self, number: int) -> tuple[FieldPlace, ...]:
        return tuple(place for place in self.fields if place.page == number)

    def page(self, number: int) -> PagePlace:
        return next(page for page in self.pages if page.number == number)


@dataclass(frozen=True, slots=True)
class PageReport:
    """What became of one photograph. `reason` is empty when it was placed; otherwise a code of
    `siaga.engines.reading.pages.reasons`, which has the sentence for the crew.
    """

    file: str
    page: int | None
    placed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FieldCrops:
    """What was cut out for one figure of a placed page.

    digits: (boxes, 48, 40); rows: (lines, boxes, 48, 40) of the tally's sums or None; bubbles: (boxes, 10)
    share of ink in each circle, 0 to 1, or None; words: the grey line of words at any size or None; strip:
    the row of boxes as a person should see it, with a margin; clarity: how far the printed ink of its boxes
    stands out of the noise, in deviations of it.
    """

    name: str
    digits: Grey
    strip: Grey
    bubbles: NDArray[np.float64] | None = None
    rows: Grey | None = None
    words: Grey | None = None
    clarity: float = math.inf


@dataclass(frozen=True, slots=True)
class Witness:
    """What one part of the paper says about one figure.

    odds: (10 ** boxes,) natural log-likelihood of every value the boxes can hold, up to a constant.
    blank: on the same scale, that nothing is written there at all (every box crossed out, dashed or empty).
    Some crews of 2024 wrote 0 in this way; what it means is for the decoding to say.
    temperature: what the odds are divided by, more than 1 where ink hardly stands out of the noise.
    """

    field: str
    kind: Kind
    odds: Odds
    blank: float = -math.inf
    temperature: float = 1.0


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One figure as written. `alternatives`: other values with their probability, the likeliest first."""

    value: int | None
    probability: float
    state: State
    alternatives: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class FormReading:
    """One form read: its pages, its figures by name, whether the votes may be taken without a human, and why
    not (one sentence, empty when they may). `broken`: ids of the rules that the figures as read break;
    `cuttings`: the strip of each figure.
    """

    form: str
    key: str
    pages: tuple[PageReport, ...]
    fields: Mapping[str, FieldReading]
    accepted: bool
    why: Text
    broken: tuple[str, ...] = ()
    cuttings: Mapping[str, Grey] = field(default_factory=dict)
