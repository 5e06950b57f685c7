"""Blocks I to III: voters, ballots, voters with disability."""

from __future__ import annotations

from siaga.engines.reading.model import Box, FieldPlace
from siaga.engines.reading.sheets.draft import PageDraft, boxes_in_middle, inner
from siaga.engines.reading.sheets.recipe import Block, FigureLine, Recipe, Section

_GROUPS = (("l", "LAKI-LAKI (L)"), ("p", "PEREMPUAN (P)"), ("j", "JUMLAH (L+P)"))
UNSURE = "°"


def draw_blocks(page: PageDraft, recipe: Recipe) -> None:
    """All blocks, one under the other."""
    y = recipe.figures.top
    for block in recipe.blocks:
        y = _block(page, recipe, block, y) + recipe.figures.between


def block_title(page: PageDraft, recipe: Recipe, mark: str, title: str, y: float) -> None:
    """``IV.  DATA ...`` over the table of a block."""
    page.say(Box(recipe.left, y, 9, 5), f"{mark}.", 9, "bold")
    page.say(Box(recipe.left + 9, y, recipe.right - recipe.left - 9, 5), title, 9, "bold")


def _block(page: PageDraft, recipe: Recipe, block: Block, top: float) -> float:
    """Draw a block and return its lower edge."""
    lines = recipe.figures
    block_title(page, recipe, block.mark, block.title, top - 1)
    y = top + lines.title
    columns = _columns(recipe, block)
    page.head(Box(recipe.left, y, columns[0][1].x - recipe.left, lines.head), "URAIAN")
    for (group, column), (_group, title) in zip(columns, _GROUPS[-len(columns) :], strict=True):
        page.head(Box(column.x, y, column.width, lines.head), title if group else "JUMLAH")
    y += lines.head
    for section in block.sections:
        y = _section(page, recipe, section, columns, y)
    return y


def _columns(recipe: Recipe, block: Block) -> list[tuple[str, Box]]:
    """The columns of figures: their group and where they stand."""
    lines = recipe.figures
    places = [Box(lines.figures + n * lines.column, 0, lines.column, 0) for n in range(3)]
    if not block.split:
        return [("", places[-1])]
    return [(group, place) for (group, _title), place in zip(_GROUPS, places, strict=True)]


def _section(
    page: PageDraft, recipe: Recipe, section: Section, columns: list[tuple[str, Box]], y: float
) -> float:
    lines = recipe.figures
    if section.title:
        heading = page.frame(recipe.left, y, recipe.right - recipe.left, lines.section)
        page.say(inner(heading, 2), f"{section.mark}.   {section.title}", 8, "bold")
        y += lines.section
    for line in section.lines:
        _line(page, recipe, line, columns, y)
        y += lines.line
    return y


def _line(
    page: PageDraft, recipe: Recipe, line: FigureLine, columns: list[tuple[str, Box]], y: float
) -> None:
    height = recipe.figures.line
    label = page.frame(recipe.left, y, columns[0][1].x - recipe.left, height)
    text = f"{line.text} {UNSURE}" if line.unsure else line.text
    page.say(inner(label, 2), text, 8, "bold" if "Jumlah" in line.text else "")
    for group, column in columns:
        cell = page.frame(column.x, y, column.width, height)
        name = _name(line, group)
        page.figure(
            FieldPlace(
                name, page.number, boxes_in_middle(cell, recipe.box, recipe.pitch), known=page.is_known(name)
            )
        )


def _name(line: FigureLine, group: str) -> str:
    if line.total and group == "j":
        return line.total
    return f"{line.field}_{group}" if group else line.field
