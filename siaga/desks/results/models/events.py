"""What was said and done about a form besides its figures: objections of witnesses, special events, recounts,
and the plenaries where corrections are decided (C.KEJADIAN KHUSUS and D.KEJADIAN KHUSUS). All append-only:
what changes later is a follow-up beside it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import CandidatePair, Contest, Election
from siaga.desks.places.models import Region
from siaga.desks.results.models.versions import CorrectionLevel, ResultVersion

_HEX = 64
_OF_PEOPLE = [level for level in CorrectionLevel.values if level != CorrectionLevel.SOURCE]


class Written(models.Model):
    """What every record of this file carries: who wrote it, in which office, when, under which receipt
    number; `digest` tells a retry from a second statement.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    office = models.CharField(_("office"), max_length=200, blank=True)
    at = models.DateTimeField(_("written at"))
    client_id = models.CharField(_("receipt number"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=_HEX)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_has_a_receipt", condition=~Q(client_id="")),
            models.CheckConstraint(name="%(class)s_digest_hex", condition=Exact(Length("digest"), _HEX)),
        ]


class Plenary(Written):
    """An open plenary of a district or of the city: where forms are opened one by one, and corrected."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="plenaries")
    region = models.ForeignKey(Region, models.PROTECT, related_name="plenaries")
    presided_by = models.CharField(_("presided by"), max_length=200)
    opened_at = models.DateTimeField(_("opened"))

    class Meta(Written.Meta):
        ordering = ["-opened_at", "-id"]
        verbose_name_plural = "plenaries"
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(name="plenary_is_presided_over", condition=~Q(presided_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.opened_at:%Y-%m-%d}"


class PlenaryMinutes(Written):
    """The end of a plenary: the number of its minutes (berita acara)."""

    plenary = models.OneToOneField(Plenary, models.PROTECT, related_name="minutes")
    number = models.CharField(_("number of the minutes"), max_length=100)
    closed_at = models.DateTimeField(_("closed"))

    class Meta(Written.Meta):
        ordering = ["closed_at", "id"]
        verbose_name_plural = "plenary minutes"
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(name="plenary_minutes_numbered", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.number


class Objection(Written):
    """A witness of a pair objects to a figure of a form: what they say it should be, and what became of it on
    the spot. `witness` is a name for the file alone and never public. Without a `field` the objection is to
    the conduct, not to a figure.
    """

    row = models.ForeignKey("ResultRow", models.PROTECT, related_name="objections")
    pair = models.ForeignKey(CandidatePair, models.PROTECT, related_name="+", verbose_name=_("pair"))
    field = models.CharField(_("figure"), max_length=40, blank=True)
    claimed = models.PositiveIntegerField(_("should be"), null=True, blank=True)
    text = models.TextField(_("what the witness says"))
    accepted = models.BooleanField(_("accepted on the spot"))
    level = models.CharField(_("raised at"), max_length=10, choices=CorrectionLevel)
    witness = models.CharField(_("name of the witness"), max_length=120, blank=True)
    plenary = models.ForeignKey(
        Plenary, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name=_("plenary")
    )

    class Meta(Written.Meta):
        ordering = ["at", "id"]
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(name="objection_says_what", condition=~Q(text="")),
            models.CheckConstraint(name="objection_level_known", condition=Q(level__in=_OF_PEOPLE)),
            models.CheckConstraint(
                name="objection_claims_a_figure", condition=Q(claimed__isnull=True) | ~Q(field="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} pair {self.pair_id} {self.field}"


class SpecialEvent(Written):
    """Something out of the ordinary at a station (with `row`) or at a plenary (without): what happened and
    what was done about it.
    """

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="special_events")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    row = models.ForeignKey("ResultRow", models.PROTECT, null=True, blank=True, related_name="special_events")
    plenary = models.ForeignKey(
        Plenary, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("plenary")
    )
    happened_at = models.DateTimeField(_("happened"))
    text = models.TextField(_("what happened"))
    measure = models.TextField(_("what was done about it"), blank=True)

    class Meta(Written.Meta):
        ordering = ["happened_at", "id"]
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(name="specialevent_says_what", condition=~Q(text="")),
            models.CheckConstraint(
                name="specialevent_is_somewhere", condition=Q(row__isnull=False) | Q(plenary__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.region_id}"


class Outcome(models.TextChoices):
    """What became of an objection or an event later."""

    ACCEPTED = "accepted", _("accepted, and corrected where a figure was wrong")
    REFUSED = "refused", _("not accepted")
    PASSED_ON = "passed_on", _("passed on to the next level")
    SETTLED = "settled", _("settled")
    WITHDRAWN = "withdrawn", _("withdrawn by who wrote it down")


class FollowUp(Written):
    """What became of an objection or a special event later, with words; the last one stands."""

    objection = models.ForeignKey(Objection, models.PROTECT, null=True, blank=True, related_name="followups")
    event = models.ForeignKey(SpecialEvent, models.PROTECT, null=True, blank=True, related_name="followups")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    text = models.TextField(_("in words"))
    plenary = models.ForeignKey(
        Plenary, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plenary")
    )

    class Meta(Written.Meta):
        ordering = ["at", "id"]
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(name="followup_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(name="followup_says_what", condition=~Q(text="")),
            models.CheckConstraint(
                name="followup_of_one_thing",
                condition=Q(objection__isnull=True, event__isnull=False)
                | Q(objection__isnull=False, event__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id or self.event_id} {self.outcome}"


class Recount(Written):
    """The ballots of a station are counted again (penghitungan ulang): why, at which level, by which
    decision. Its result is the version whose `Ground` names it; until then the row does not count.
    """

    row = models.ForeignKey("ResultRow", models.PROTECT, related_name="recounts")
    level = models.CharField(_("decided at"), max_length=10, choices=CorrectionLevel)
    document = models.CharField(_("number of the decision"), max_length=120, blank=True)
    reason = models.TextField(_("reason"))
    plenary = models.ForeignKey(
        Plenary, models.PROTECT, null=True, blank=True, related_name="recounts", verbose_name=_("plenary")
    )

    class Meta(Written.Meta):
        ordering = ["at", "id"]
        constraints = [
            *Written.Meta.constraints,
            models.CheckConstraint(name="recount_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="recount_level_known", condition=Q(level__in=_OF_PEOPLE)),
        ]

    def __str__(self) -> str:
        return f"{self.row_id} {self.level}"


class Ground(models.Model):
    """What a correction rests on: the office that made it, the number of the decision where it was made
    elsewhere, and the plenary, recount or objection it follows from where there is one.
    """

    version = models.OneToOneField(ResultVersion, models.PROTECT, related_name="ground")
    office = models.CharField(_("office"), max_length=200, blank=True)
    document = models.CharField(_("number of the decision"), max_length=120, blank=True)
    plenary = models.ForeignKey(
        Plenary, models.PROTECT, null=True, blank=True, related_name="grounds", verbose_name=_("plenary")
    )
    recount = models.OneToOneField(
        Recount, models.PROTECT, null=True, blank=True, related_name="result", verbose_name=_("recount")
    )
    objection = models.ForeignKey(
        Objection, models.PROTECT, null=True, blank=True, related_name="grounds", verbose_name=_("objection")
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.office}"
