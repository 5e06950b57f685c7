"""C.HASIL-KWK for a ballot of some lines: from the recipe to a `Layout` and to what is printed around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from siaga.engines.reading.model import Box, Layout, PagePlace
from siaga.engines.reading.sheets.draft import PageDraft
from siaga.engines.reading.sheets.drawing import Shape, printed
from siaga.engines.reading.sheets.figures import draw_blocks
from siaga.engines.reading.sheets.frame import draw_heading, draw_signatures
from siaga.engines.reading.sheets.recipe import RECIPE, Kind, Recipe, recipe
from siaga.engines.reading.sheets.scaling import enlarged
from siaga.engines.reading.sheets.votes import draw_validity, draw_votes
from siaga.law.form.catalogue import form_with
from siaga.law.profiles import load

FEWEST = 2
"""A single pair stands against the empty column (kolom kosong), which is a line of the ballot too."""


class NoSuchFormError(ValueError):
    """A kind of contest or a ballot this form is not made for; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form as printed: its layout in full size, the same on A4, and all of each A4 page that no station
    changes.
    """

    layout: Layout
    reduced: Layout
    pages: tuple[tuple[Shape, ...], ...]


def kwk_layout(pairs: Sequence[int], kind: str = "mayor") -> Layout:
    """The layout of the form with these ballot numbers, in order; always the same object.

    `kind`: mayor, regent or governor. Raises NoSuchFormError.
    """
    return kwk_sheet(tuple(pairs), kind).layout


def layout_ids() -> tuple[str, ...]:
    """The ids of the layouts with ballots numbered from 1: ``c-hasil-kwk-walikota-2``, ..."""
    kinds, most = recipe().kinds.values(), recipe().votes.most
    return tuple(f"{RECIPE}-{kind.word.lower()}-{n}" for kind in kinds for n in range(FEWEST, most + 1))


def is_kwk(layout_id: str) -> bool:
    """Whether a layout with this id is made from the recipe."""
    return _told(layout_id) is not None


def layout_with_id(layout_id: str) -> Layout:
    """The layout with an id of `layout_ids`, or of a ballot with gaps: ``c-hasil-kwk-walikota-1.3``.

    Raises NoSuchFormError.
    """
    told = _told(layout_id)
    if told is None:
        raise NoSuchFormError(f"no layout {layout_id!r}; there are: {', '.join(layout_ids())}")
    return kwk_layout(*told)


def _told(layout_id: str) -> tuple[tuple[int, ...], str] | None:
    """Ballot numbers and kind of contest that an id stands for; None when it is not one that `_id` gives."""
    found = re.fullmatch(rf"{RECIPE}-([a-z]+)-([0-9]{{1,2}}(?:\.[0-9]{{1,2}})*)", layout_id)
    kinds = {kind.word.lower(): name for name, kind in recipe().kinds.items()}
    if not found or found[1] not in kinds:
        return None
    numbers = [int(part) for part in found[2].split(".")]
    pairs = tuple(range(1, numbers[0] + 1)) if len(numbers) == 1 else tuple(numbers)
    valid = _is_ballot(recipe(), pairs) and _id(recipe().kinds[kinds[found[1]]], pairs) == layout_id
    return (pairs, kinds[found[1]]) if valid else None


def _id(kind: Kind, pairs: tuple[int, ...]) -> str:
    numbered = pairs == tuple(range(1, len(pairs) + 1))
    return f"{RECIPE}-{kind.word.lower()}-{len(pairs) if numbered else '.'.join(map(str, pairs))}"


def _is_ballot(made: Recipe, pairs: tuple[int, ...]) -> bool:
    fits = FEWEST <= len(pairs) <= made.votes.most
    return fits and sorted(set(pairs)) == list(pairs) and pairs[0] > 0


@lru_cache
def kwk_sheet(pairs: tuple[int, ...], kind: str, witnesses: tuple[int, ...] | None = None) -> Sheet:
    """The form with these ballot numbers; `witnesses`: those that have one (not the empty column)."""
    made = recipe()
    _check(made, pairs, kind)
    known = frozenset(form_with(load(made.profile), pairs).names)
    votes = _split(pairs, made.votes.most_on_page)
    drafts = [PageDraft(number, known) for number in range(1, len(votes) + 3)]
    draw_blocks(drafts[0], made)
    for draft, some in zip(drafts[1:], votes, strict=False):
        draw_votes(draft, made, some)
    draw_validity(drafts[-1], made)
    tags = made.kinds[kind].tags + 10 * len(pairs)
    for draft in drafts:
        draw_heading(draft, made, made.kinds[kind], len(drafts), tags + draft.number)
        draw_signatures(draft, made, pairs if witnesses is None else witnesses)
    _footnote(drafts[0], made)
    layout = _layout(made, pairs, kind, drafts, tags)
    return Sheet(
        enlarged(layout, made.full_size),
        layout,
        tuple(
            (*printed(layout, page, made.votes.cells), *draft.shapes)
            for page, draft in zip(layout.pages, drafts, strict=True)
        ),
    )


def _check(made: Recipe, pairs: tuple[int, ...], kind: str) -> None:
    if kind not in made.kinds:
        raise NoSuchFormError(f"no form for {kind!r}; there are: {', '.join(made.kinds)}")
    most = made.votes.most
    if not _is_ballot(made, pairs):
        given = ", ".join(map(str, pairs)) or "none"
        raise NoSuchFormError(f"a ballot of {FEWEST} to {most} ascending numbers is needed, not {given}")


def _split(pairs: tuple[int, ...], most: int) -> list[tuple[int, ...]]:
    """The pairs of each page, as evenly as possible, the fuller pages first."""
    pages = -(-len(pairs) // most)
    ends = [-(-len(pairs) * n // pages) for n in range(pages + 1)]
    return [pairs[start:end] for start, end in pairwise(ends)]


def _layout(made: Recipe, pairs: tuple[int, ...], kind: str, drafts: list[PageDraft], tags: int) -> Layout:
    word = made.kinds[kind].word
    return Layout(
        id=_id(made.kinds[kind], pairs),
        profile=made.profile,
        title=f"C.HASIL-KWK-{word} (latihan)",
        width=made.width,
        height=made.height,
        tag_family=made.tag_family,
        pages=tuple(
            PagePlace(draft.number, tags + draft.number, made.tag, _marks(made), tuple(draft.frames))
            for draft in drafts
        ),
        fields=tuple(place for draft in drafts for place in draft.fields),
    )


def _marks(made: Recipe) -> tuple[Box, ...]:
    near, size = made.margin, made.mark
    right, bottom = made.width - near - size, made.height - near - size
    return tuple(
        Box(x, y, size, size) for x, y in ((near, near), (right, near), (right, bottom), (near, bottom))
    )


def _footnote(page: PageDraft, made: Recipe) -> None:
    page.say(Box(made.left, 222.4, made.right - made.left, 3.4), made.says.unsure, 6.5, "italic")
