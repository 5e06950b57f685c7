"""Staffing: how many people the law asks for in this city, beside how many a source claims there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election, StaffingClaim
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.readiness.queries.light import Cell, Ground, Input, Light, Records, Shade, cells, unbroken
from siaga.law.profiles import Profile, load

PARAMETERS = {
    "ppk": ("ppk_per_district", "district"),
    "pps": ("pps_per_ward", "ward"),
    "kpps": ("kpps_per_station", "station"),
    "linmas": ("order_officers_per_station", "station"),
    "ptps": ("station_supervisors_per_station", "station"),
    "pkd": ("ward_supervisors_per_ward", "ward"),
    "panwascam": ("district_supervisors_per_district", "district"),
    "bawaslu": ("bawaslu_members", "city"),
}
"""For each body, the number of the rule profile and the unit it multiplies with."""


@dataclass(frozen=True, slots=True)
class Post:
    """A body: persons per unit by law, units in the city, persons claimed. `claimed` is None where none
    is stated.

    `per_unit` and `units` are None for a body that is the sum of others; `parts` then names them.
    """

    code: str
    role: str
    per_unit: int | None
    units: int | None
    needed: int
    claimed: int | None
    inferred: bool
    unsure: bool
    basis: str
    parts: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return self.claimed is None or self.claimed == self.needed

    @property
    def formula(self) -> str:
        if self.parts:
            return unbroken(f"{' + '.join(self.parts)} = {self.needed}")
        return unbroken(f"{self.per_unit} × {self.units} = {self.needed}")


def staffing_light(election: Election) -> Light:
    """The light of the staffing arithmetic."""
    claims = list(election.staffing_claims.filter(closed_at__isnull=True))
    return light_of(posts(claims, load(election.profile), units_of(election)), units_of(election))


def units_of(election: Election) -> dict[str, int]:
    """Cities, districts, wards and stations of the election."""
    inside = Region.objects.filter(code__startswith=f"{election.region_id}.")
    stations = PollingStation.objects.filter(map=election.station_map_id, closed_at__isnull=True)
    return {
        "city": 1,
        "district": inside.filter(level=Level.DISTRICT).count(),
        "ward": inside.filter(level=Level.WARD).count(),
        "station": stations.count(),
    }


def posts(claims: list[StaffingClaim], profile: Profile, units: Mapping[str, int]) -> list[Post]:
    """Each claimed body with what the law needs; a body no rule is known for is left out."""
    single = {c.code: _single(c, profile, units) for c in claims if c.code in PARAMETERS}
    summed = {
        c.code: _sum(c, [single[p.code] for p in claims if p.part_of_id == c.pk and p.code in single])
        for c in claims
    }
    found = (single.get(c.code) or summed[c.code] for c in claims)
    return [post for post in found if post.parts or post.per_unit]


def light_of(found: list[Post], units: Mapping[str, int]) -> Light:
    """The light for some bodies."""
    wrong = [post for post in found if not post.agrees]
    return Light(
        area="staffing",
        title=_("Staffing"),
        shade=Shade.NONE if not found else Shade.BAD if wrong else Shade.GOOD,
        sentence=_sentence(found, wrong),
        formula=_("persons by law = persons per unit (rule profile) × units in the city"),
        inputs=(
            Input(_("Districts"), units["district"]),
            Input(_("Wards"), units["ward"]),
            Input(_("Polling stations"), units["station"]),
        ),
        basis=_grounds(found),
        records=Records(
            (_("Body"), _("By law"), _("persons needed"), _("persons claimed"), _("Verdict"), _("Remark")),
            tuple(_record(post) for post in found),
        ),
    )


def _single(claim: StaffingClaim, profile: Profile, units: Mapping[str, int]) -> Post:
    name, unit = PARAMETERS[claim.code]
    parameter = profile.parameters[name]
    per_unit = int(parameter.value)
    return Post(
        code=claim.code,
        role=claim.label,
        per_unit=per_unit,
        units=units[unit],
        needed=per_unit * units[unit],
        claimed=claim.claimed,
        inferred=claim.inferred,
        unsure=parameter.basis.unsure,
        basis=str(parameter.basis),
    )


def _sum(claim: StaffingClaim, parts: list[Post]) -> Post:
    return Post(
        code=claim.code,
        role=claim.label,
        per_unit=None,
        units=None,
        needed=sum(part.needed for part in parts),
        claimed=claim.claimed,
        inferred=claim.inferred or any(part.inferred for part in parts),
        unsure=any(part.unsure for part in parts),
        basis="",
        parts=tuple(str(part.needed) for part in parts),
    )


def _sentence(found: list[Post], wrong: list[Post]) -> str:
    if not found:
        return _("No staffing figures are claimed for this election.")
    if wrong:
        names = ", ".join(post.role for post in wrong)
        return _("The claimed number differs from the law for: %(names)s.") % {"names": names}
    return ngettext(
        "%(n)d claimed number equals what the law asks for.",
        "All %(n)d claimed numbers equal what the law asks for.",
        len(found),
    ) % {"n": len(found)}


def _record(post: Post) -> tuple[Cell, ...]:
    verdict = _("equal") if post.agrees else _("differs by %(n)s") % {"n": f"{post.claimed - post.needed:+d}"}
    shade = Shade.GOOD if post.agrees else Shade.BAD
    return cells(
        post.role, post.formula, post.needed, post.claimed, Cell(verdict, shade=shade), _remark(post)
    )


def _remark(post: Post) -> str:
    inferred = [_("inferred: no source prints this split")] if post.inferred else []
    unsure = [_("number per unit not confirmed")] if post.unsure else []
    return "; ".join(inferred + unsure)


def _grounds(found: list[Post]) -> tuple[Ground, ...]:
    unsure: dict[str, bool] = {}
    for post in found:
        if post.basis:
            unsure[post.basis] = unsure.get(post.basis, False) or post.unsure
    return tuple(Ground(text, doubt) for text, doubt in sorted(unsure.items()))
