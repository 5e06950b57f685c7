"""The log itself, behind the action ``trail.read``."""

from __future__ import annotations

import json
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from siaga.desks.trail import queries
from siaga.desks.trail.access import requires
from siaga.desks.trail.diff import changes
from siaga.desks.trail.forms import EntryFilter
from siaga.desks.trail.models import Entry
from siaga.desks.trail.views.answers import download_json, not_signed_yet
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("number", _("Number"), lambda entry: entry.index, numeric=True),
    Column("time", _("Time"), lambda entry: entry.at),
    Column("actor", _("Actor"), lambda entry: entry.actor_name),
    Column("actor_number", _("Actor number"), lambda entry: entry.actor_id),
    Column("office", _("Office"), lambda entry: entry.office),
    Column("act", _("Act"), lambda entry: entry.action),
    Column("subject_type", _("Subject type"), lambda entry: entry.subject_type),
    Column("subject_number", _("Subject number"), lambda entry: entry.subject_id),
    Column("subject", _("Subject"), lambda entry: entry.subject_label),
    Column("before", _("Before"), lambda entry: _json(entry.before)),
    Column("after", _("After"), lambda entry: _json(entry.after)),
    Column("reason", _("Reason"), lambda entry: entry.reason),
    Column("request", _("Request"), lambda entry: entry.request_id),
    Column("leaf_hash", _("Leaf hash"), lambda entry: entry.leaf_hash),
]
PAGE_SIZE = 50


class Newest(Listing):
    """The entries, newest first: cut into pages by the database, because the log outgrows any memory."""

    def __init__(self, request: HttpRequest, entries: QuerySet[Entry]) -> None:
        self.request = request
        self.columns = {column.key: column for column in COLUMNS}
        self.sort = "-number"
        self.paginator = Paginator(entries, PAGE_SIZE)
        self.all_rows = entries.iterator(chunk_size=2000)

    @property
    def count(self) -> int:
        return self.paginator.count


@requires("trail.read")
def log(request: HttpRequest) -> HttpResponse:
    """Every entry that fits the filter, on pages or as a file."""
    form = EntryFilter(request.GET)
    listing = Newest(request, queries.search(form.wanted()))
    if file := wanted(request):
        return listing.download(file, name="jejak")
    return render(request, "trail/log.html", {"form": form, "listing": listing})


@requires("trail.read")
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry: who, in which office, what, before and after; what else was done to the same record."""
    found = get_object_or_404(Entry, index=index)
    signed = queries.newest_checkpoint()
    context = {
        "entry": found,
        "changes": changes(found.before, found.after),
        "story": queries.timeline(found.subject_type, found.subject_id)[:200],
        "signed": signed is not None and index < signed.size,
    }
    return render(request, "trail/entry.html", context)


@requires("trail.read")
def entry_proof(request: HttpRequest, index: int) -> HttpResponse:
    """The proof that an entry is in the signed log, with its text, for ``siaga verify``."""
    try:
        return download_json(queries.inclusion(index, with_text=True), f"jejak-{index}-bukti")
    except queries.NotSignedYetError:
        return not_signed_yet(request, index)


def _json(state: Any) -> str | None:
    return None if state is None else json.dumps(state, ensure_ascii=False)
