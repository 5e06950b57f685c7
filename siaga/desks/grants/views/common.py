"""What the pages of the desk have in common: the grant of the address, and forms that do one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from siaga.desks.elections.choice import election_of
from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.grants.queries.lines import GrantLine, grant_line
from siaga.desks.trail.refused import Refused


def election_at(request: HttpRequest) -> Election:
    """The election a page is about. Raises Http404 where the house holds none, or none of that code."""
    election = election_of(request)
    if election is None:
        raise Http404(_("There is no election of that code."))
    return election


def line_at(request: HttpRequest, election: str, code: str) -> GrantLine:
    """The grant of an address as this reader may see it; Http404 for what one may not see."""
    found = election_at(request)
    line = grant_line(found, request.user, code, today_in(found))
    if line is None:
        raise Http404(_("There is no such grant."))
    return line


@dataclass(frozen=True, slots=True)
class Words:
    """What a page with a form says: its heading, its button, what to know first, the word when it is done."""

    title: Any
    button: Any
    note: Any = ""
    done: Any = ""


def act_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], Any],
    words: Words,
    back: str,
    **context: Any,
) -> HttpResponse:
    """Show a form, or do its act once it is posted well; a refusal is shown above the form as it was sent.

    Afterwards `back` is opened. `context` goes to the template as it is.
    """
    status = 200
    if form.is_bound:
        status = _done(form, act)
        if not status:
            messages.success(request, words.done or _("Done, and written into the trail."))
            return redirect(back)
    whole = {"form": form, "words": words, "back": back, **context}
    return render(request, "grants/act.html", whole, status=status)


def _done(form: forms.Form, act: Callable[[], Any]) -> int:
    """0 when the act is done, otherwise the status that says why not."""
    if not form.is_valid():
        if any(field.errors for field in form.hidden_fields()):
            form.add_error(None, _("This page is out of order. Open it again and type it once more."))
        return 422
    try:
        act()
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return refusal.status
    return 422 if form.errors else 0
