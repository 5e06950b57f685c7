"""Publishing: one person prepares the files, another confirms them, and only then are they signed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import require
from siaga.desks.offices.models import Judgement, User
from siaga.desks.results import archives
from siaga.desks.results.errors import NotNow, ReasonMissing, Refused, SamePerson, Stale
from siaga.desks.results.models import Publication, PublicationVerdict, ResultRow
from siaga.desks.results.queries.editions import Frame, edition_of
from siaga.desks.results.services._offices import membership_at
from siaga.desks.results.states import State
from siaga.desks.trail.services import DamagedLogError, checkpoint, record
from siaga.engines.ledger import keys
from siaga.engines.ledger.notes import NoteError
from siaga.engines.publication import Composed, compose, seal
from siaga.engines.publication.summary import counted_rows

PREPARE, ATTEST = "results.publish", "results.attest"


class NothingCounted(Refused):
    sentence = _("No row is counted yet, so there is nothing to publish.")


class Unsigned(Refused):
    """The trail or its key is not in order; nothing may be signed until somebody has looked."""

    status = 409
    sentence = _("The trail cannot be signed, so nothing is published. Tell whoever runs this site.")


class Changed(Stale):
    sentence = _(
        "Rows that are in these files have been stopped or corrected since. Prepare the publication again."
    )


class Overtaken(Stale):
    sentence = _("Another publication was confirmed since this one was prepared. Prepare it again.")


def prepare(election: Election, by: User) -> Publication:
    """Lay out the results as they stand now, under the number that follows; nothing is public yet.

    Raises PermissionDenied, NothingCounted, and Unsigned when the trail does not hold together.
    """
    require(by, PREPARE, election.region_id)
    if not ResultRow.objects.filter(contest__election=election, state=State.COUNTED).exists():
        raise NothingCounted
    with transaction.atomic():
        return _prepare(Election.objects.select_for_update().get(pk=election.pk), by)


def confirm(publication: Publication, by: User) -> PublicationVerdict:
    """Sign the prepared files: from here on everyone can download them.

    Raises PermissionDenied, SamePerson, NotNow when it was decided before, Overtaken, Changed when a row in
    it is not counted as it was, Unsigned when key or files are not in order.
    """
    with transaction.atomic():
        found = _decidable(publication, by)
        if found.prepared_by_id == by.pk:
            raise SamePerson(_("You prepared this publication yourself: another person must confirm it."))
        if found.previous != last_confirmed(found.election):
            raise Overtaken
        composed = _prepared(found)
        _require_unchanged(found, composed)
        return _sign(found, composed, by)


def send_back(publication: Publication, by: User, reason: str) -> PublicationVerdict:
    """Refuse prepared files with a reason; they stay unpublished for good. Raises ReasonMissing, NotNow."""
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        found = _decidable(publication, by)
        verdict = _decide(found, by, Judgement.Outcome.RETURNED, reason=reason.strip())
        record("results.publication.return", found, after=_told(found), reason=verdict.reason)
        return verdict


def last_confirmed(election: Election) -> Publication | None:
    """The newest publication that is public."""
    confirmed = Publication.objects.filter(election=election, verdict__outcome=Judgement.Outcome.CONFIRMED)
    return confirmed.order_by("-number").first()


def _prepare(election: Election, by: User) -> Publication:
    at, previous = timezone.now(), last_confirmed(election)
    newest = Publication.objects.filter(election=election).order_by("-number").first()
    institution = membership_at(by, PREPARE, election.region_id).institution
    frame = Frame(
        number=newest.number + 1 if newest else 1,
        at=at,
        issuer=institution.name,
        checkpoint=_checkpoint(),
        previous=previous.digest if previous else "",
    )
    composed = compose(edition_of(election, frame))
    archives.keep_prepared(composed)
    publication = Publication.objects.create(
        election=election,
        number=frame.number,
        previous=previous,
        digest=composed.digest,
        contests=_summary(composed),
        sample=composed.said["sample"],
        institution=institution,
        prepared_by=by,
        prepared_at=at,
    )
    record("results.publication.prepare", publication, after=_told(publication))
    return publication


def _checkpoint() -> str:
    try:
        return checkpoint().note
    except (DamagedLogError, NoteError) as error:
        raise Unsigned from error


def _summary(composed: Composed) -> list[dict[str, Any]]:
    """How far each contest is counted in these files, and the votes of each pair."""
    listed = []
    for contest in composed.said["contests"]:
        rows = counted_rows(composed.files, contest["code"])
        pairs = [{**pair, "votes": rows.votes[pair["number"]]} for pair in contest["pairs"]]
        listed.append({"code": contest["code"], "name": contest["name"], **rows.coverage, "pairs": pairs})
    return listed


def _decidable(publication: Publication, by: User) -> Publication:
    """The publication, locked with its election and still undecided."""
    require(by, ATTEST, publication.election.region_id)
    Election.objects.select_for_update().get(pk=publication.election_id)
    found = Publication.objects.select_related("election", "previous", "prepared_by").get(pk=publication.pk)
    if PublicationVerdict.objects.filter(publication=found).exists():
        raise NotNow(_("This publication has been decided already."))
    return found


def _prepared(publication: Publication) -> Composed:
    try:
        return archives.prepared(publication.digest)
    except (ValueError, OSError) as error:
        raise Unsigned(_("The prepared files are damaged or gone. Prepare the publication again.")) from error


def _require_unchanged(publication: Publication, composed: Composed) -> None:
    """Every row that is counted in the files is counted now, under the same version; new rows may wait."""
    now = ResultRow.objects.filter(contest__election=publication.election, state=State.COUNTED)
    standing = set(now.values_list("contest__code", "station__code", "current__number"))
    for contest in composed.said["contests"]:
        code = contest["code"]
        counted = counted_rows(composed.files, code).versions.items()
        if any((code, station, version) not in standing for station, version in counted):
            raise Changed


def _sign(publication: Publication, composed: Composed, by: User) -> PublicationVerdict:
    try:
        key = keys.load(Path(settings.SIAGA_SIGNING_KEY_FILE), settings.SIAGA_ORIGIN)
    except NoteError as error:
        raise Unsigned from error
    sealed = seal(composed, key)
    archives.keep_signed(sealed)
    verdict = _decide(publication, by, Judgement.Outcome.CONFIRMED, note=sealed.note)
    signed = _told(publication) | {"key": str(sealed.key)}
    record("results.publication.confirm", publication, after=signed)
    return verdict


def _decide(
    publication: Publication, by: User, outcome: str, *, reason: str = "", note: str = ""
) -> PublicationVerdict:
    return PublicationVerdict.objects.create(
        publication=publication,
        outcome=outcome,
        reason=reason,
        by=by,
        institution=membership_at(by, ATTEST, publication.election.region_id).institution,
        at=timezone.now(),
        note=note,
    )


def _told(publication: Publication) -> dict[str, Any]:
    """What the trail says of a publication: its number, its digest, and how much is in it."""
    return {
        "number": publication.number,
        "digest": publication.digest,
        "contests": publication.contests,
        "sample": publication.sample,
    }
