"""A person: found again by the fingerprint of the NIK, corrected with a reason, revealed with a purpose."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.offices.models import User
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.models import Person, Service
from siaga.desks.staff.rights import CONFIRM, EDIT, may_on, require_on
from siaga.desks.trail.personal import UnreadableSealError, fingerprint, seal, unseal
from siaga.desks.trail.plain import without_personal_numbers
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import record
from siaga.law import nik as law


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person as an officer names them; everything but the name may be left out.

    `nik` is used for the fingerprint and the last four digits and then forgotten.
    """

    name: str
    nik: str = ""
    phone: str = ""
    sex: str = ""
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Revealed:
    """What is shown once to who asked for it with a purpose."""

    phone: str
    nik_last4: str
    sex: str
    birth_year: int | None


def find_or_add(candidate: Candidate) -> Person:
    """The person with this NIK, or a new one. Raises Refused for a name or NIK that cannot be one.

    Call inside the transaction of the act. Without a NIK nobody is taken for somebody else.
    """
    number = _checked(candidate)
    print_ = fingerprint(number) if number else None
    known = Person.objects.filter(nik_hash=print_).first() if print_ else None
    return known or Person.objects.create(
        name=_name(candidate.name),
        nik_hash=print_,
        nik_last4=number[-4:],
        phone_sealed=seal(candidate.phone.strip()),
        sex=candidate.sex,
        birth_year=candidate.birth_year,
        added_at=timezone.now(),
    )


@transaction.atomic
def correct_person(user: User, service: Service, candidate: Candidate, reason: str) -> Person:
    """Correct what is kept of a person; the trail tells which fields and why, never their content."""
    require_on(user, EDIT, service.post)
    why = needed(reason, _("Say why this is corrected."))
    person = Person.objects.select_for_update().get(pk=service.person_id)
    changed = _apply(person, candidate)
    if not changed:
        raise Refused(_("Nothing would change."))
    person.save(update_fields=changed)
    record("staff.person.correct", person, after={"fields": changed}, reason=why)
    return person


@transaction.atomic
def reveal(user: User, service: Service, purpose: str) -> Revealed:
    """Show the telephone and the rest to the side that keeps the seat. Every reveal is written down."""
    if not may_on(user, CONFIRM, service.post.kind, service.post.place):
        require_on(user, EDIT, service.post)
    if len(purpose.strip()) < 5:
        raise Refused(_("Say what you need it for."))
    person = service.person
    try:
        phone = unseal(person.phone_sealed)
    except UnreadableSealError:
        raise Refused(_("This was sealed with another key. Ask whoever runs the server.")) from None
    record("staff.person.reveal", person, after={"service": service.pk}, reason=purpose.strip())
    return Revealed(phone, person.nik_last4, person.get_sex_display(), person.birth_year)


def _apply(person: Person, candidate: Candidate) -> list[str]:
    """Put what was given into the person; empty parts leave what is there. Returns the changed fields."""
    number = _checked(candidate)
    wanted = {"name": _name(candidate.name), "sex": candidate.sex, "birth_year": candidate.birth_year}
    if number:
        wanted |= {"nik_hash": fingerprint(number), "nik_last4": number[-4:]}
    if candidate.phone.strip() and candidate.phone.strip() != unseal(person.phone_sealed):
        wanted["phone_sealed"] = seal(candidate.phone.strip())
    changed = [field for field, value in wanted.items() if value and getattr(person, field) != value]
    if "nik_hash" in changed and Person.objects.filter(nik_hash=wanted["nik_hash"]).exists():
        raise Refused(_("Another person has this NIK already."))
    for field in changed:
        setattr(person, field, wanted[field])
    return changed


def _checked(candidate: Candidate) -> str:
    """The digits of the NIK, or nothing when none was given. No message repeats it."""
    number = law.digits(candidate.nik)
    if number and not law.is_possible(number):
        raise Refused(_("This cannot be a NIK: sixteen digits with a day of birth in them. Check the card."))
    return number


def _name(written: str) -> str:
    name = " ".join(written.split())
    if not name:
        raise Refused(_("The name is missing."))
    if without_personal_numbers(name) != name or sum(char.isdigit() for char in name) > 2:
        raise Refused(_("A name has no digits: leave the number out."))
    return name
