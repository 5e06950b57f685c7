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


class TooManyPhotos(Refused):
    """More photos of one form, or in one hour, than a crew needs."""

    status = 429
    sentence = _("Too many photos were sent. Wait a while, or ask the KPU to look at the ones that arrived.")


class PhotoClashed(Refused):
    """One number of an upload came with two pictures. The second is kept beside the first."""

    status = 409
    sentence = _("This number was already used for another photo. Both are kept and an officer will look.")


class OtherSender(Refused):
    """What waits on this phone belongs to another person than the one who is signed in."""

    status = 409
    sentence = _("This was written by another person. It is sent when that person signs in again.")


class Crowded(Refused):
    """The server looks at other photos just now; the phone comes again by itself."""

    status = 503
    sentence = _("Many photos are arriving just now. Your phone tries again by itself.")


class NothingToRead(Refused):
    """The pages of the submission are not all there, or nobody can read this form."""

    status = 409
    sentence: Any = _("Not every page could be read. Type the figures from the paper.")
