"""Result forms a city prints itself: the layout that is read and the sheet that is printed, from one recipe.

``kwk_layout((1, 2), "mayor")`` is the layout for a ballot of two lines; ``print_forms(forms)`` the PDF of the
forms of some stations. What is drawn is what is read: the typst template knows no length of its own.
"""

from .form import BallotLine, FormSheet, form_pages
from .kwk import NoSuchFormError, is_kwk, kwk_layout, layout_with_id
from .label import Label, read_label
from .printing import Paper, print_forms

__all__ = [
    "BallotLine",
    "FormSheet",
    "Label",
    "NoSuchFormError",
    "Paper",
    "form_pages",
    "is_kwk",
    "kwk_layout",
    "layout_with_id",
    "print_forms",
    "read_label",
]
