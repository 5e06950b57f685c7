"""Which seat and which person a row of a list means, and what it says that is not known yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.offices.models import User
from siaga.desks.staff.models import EndReason, Health, Person, Post, Service
from siaga.desks.staff.rights import EDIT, seats_on
from siaga.desks.staff.services.people import Candidate
from siaga.desks.trail.personal import fingerprint
from siaga.desks.trail.plain import without_personal_numbers
from siaga.web.uploads import Line


class RowError(ValueError):
    """A row that cannot be used: the column at fault and one sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        self.column = column
        super().__init__(sentence)


@dataclass(slots=True)
class Match:
    """A row understood. `service` is None when the seat is empty; `changes` are the fields it adds."""

    line: int
    post: Post
    candidate: Candidate
    fingerprint: str | None
    starts: date
    person: Person | None
    service: Service | None
    changes: dict[str, Any]


class Matcher:
    """The seats the user appoints and the people of the list, read once: rows are matched in memory."""

    def __init__(self, user: User, election: Election, lines: list[Line]) -> None:
        posts = Post.objects.filter(seats_on(user, EDIT), election=election, closed_at__isnull=True)
        self.today = today_in(election)
        self.posts: dict[tuple[str, str], list[Post]] = {}
        for post in posts.select_related("station", "region").order_by("number").defer("region__boundary"):
            self.posts.setdefault((post.kind, post.place), []).append(post)
        held = Service.objects.filter(post__in=posts, ended_on__isnull=True).select_related("person")
        self.holders = {service.post_id: service for service in held}
        prints = {print_ for line in lines if (print_ := _print(line))}
        self.people = {p.nik_hash: p for p in _in_portions(Person, "nik_hash", prints)}
        self.busy = _busy([person.pk for person in self.people.values()])
        self.claimed: set[int] = set()

    def match(self, line: Line) -> Match:
        """Understand one row. Raises RowError."""
        values, print_ = line.values, _print(line)
        candidate = _candidate(values)
        post, service = self._seat(values, candidate, print_)
        self.claimed.add(post.pk)
        person = self.people.get(print_) if print_ else None
        self._must_be_free(person, service, values["mulai"])
        if values["mulai"] > self.today and any(values[n] for n in ("dilatih", "dilantik")):
            raise RowError("mulai", _("Who begins later cannot be trained or sworn already."))
        changes = self._changes(values, service)
        return Match(line.number, post, candidate, print_, values["mulai"], person, service, changes)

    def _seat(
        self, values: dict[str, Any], candidate: Candidate, print_: str | None
    ) -> tuple[Post, Service | None]:
        """The seat the row names, or the one the person sits on already, or the next empty one."""
        seats = self.posts.get((str(values["badan"]), values["tempat"]))
        if seats is None:
            raise RowError("tempat", _("You appoint no seat of this body here. Check body and code."))
        if values["kursi"]:
            seats = [post for post in seats if post.number == values["kursi"]]
            if not seats:
                raise RowError("kursi", _("There is no seat with this number here."))
        for post in seats:
            holder = self.holders.get(post.pk)
            if holder and _is(holder.person, candidate, print_):
                return post, holder
        free = [post for post in seats if post.pk not in self.holders and post.pk not in self.claimed]
        if values["kursi"] and seats[0].pk in self.holders:
            raise RowError("kursi", _("Somebody else sits there: propose a replacement instead."))
        if not free and not values["kursi"]:
            raise RowError("kursi", _("Every seat of this body is taken here."))
        return (free or seats)[0], None

    def _must_be_free(self, person: Person | None, service: Service | None, starts: date) -> None:
        """Nobody sits on two seats on a day; the sentence does not say where the other one is."""
        if person is None or service is not None:
            return
        for until in self.busy.get(person.pk, ()):
            if until is None or until >= starts:
                raise RowError("nik", _("This person already serves in another seat on one of these days."))

    def _changes(self, values: dict[str, Any], service: Service | None) -> dict[str, Any]:
        """What the row adds to the service; a step that is known already must be said the same."""
        wanted = _steps(values, self.today)
        if service is None:
            if "trained_on" in wanted or "sworn_on" in wanted:
                raise RowError("dilatih", _("Trained or sworn only after a second person has selected them."))
            return wanted
        if ("trained_on" in wanted or "sworn_on" in wanted) and not service.selected_on:
            raise RowError("dilatih", _("Trained or sworn only after a second person has selected them."))
        if service.sworn_on and wanted.get("sworn_on", service.sworn_on) != service.sworn_on:
            raise RowError("dilantik", _("Another day of the oath is recorded already."))
        if "sworn_on" in wanted and wanted["sworn_on"] < service.selected_on:
            raise RowError("dilantik", _("The oath cannot come before the selection."))
        return {name: value for name, value in wanted.items() if getattr(service, name) != value}


def _steps(values: dict[str, Any], today_: date) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if values["dilatih"]:
        wanted["trained_on"] = values["dilatih"]
    if values["dilantik"]:
        wanted |= {"sworn_on": values["dilantik"], "sworn_document": (values["berita_acara"] or "")[:120]}
    if values["kesehatan"] in (Health.FIT, Health.UNFIT):
        if not values["diperiksa"]:
            raise RowError("diperiksa", _("Give the day of the health check."))
        wanted |= {"health": values["kesehatan"], "health_on": values["diperiksa"]}
    for name, column in (("trained_on", "dilatih"), ("sworn_on", "dilantik"), ("health_on", "diperiksa")):
        if name in wanted and wanted[name] > today_:
            raise RowError(column, _("This day has not come yet."))
    return wanted


def _candidate(values: dict[str, Any]) -> Candidate:
    name = values["nama"]
    if without_personal_numbers(name) != name or sum(c.isdigit() for c in name) > 2 or len(name) > 120:
        raise RowError("nama", _("A name has no digits and at most 120 letters."))
    return Candidate(
        name,
        values["nik"] or "",
        values["telepon"] or "",
        str(values["jenis_kelamin"] or ""),
        values["tahun_lahir"],
    )


def _is(person: Person, candidate: Candidate, print_: str | None) -> bool:
    """Whether a row means this person: by the NIK where both have one, by the name otherwise."""
    if print_ and person.nik_hash:
        return print_ == person.nik_hash
    return person.name.casefold() == candidate.name.casefold()


def _print(line: Line) -> str | None:
    return fingerprint(line.values["nik"]) if line.values["nik"] else None


def _busy(people: list[int]) -> dict[int, list[date | None]]:
    """Until when each of these people serves elsewhere, by person; None is until further notice."""
    found: dict[int, list[date | None]] = {}
    for service in _in_portions(Service, "person", people):
        if service.end_reason != EndReason.MISTAKE:
            found.setdefault(service.person_id, []).append(service.ended_on)
    return found


def _in_portions(model: Any, field: str, values: Any, size: int = 5_000) -> list[Any]:
    wanted = sorted(values)
    parts = [wanted[start : start + size] for start in range(0, len(wanted), size)]
    return [row for part in parts for row in model.objects.filter(**{f"{field}__in": part})]
