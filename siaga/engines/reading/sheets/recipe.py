"""The recipe of C.HASIL-KWK: its YAML as dataclasses, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from siaga.engines.reading.model import Box

RECIPE = "c-hasil-kwk"
Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the contests that have this form. `tags`: where the numbers of its pages' tags begin."""

    word: str
    tags: int
    election: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A line of blocks I to III. `total`: name of its total where that does not end in ``_j``."""

    field: str
    text: str
    unsure: bool = False
    total: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    lines: tuple[FigureLine, ...]
    mark: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`split`: whether its figures are given for men, women and both."""

    mark: str
    title: str
    split: bool
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of blocks I to III stand: heights, and the left edge and width of a column (mm)."""

    top: float
    title: float
    head: float
    section: float
    line: float
    between: float
    figures: float
    column: float


@dataclass(frozen=True, slots=True)
class Votes:
    """Block IV: the measures of one row of the ballot (mm), and how many rows a page and a form have."""

    title: str
    top: float
    head: float
    row: float
    between: float
    most_on_page: int
    tally_left: float
    sums_left: float
    figures_left: float
    lines: int
    cells: int
    line: float
    sum_box: float
    box: float
    pitch: float
    box_top: float
    circles_top: float
    circle_pitch: float
    circle: float
    most: int


@dataclass(frozen=True, slots=True)
class Total:
    field: str
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Validity:
    """Block V: its measures (mm) and its three figures."""

    title: str
    top: float
    total: float
    between: float
    head: float
    words: float
    valid: Total
    invalid: Total
    both: Total


@dataclass(frozen=True, slots=True)
class Signatures:
    """The foot of every page: heights in mm, and how many sign for the station."""

    top: float
    head: float
    crew: int
    crew_height: float
    names: float
    witness: float


@dataclass(frozen=True, slots=True)
class Says:
    """Wording of the form that belongs to no block."""

    title: tuple[str, ...]
    training: str
    unsure: str
    capitals: str
    circles: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """The whole recipe; lengths in mm on an A4 page, and how many times larger the form is in full size."""

    id: str
    profile: str
    tag_family: str
    full_size: float
    width: float
    height: float
    left: float
    right: float
    kinds: Mapping[str, Kind]
    mark: float
    margin: float
    tag: Box
    code: Box
    model: Box
    box: float
    pitch: float
    figures: Lines
    blocks: tuple[Block, ...]
    votes: Votes
    validity: Validity
    signatures: Signatures
    says: Says


@lru_cache
def recipe() -> Recipe:
    """The recipe as shipped."""
    text = files("siaga.engines.reading.sheets").joinpath(f"{RECIPE}.yaml").read_text(encoding="utf-8")
    raw: Raw = yaml.safe_load(text)
    plain = ("id", "profile", "tag_family", "full_size", "width", "height", "left", "right", "box", "pitch")
    return Recipe(
        **{name: raw[name] for name in plain},
        kinds={name: Kind(**kind) for name, kind in raw["kinds"].items()},
        mark=raw["marks"]["size"],
        margin=raw["marks"]["margin"],
        tag=Box(*raw["tag"]),
        code=Box(*raw["code"]),
        model=Box(*raw["model"]),
        figures=Lines(**raw["lines_on_page_1"]),
        blocks=tuple(_block(block) for block in raw["blocks"]),
        votes=Votes(**raw["votes"]),
        validity=_validity(raw["validity"]),
        signatures=Signatures(**raw["signatures"]),
        says=Says(**raw["says"] | {"title": tuple(raw["says"]["title"])}),
    )


def _block(raw: Raw) -> Block:
    sections = (
        Section(tuple(FigureLine(**line) for line in s["lines"]), s.get("mark", ""), s.get("title", ""))
        for s in raw["sections"]
    )
    return Block(raw["mark"], raw["title"], raw["split"], tuple(sections))


def _validity(raw: Raw) -> Validity:
    totals = {name: Total(**raw[name]) for name in ("valid", "invalid", "both")}
    return Validity(**{**raw, **totals})
