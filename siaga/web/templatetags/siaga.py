"""Template tags of the whole house: the countdown, local times, share bars, the sample mark."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from siaga.web.lists import ELECTIONS, PAGE, SORT

register = template.Library()

ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


@register.simple_tag
def countdown(election) -> str:
    """Days to (or since) voting day, counted in the city's own time zone."""
    today = timezone.localdate(timezone=ZoneInfo(election.time_zone))
    days = (election.voting_date - today).days
    if days == 0:
        return _("Voting day is today")
    if days > 0:
        return ngettext("%(n)d day to voting day", "%(n)d days to voting day", days) % {"n": days}
    return ngettext("%(n)d day since voting day", "%(n)d days since voting day", -days) % {"n": -days}


@register.filter
def local_time(moment: datetime | None, zone: str = "Asia/Jakarta") -> str:
    """27-11-2024 20.45 WIB: a moment in the city's time zone, with the zone's Indonesian name."""
    if moment is None:
        return "–"
    here = moment.astimezone(ZoneInfo(zone))
    return f"{here:%d-%m-%Y %H.%M} {ZONE_NAMES.get(zone, here.tzname())}"


@register.filter
def zone_name(zone: str) -> str:
    """WIB, WITA or WIT for a time zone of the database; its own name for any other."""
    return ZONE_NAMES.get(zone, zone)


@register.simple_tag
def sample_mark(sample: bool) -> str:
    """The badge that every made-up row wears on every page."""
    if not sample:
        return ""
    return format_html(
        '<span class="badge sample-mark" title="{}">{}</span>',
        _("Made up for demonstration; sums to the published totals"),
        _("sample"),
    )


@register.filter
def wording(text) -> str:
    """A text of the rule profile, which is kept in both languages of the house, in the one being read."""
    return text.in_language(get_language() or "id")


@register.filter
def percent(part: int | None, whole: int | None) -> str:
    """Share with two decimals in the reader's language, or a dash when there is nothing to divide."""
    if not whole or part is None:
        return "–"
    return f"{number_format(100 * part / whole, 2)} %"


@register.inclusion_tag("web/filter_acts.html", takes_context=True)
def filter_acts(context) -> dict[str, str]:
    """What every bar of filters ends with: its button, and the way back to all rows if some are left out."""
    request = context["request"]
    kept = {key: request.GET[key] for key in ELECTIONS if request.GET.get(key)}
    filtered = any(value for key, value in request.GET.items() if key not in (*ELECTIONS, SORT, PAGE))
    every = f"{request.path}?{urlencode(kept)}" if kept else request.path
    return {"all_rows": every if filtered else ""}
