"""What every page of the form has: heading, kind of form, and the places to sign."""

from __future__ import annotations

from siaga.engines.reading.model import Box
from siaga.engines.reading.sheets.draft import PageDraft
from siaga.engines.reading.sheets.recipe import Kind, Recipe


def draw_heading(page: PageDraft, recipe: Recipe, kind: Kind, pages: int, tag: int) -> None:
    """Model, page number and training notice; the title on the first page. The station comes later."""
    page.frame(recipe.model.x, recipe.model.y, recipe.model.width, recipe.model.height)
    page.say(recipe.model, f"MODEL (LATIHAN)\nC.HASIL-KWK-{kind.word}", 6, "bold", "center")
    below = recipe.model.y + recipe.model.height + 1
    page.say(
        Box(recipe.model.x, below, recipe.model.width, 3.5),
        f"Halaman {page.number} dari {pages}",
        7,
        "bold",
        "right",
    )
    page.say(Box(recipe.tag.x - 13, recipe.tag.y, 11, recipe.tag.height), str(tag), 7, "", "right")
    page.say(Box(40, recipe.height - 13.5, 130, 5), recipe.says.training, 8, "bold", "center")
    if page.number == 1:
        lines = (*recipe.says.title, kind.election)
        for place, line in enumerate(lines):
            page.say(Box(34, 14 + place * 4.6, 130, 4.6), line, 9.5, "bold", "center")
        page.say(Box(34, 28.4, 130, 4.6), recipe.says.training, 8.5, "bold", "center")


def draw_signatures(page: PageDraft, recipe: Recipe, witnesses: tuple[int, ...]) -> None:
    """The crew of seven and a witness for each pair of candidates, name and signature."""
    y = _row_of_names(
        page,
        recipe,
        recipe.signatures.top,
        "NAMA DAN TANDA TANGAN KELOMPOK PENYELENGGARA PEMUNGUTAN SUARA (KPPS)",
        recipe.signatures.crew_height,
        [f"{n}. Ketua" if n == 1 else f"{n}." for n in range(1, recipe.signatures.crew + 1)],
    )
    _row_of_names(
        page,
        recipe,
        y,
        "NAMA DAN TANDA TANGAN SAKSI PASANGAN CALON",
        recipe.signatures.names + recipe.signatures.witness,
        [f"Saksi pasangan calon {n}" for n in witnesses],
    )


def _row_of_names(
    page: PageDraft, recipe: Recipe, y: float, title: str, height: float, cells: list[str]
) -> float:
    """One ruled row of cells to sign in, under its heading; returns the lower edge."""
    width = recipe.right - recipe.left
    page.head(Box(recipe.left, y, width, recipe.signatures.head), title, 6.5)
    y += recipe.signatures.head
    each = width / len(cells)
    for place, label in enumerate(cells):
        cell = page.frame(recipe.left + place * each, y, each, height)
        page.say(Box(cell.x + 1, cell.y + 0.5, cell.width - 2, 4), label, 6.5)
        page.dots(cell.x + 2, cell.y + cell.height - 2, cell.width - 4)
    return y + height
