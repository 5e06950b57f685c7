"""Bringing institutions, offices and office-holders in line with a pack; see `trail.services.put`.

The registers are shared by all packs: rows of other packs stay as they are. An office-holder who is no longer
in the pack stays too, and is reported: who held an office does not cease to be a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from siaga.desks.offices.models import Institution, Office, OfficeHolder
from siaga.desks.trail.services.put import KindChanges, put
from siaga.desks.trail.services.record import Subject
from siaga.desks.trail.services.sources import Sources, origin_fields
from siaga.engines.packs import model as packs

_KINDS = {
    packs.InstitutionKind.ELECTION_COMMISSION: Institution.Kind.COMMISSION,
    packs.InstitutionKind.DISTRICT_COMMITTEE: Institution.Kind.COMMITTEE,
    packs.InstitutionKind.WARD_COMMITTEE: Institution.Kind.COMMITTEE,
    packs.InstitutionKind.SUPERVISOR: Institution.Kind.SUPERVISOR,
    packs.InstitutionKind.DISTRICT_SUPERVISOR: Institution.Kind.SUPERVISOR,
    packs.InstitutionKind.CITY_GOVERNMENT: Institution.Kind.GOVERNMENT,
    packs.InstitutionKind.COUNCIL: Institution.Kind.COUNCIL,
    packs.InstitutionKind.POLICE: Institution.Kind.POLICE,
    packs.InstitutionKind.ARMY: Institution.Kind.ARMY,
    packs.InstitutionKind.PROSECUTOR: Institution.Kind.PROSECUTOR,
    packs.InstitutionKind.AGENCY: Institution.Kind.GOVERNMENT,
    packs.InstitutionKind.DISTRICT_GOVERNMENT: Institution.Kind.GOVERNMENT,
    packs.InstitutionKind.WARD_GOVERNMENT: Institution.Kind.GOVERNMENT,
    packs.InstitutionKind.FORUM: Institution.Kind.FORUM,
    packs.InstitutionKind.PRISON: Institution.Kind.OTHER,
    packs.InstitutionKind.OTHER: Institution.Kind.OTHER,
}

_FORMS = {
    packs.TitleForm.DEFINITIVE: OfficeHolder.Form.FULL,
    packs.TitleForm.PJ: OfficeHolder.Form.PJ,
    packs.TitleForm.PJS: OfficeHolder.Form.PJS,
    packs.TitleForm.PLT: OfficeHolder.Form.PLT,
    packs.TitleForm.PLH: OfficeHolder.Form.PLH,
}


@transaction.atomic
def put_institutions(rows: Sequence[packs.Institution], sources: Sources) -> KindChanges:
    """Bring institutions in line with a pack; the regions must be there, a parent among the rows."""
    wanted = {row.code: _institution(row, sources) for row in rows}
    for row in rows:
        wanted[row.code].parent = wanted[row.parent] if row.parent else None
    known = Institution.objects.filter(code__in=wanted)
    about = Subject("offices.institution", "", f"{len(wanted)} institutions")
    return put(known, wanted.values(), key=("code",), about=about)


@transaction.atomic
def put_offices(rows: Iterable[packs.Office], sources: Sources) -> KindChanges:
    """Bring offices in line with a pack; their institutions must be there."""
    institutions = {institution.code: institution for institution in Institution.objects.all()}
    wanted = [
        Office(
            code=row.code,
            institution=institutions[row.institution],
            title=row.title,
            seats=row.seats,
            **origin_fields(Office, row.origin, sources),
        )
        for row in rows
    ]
    known = Office.objects.filter(code__in=[office.code for office in wanted])
    about = Subject("offices.office", "", f"{len(wanted)} offices")
    return put(known, wanted, key=("code",), about=about)


@transaction.atomic
def put_holders(rows: Iterable[packs.OfficeHolder], sources: Sources) -> KindChanges:
    """Bring the holders of the pack's offices in line with it; the offices must be there."""
    offices = {office.code: office for office in Office.objects.all()}
    wanted = [
        OfficeHolder(
            office=offices[row.office],
            person=row.person,
            form=_FORMS[row.form],
            starts=row.valid_from,
            ends=row.valid_to,
            **origin_fields(OfficeHolder, row.origin, sources),
        )
        for row in rows
    ]
    known = OfficeHolder.objects.filter(office__in={holder.office for holder in wanted})
    about = Subject("offices.officeholder", "", f"{len(wanted)} office-holders")
    return put(known, wanted, key=("office__code", "person", "starts"), about=about, ours=("note",))


def _institution(row: packs.Institution, sources: Sources) -> Institution:
    return Institution(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=_KINDS[row.kind],
        region_id=row.region,
        **origin_fields(Institution, row.origin, sources),
    )
