"""Money and bilingual explanations in templates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()
NO_BREAK = "\N{NO-BREAK SPACE}"


@register.filter
def rupiah(amount: Decimal | None) -> str:
    """Rp 13.607.923.530; sen only where there are any; "not stated" for None."""
    if amount is None:
        return _("not stated")
    places = 0 if amount == amount.to_integral_value() else 2
    return f"Rp{NO_BREAK}{number_format(amount, places, use_l10n=True, force_grouping=True)}"


@register.filter
def told(text: Any) -> str:
    """A text that is kept in both languages, in the one being read."""
    if not isinstance(text, dict):
        return str(text or "")
    return str(text.get("en" if get_language() == "en" else "id", ""))
