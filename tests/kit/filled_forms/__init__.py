"""Filled and photographed result forms with their truth, for any layout.

    form = fill(layout, row, seed=7)                       # handwriting no training has seen
    photo = photograph(form.pages[0], USUAL, seed=7)       # photo.file is a JPEG
    photo.where(place.digits[0].corners)                   # where a box of the layout is in it

Everything is drawn by code of our own and follows its seed. Figures come from `tests.kit.forms`.
"""

from tests.kit.filled_forms.camera import Photo, photograph
from tests.kit.filled_forms.crews import Crew, crew
from tests.kit.filled_forms.damage import KINDS, USUAL, Damage
from tests.kit.filled_forms.filling import FilledForm, FilledPage, fill
from tests.kit.filled_forms.writers import writer
from tests.kit.filled_forms.writing import Written

__all__ = [
    "KINDS",
    "USUAL",
    "Crew",
    "Damage",
    "FilledForm",
    "FilledPage",
    "Photo",
    "Written",
    "crew",
    "fill",
    "photograph",
    "writer",
]
