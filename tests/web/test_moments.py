"""Times at the ends of time are refused in one sentence, by forms and the API alike."""

from __future__ import annotations

import pytest
from django import forms
from pydantic import TypeAdapter, ValidationError

from siaga.web.moments import Moment, MomentField

MOMENTS = TypeAdapter(Moment)


class Asked(forms.Form):
    at = MomentField()


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00", "1999-12-31T23:59", "2100-01-01T00:00", "9999-12-31T23:59"]
)
def test_a_form_says_which_years(at: str) -> None:
    form = Asked({"at": at})
    assert not form.is_valid()
    assert len(form.errors["at"]) == 1


@pytest.mark.parametrize("at", ["2000-01-02T00:00", "2024-11-27T13:00", "2099-12-31T23:59"])
def test_a_form_takes_the_years_of_a_life(at: str) -> None:
    assert Asked({"at": at}).is_valid()


@pytest.mark.parametrize(
    "at", ["0001-01-01T00:00:00+12:00", "9999-12-31T23:59:59-12:00", "1999-12-31T23:59:59Z"]
)
def test_the_api_says_which_years(at: str) -> None:
    with pytest.raises(ValidationError, match="2000"):
        MOMENTS.validate_python(at)


def test_the_api_takes_a_time_with_its_zone_alone() -> None:
    assert MOMENTS.validate_python("2024-11-27T13:00:00+07:00").year == 2024
    with pytest.raises(ValidationError):
        MOMENTS.validate_python("2024-11-27T13:00:00")
