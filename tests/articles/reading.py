"""The facts of the five articles, and the pages on which a reader finds them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from django.test import Client
from django.urls import reverse

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Action, Claim, Meeting, Series
from siaga.law.profiles import load, load_mixups

FACTS = Path(__file__).with_name("facts.csv")
CITIES = ("kota-metro-2024", "kota-pangkalpinang-2024")
OF_ARTICLE = {0: CITIES[0], 1: CITIES[0], 2: CITIES[0], 3: CITIES[0], 4: CITIES[1]}
"""Which city each article is about."""

TAGS = re.compile(r"<(script|style|template)\b.*?</\1>|<[^>]+>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Fact:
    """A fact in our own words, the page it stands on, and a piece of text that must be there."""

    article: int
    number: int
    fact: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.article}.{self.number} {self.fact[:50]}"


def facts() -> Iterator[Fact]:
    """Every line of facts.csv."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Fact(int(row["article"]), int(row["number"]), row["fact"], row["where"], row["text"])


@dataclass
class Reading:
    """Pages as text, each asked for once."""

    officers: dict[str, Client]
    pages: dict[tuple[str, str], str] = field(default_factory=dict)

    def page(self, city: str, where: str) -> str:
        """The text of the page that `where` names, for a visitor whenever it is public."""
        if (city, where) not in self.pages:
            election = Election.objects.get(code=city)
            client = self.officers[election.region_id] if where == "duties" else Client()
            answer = client.get(f"{address(election, where)}?election={city}")
            assert answer.status_code == 200, f"{where}: {answer.status_code}"
            self.pages[city, where] = words(answer.content.decode())
        return self.pages[city, where]


def address(election: Election, where: str) -> str:
    """The address of a page: ``meeting CODE``, ``action NUMBER CODE``, ``claims SUBJECT``, ``grants``…"""
    kind, *names = where.split()
    if kind == "meeting":
        return reverse("meetings:meeting", args=[_meeting(election, names[0]).pk])
    if kind == "series":
        return reverse("meetings:series", args=[Series.objects.get(election=election, code=names[0]).pk])
    if kind == "action":
        action = Action.objects.get(meeting=_meeting(election, names[1]), number=names[0])
        return reverse("actions:action", args=[action.pk])
    if kind == "claims" and names:
        claim = Claim.objects.filter(election=election, subject=names[0]).first()
        unit = load_mixups(load(election.profile).mixup_table).unit(claim.unit)
        return reverse("claims:subject", args=[claim.subject, claim.region_id, unit])
    if kind == "grant":
        return reverse("grants:grant", args=[election.code, names[0]])
    if kind == "institution":
        return reverse("offices:institution", args=names)
    return reverse({"actions": "actions:list", "duties": "duties:list", "stages": "elections:stages"}[kind])


def _meeting(election: Election, code: str) -> Meeting:
    return Meeting.objects.get(series__election=election, code=code)


def words(html: str) -> str:
    """What a reader sees of a page: no tags, one space between words."""
    return " ".join(unescape(TAGS.sub(" ", html)).replace("\xa0", " ").split())
