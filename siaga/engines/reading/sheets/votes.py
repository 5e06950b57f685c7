"""Blocks IV and V: the rows of the ballot with their strokes, and the valid and invalid votes."""

from __future__ import annotations

from siaga.engines.reading.model import Box, Bubbles, FieldPlace, Tally
from siaga.engines.reading.sheets.draft import PageDraft, boxes_in_middle, boxes_in_row, inner
from siaga.engines.reading.sheets.figures import block_title
from siaga.engines.reading.sheets.recipe import Recipe, Total


def draw_votes(page: PageDraft, recipe: Recipe, pairs: tuple[int, ...]) -> None:
    """The rows of some pairs, under one heading."""
    votes = recipe.votes
    block_title(page, recipe, "IV", votes.title, votes.top - 5)
    _headings(page, recipe, votes.top, "NOMOR DAN NAMA", "RINCIAN PEROLEHAN SUARA SAH", "JUMLAH SUARA SAH")
    for place, number in enumerate(pairs):
        _pair(page, recipe, number, row_top(recipe, place))


def row_top(recipe: Recipe, place: int) -> float:
    """Upper edge of the row at a place of its page, from 0."""
    votes = recipe.votes
    return votes.top + votes.head + place * (votes.row + votes.between)


def draw_validity(page: PageDraft, recipe: Recipe) -> None:
    """Block V: A valid votes, B invalid votes with their strokes, C both."""
    block = recipe.validity
    block_title(page, recipe, "V", block.title, block.top - 5)
    y = _total(page, recipe, block.valid, block.top) + block.between
    y = _invalid(page, recipe, y) + block.between
    y = _total(page, recipe, block.both, y) + block.between
    _place_and_day(page, recipe, y)


def _headings(page: PageDraft, recipe: Recipe, y: float, name: str, strokes: str, figure: str) -> None:
    votes = recipe.votes
    edges = (recipe.left, votes.tally_left, votes.sums_left, votes.figures_left, recipe.right)
    titles = (name, strokes, "JUMLAH\nTIAP BARIS", figure)
    for left, right, title in zip(edges, edges[1:], titles, strict=False):
        page.head(Box(left, y, right - left, votes.head), title, 6.5)


def _pair(page: PageDraft, recipe: Recipe, number: int, y: float) -> None:
    votes = recipe.votes
    height = votes.lines * votes.line
    page.frame(recipe.left, y, votes.tally_left - recipe.left, height)
    words = page.frame(recipe.left, y + height, votes.figures_left - recipe.left, votes.row - height)
    column = page.frame(votes.figures_left, y, recipe.right - votes.figures_left, votes.row)
    page.say(
        Box(words.x + 2, words.y + words.height - 4, 60, 4), recipe.says.capitals, 6, "italic", shade=0.3
    )
    page.say(
        Box(words.x + 62, words.y + words.height - 4, words.width - 64, 4),
        recipe.says.circles,
        6,
        "italic",
        "right",
        0.3,
    )
    boxes = boxes_in_row(
        column.centre[0] - votes.pitch - votes.box / 2, y + votes.box_top, votes.box, votes.pitch
    )
    bubbles = tuple(_circles(recipe, box, y) for box in boxes)
    page.figure(FieldPlace(f"paslon{number}", page.number, boxes, bubbles, words, _strokes(page, recipe, y)))


def _circles(recipe: Recipe, box: Box, y: float) -> Bubbles:
    votes = recipe.votes
    x = round(box.centre[0], 3)
    tops = (y + votes.circles_top + n * votes.circle_pitch for n in range(10))
    return Bubbles(tuple((x, round(top, 3)) for top in tops), votes.circle)


def _strokes(page: PageDraft, recipe: Recipe, y: float) -> Tally:
    """The grid for strokes and, right of it, two boxes for the sum of each line."""
    votes = recipe.votes
    height = votes.lines * votes.line
    page.frame(votes.tally_left, y, votes.sums_left - votes.tally_left, height)
    page.frame(votes.sums_left, y, votes.figures_left - votes.sums_left, height)
    tops = [round(y + n * votes.line, 3) for n in range(votes.lines)]
    left = (votes.sums_left + votes.figures_left) / 2 - votes.sum_box
    return Tally(
        tuple(Box(votes.tally_left, top, votes.sums_left - votes.tally_left, votes.line) for top in tops),
        tuple(
            tuple(Box(left + n * votes.sum_box, top, votes.sum_box, votes.line) for n in range(2))
            for top in tops
        ),
    )


def _total(page: PageDraft, recipe: Recipe, total: Total, y: float) -> float:
    """A row of words and figure; returns its lower edge."""
    height, votes = recipe.validity.total, recipe.votes
    _name_of(page, recipe, total, y, height)
    words = page.frame(votes.tally_left, y, votes.figures_left - votes.tally_left, height)
    cell = page.frame(votes.figures_left, y, recipe.right - votes.figures_left, height)
    _capitals(page, recipe, words)
    boxes = boxes_in_middle(cell, votes.box, votes.pitch)
    page.figure(FieldPlace(total.field, page.number, boxes, words=words))
    return y + height


def _invalid(page: PageDraft, recipe: Recipe, y: float) -> float:
    votes, block = recipe.votes, recipe.validity
    _headings(page, recipe, y, "", "RINCIAN SUARA TIDAK SAH", "JUMLAH SUARA\nTIDAK SAH")
    top, height = y + block.head, votes.lines * votes.line
    _name_of(page, recipe, block.invalid, top, height + block.words)
    words = page.frame(votes.tally_left, top + height, votes.figures_left - votes.tally_left, block.words)
    cell = page.frame(votes.figures_left, top, recipe.right - votes.figures_left, height + block.words)
    _capitals(page, recipe, words)
    boxes = boxes_in_middle(Box(cell.x, cell.y, cell.width, height), votes.box, votes.pitch)
    tally = _strokes(page, recipe, top)
    page.figure(FieldPlace(block.invalid.field, page.number, boxes, words=words, tally=tally))
    return top + height + block.words


def _name_of(page: PageDraft, recipe: Recipe, total: Total, y: float, height: float) -> None:
    name = page.frame(recipe.left, y, recipe.votes.tally_left - recipe.left, height)
    page.say(Box(name.x + 1, name.y, 5, height), f"{total.mark}.", 8, "bold")
    page.say(Box(name.x + 6, name.y, name.width - 7, height), total.text, 7, "bold", "center")


def _capitals(page: PageDraft, recipe: Recipe, words: Box) -> None:
    hint = Box(words.x + 2, words.y + words.height - 4, words.width - 4, 4)
    page.say(hint, recipe.says.capitals, 6, "italic", "right", 0.3)


def _place_and_day(page: PageDraft, recipe: Recipe, y: float) -> None:
    page.say(inner(Box(recipe.left, y, 60, 6), 2), "Ditetapkan di", 8)
    page.dots(recipe.left + 24, y + 4.6, 46)
    page.say(Box(recipe.left + 74, y, 20, 6), "pada tanggal", 8)
    page.dots(recipe.left + 94, y + 4.6, 84)
