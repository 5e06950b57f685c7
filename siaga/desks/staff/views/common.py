"""What the pages of this desk share: the election asked for, a record or 404, a refusal as a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from siaga.desks.elections.choice import election_of
from siaga.desks.elections.models import Election
from siaga.desks.places.models import Level, Region
from siaga.desks.places.queries import inside
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.models import Post, Service


def election_or_404(request: HttpRequest) -> Election:
    """The election a request is about; 404 while no pack is loaded."""
    election = election_of(request)
    if election is None:
        raise Http404
    return election


def post_or_404(pk: int) -> Post:
    rows = Post.objects.select_related("election", "station", "region")
    return get_object_or_404(rows, pk=pk)


def service_or_404(pk: int) -> Service:
    rows = Service.objects.select_related("post__election", "post__station", "post__region", "person")
    return get_object_or_404(rows, pk=pk)


def regions_of(election: Election) -> QuerySet[Region]:
    """Districts and wards of the city, to choose from."""
    parts = Region.objects.filter(inside("code", election.region_id), level__in=(Level.DISTRICT, Level.WARD))
    return parts.order_by("code").defer("boundary")


def told(request: HttpRequest, act: Callable[[], Any], done: Any = "") -> bool:
    """Do an act and say what came of it: its sentence, or why it was refused. Returns whether it was done."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
        return False
    if done:
        messages.success(request, done)
    return True
