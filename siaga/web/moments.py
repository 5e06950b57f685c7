"""Times that people and devices state: one bound for forms and the API, so that none reaches the database
that cannot be shown in every zone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, AwareDatetime

FIRST, LAST = 2000, 2099
"""Years. Elections of the reform era and a long way ahead; a clock that was never set says 1970."""

_SENTENCE = _("Give a day between the years %(first)d and %(last)d.")


def sensible(moment: datetime) -> bool:
    """Whether it lies within the years; nothing is computed: at the ends of time that overflows."""
    return FIRST <= moment.year <= LAST


def _of_the_api(moment: datetime) -> datetime:
    if not sensible(moment):
        raise ValueError(_SENTENCE % {"first": FIRST, "last": LAST})
    return moment


def _of_a_form(moment: datetime) -> None:
    if not sensible(moment):
        raise ValidationError(_SENTENCE, params={"first": FIRST, "last": LAST})


Moment = Annotated[AwareDatetime, AfterValidator(_of_the_api)]
"""A time with its zone, as the API takes it."""


class MomentField(forms.DateTimeField):
    """A time as a form takes it, in the zone of the page."""

    default_validators = [_of_a_form]

    def to_python(self, value: object) -> datetime | None:
        """Raises ValidationError, also for what no zone can hold."""
        try:
            moment: datetime | None = super().to_python(value)
        except OverflowError:
            raise ValidationError(_SENTENCE, params={"first": FIRST, "last": LAST}) from None
        return moment
