"""Why a photo was not taken: each one sentence that tells the crew what to do next."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from siaga.desks.results.errors import Refused

TOO_LARGE, NOT_A_PHOTO, BROKEN = "file_too_large", "file_not_a_photo", "file_broken"
"""Codes of the reading engine's reasons that the server itself finds."""

_STATUS = {TOO_LARGE: 413, NOT_A_PHOTO: 415, "file_heic": 415, "file_mixed": 415}


def sentence_of(code: str) -> str:
    """The reading engine's sentence for a reason, in the language of the page; an unknown code as it is."""
    from siaga.engines.reading.pages.reasons import REASONS, sentence  # loads OpenCV

    return sentence(code, "en" if get_language() == "en" else "id") if code in REASONS else code


class PhotoRefused(Refused):
    """The bytes are not a photo that can be kept; `code` names the reason."""

    def __init__(self, code: str) -> None:
        self.code, self.status = code, _STATUS.get(code, 422)
        super().__init__(sentence_of(code))


class Damaged(Refused):
    """Other bytes arrived than the phone had counted."""

    status = 400
    sentence = _("This photo was damaged on its way. Your phone sends it again by itself.")


class ComeAgain(Refused):
    """Not now; the phone comes again by itself after so many `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__()


class TooManyPhotos(ComeAgain):
    """More photos in one hour than a crew needs."""

    status = 429
    sentence = _("Too many photos were sent within an hour. Your phone sends the rest later by itself.")


class EnoughOfForm(Refused):
    """As many photos of one form as are kept from one person: no later one is taken either."""

    status = 409
    sentence = _(
        "So many photos of this form arrived that no more are taken. Send the figures; the KPU looks at the "
        "photos that are there."
    )


class PhotoClashed(Refused):
    """One number of an upload came with two pictures. The second is kept beside the first."""

    status = 409
    sentence = _("This number was already used for another photo. Both are kept and an officer will look.")


class ClashesEnough(PhotoClashed):
    """The number came with so many pictures that no further one is kept."""

    sentence = _(
        "This number was already used for other photos. Those are kept for an officer to look at; this one "
        "is not. Take the photo again."
    )


class NumberOfAnother(PhotoClashed):
    """The receipt number stands for another form, person or side: the photo is not kept."""

    sentence = _("The receipt number of this photo belongs to another form. It is not kept: take it again.")


class OtherSender(Refused):
    """What waits on this phone belongs to another person than the one who is signed in."""

    status = 409
    sentence = _("This was written by another person. It is sent when that person signs in again.")


class Crowded(ComeAgain):
    """The server looks at other photos just now; the phone comes again by itself."""

    status = 503
    sentence = _("Many photos are arriving just now. Your phone tries again by itself.")

    def __init__(self, seconds: int = 5) -> None:
        super().__init__(seconds)


class NothingToRead(Refused):
    """The pages of the submission are not all there, or nobody can read this form."""

    status = 409
    sentence: Any = _("Not every page could be read. Type the figures from the paper.")
