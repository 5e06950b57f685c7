"""Loading a pack: complete, idempotent, all or nothing, and nothing overwritten in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from siaga.desks.elections.models import (
    CandidatePair,
    Contest,
    Election,
    LegalBasis,
    PublishedFigure,
    StaffingClaim,
    Stage,
)
from siaga.desks.elections.services import load_pack
from siaga.desks.offices.models import Institution, Office, OfficeHolder
from siaga.desks.places.models import PollingStation, Region
from siaga.desks.trail import links
from siaga.desks.trail.models import Entry, Source
from siaga.desks.trail.services.sources import UnknownSourceError, UnmarkedSampleError
from siaga.engines.packs import model as packs
from tests.kit.city import CITY, SOURCE, origin, tiny_city, tiny_pack

pytestmark = pytest.mark.django_db

KINDS = [Source, Region, LegalBasis, PollingStation, Election, Contest, CandidatePair, Stage]
KINDS += [PublishedFigure, StaffingClaim, Institution, Office, OfficeHolder]


def counts() -> dict[str, int]:
    return {kind.__name__: kind.objects.count() for kind in [*KINDS, Entry]}


def kind(changes, name):
    return next(found for found in changes.kinds if found.kind == name)


def test_a_pack_becomes_rows():
    city = tiny_city()
    assert len(city.stations) == 7
    assert city.election.pack_digest == tiny_pack().digest
    assert [pair.kind for pair in city.mayor.pairs.all()] == ["pair", "empty_column"]
    coklit = Stage.objects.get(code="coklit")
    assert (coklit.parent.code, coklit.legal_basis.code) == ("voter-list", "pkpu-2-2024")
    assert StaffingClaim.objects.get(code="ptps").part_of.code == "supervision"
    assert PollingStation.objects.get(code="1872011002002").sample
    assert Institution.objects.get(code="ppk-contoh-1").parent.code == "kpu-contoh"


def test_every_record_knows_its_source():
    tiny_city()
    for model in KINDS[1:]:
        if model is Election:
            continue
        assert not model.objects.filter(source=None).exists(), model


def test_what_the_source_leaves_out_stays_not_stated():
    tiny_city()
    station = PollingStation.objects.get(code="1872021001002")
    assert (station.voters_total, station.latitude, station.point) == (None, None, None)
    assert Stage.objects.get(code="supervisors").starts is None
    assert OfficeHolder.objects.get().starts is None


def test_the_same_pack_again_does_nothing(django_assert_max_num_queries):
    load_pack(tiny_pack())
    before = counts()
    with django_assert_max_num_queries(3):  # savepoint, look at the digest, release
        again = load_pack(tiny_pack())
    assert again.already_loaded
    assert not again
    assert counts() == before


def test_the_same_rows_under_another_digest_leave_only_the_new_digest_in_the_trail():
    load_pack(tiny_pack())
    before = counts()
    again = load_pack(replace(tiny_pack(), digest="f" * 64))
    assert not again
    assert sum(found.unchanged for found in again.kinds) > 30
    assert counts() == before | {"Entry": before["Entry"] + 1}
    assert Entry.objects.latest("index").before == {"pack_digest": tiny_pack().digest}


def test_a_change_is_told_and_the_trail_keeps_before_and_after():
    load_pack(tiny_pack())
    stations = list(tiny_pack().stations)
    stations[0] = replace(stations[0], address="Jalan Baru 9", dpt_men=282, dpt_total=572)
    changes = load_pack(tiny_pack(stations=tuple(stations)))
    (change,) = kind(changes, "places.pollingstation").changed
    assert change.key == "1872011001001"
    assert change.before == {"address": "", "voters_total": 571, "voters_men": 281}
    assert change.after == {"address": "Jalan Baru 9", "voters_total": 572, "voters_men": 282}
    entry = Entry.objects.filter(subject_type="places.pollingstation").latest("index")
    assert entry.before == {change.key: change.before}
    assert entry.after == {change.key: change.after}
    assert PollingStation.objects.get(code=change.key).address == "Jalan Baru 9"


def test_a_row_that_left_the_pack_is_closed_and_opens_again():
    load_pack(tiny_pack())
    fewer = tiny_pack(stations=tiny_pack().stations[:-1])
    closed = kind(load_pack(fewer), "places.pollingstation").closed
    assert [row.key for row in closed] == ["1872021001002"]
    assert PollingStation.objects.get(code="1872021001002").closed_at is not None
    assert not kind(load_pack(replace(fewer, digest="e" * 64)), "places.pollingstation")
    (opened,) = kind(load_pack(tiny_pack()), "places.pollingstation").changed
    assert opened.key == "1872021001002"
    assert opened.after == {"closed_at": None}
    assert PollingStation.objects.get(code="1872021001002").closed_at is None


def test_a_row_without_closing_is_kept_and_reported():
    load_pack(tiny_pack())
    changes = load_pack(tiny_pack(office_holders=()))
    assert OfficeHolder.objects.count() == 1
    changes = load_pack(tiny_pack(pairs=tiny_pack().pairs[:-1]))
    assert [row.key for row in kind(changes, "elections.candidatepair").missing] == ["governor/2"]
    assert CandidatePair.objects.count() == 4


def test_a_dry_run_shows_everything_and_writes_nothing():
    before = counts()
    changes = load_pack(tiny_pack(), dry_run=True)
    assert changes.dry_run
    assert len(kind(changes, "places.region").added) == 7
    assert counts() == before
    assert not load_pack(tiny_pack()).already_loaded


def test_any_error_undoes_the_whole_load():
    before = counts()
    stations = list(tiny_pack().stations)
    stations[-1] = replace(stations[-1], number=3)  # the code says 002
    with pytest.raises(IntegrityError):
        load_pack(tiny_pack(stations=tuple(stations)))
    assert counts() == before


def test_a_failing_handler_undoes_the_whole_load():
    def fail(election, pack):
        raise RuntimeError("the other desk cannot")

    before = counts()
    links.register("pack.loaded", "tests.fail", fail)
    try:
        with pytest.raises(RuntimeError, match="the other desk"):
            load_pack(tiny_pack())
    finally:
        links.unregister("pack.loaded", "tests.fail")
    assert counts() == before


def test_other_desks_answer_to_a_load():
    heard = []
    links.register(
        "pack.loaded", "tests.hear", lambda election, pack: heard.append((election.code, pack)) or 7
    )
    try:
        changes = load_pack(tiny_pack())
    finally:
        links.unregister("pack.loaded", "tests.hear")
    assert heard == [("kota-contoh-2024", tiny_pack())]
    assert changes.answers["tests.hear"] == 7


def test_two_packs_stand_side_by_side():
    load_pack(tiny_pack())
    second = tiny_pack(
        id="kota-contoh-2029", election=replace(tiny_pack().election, voting_day=date(2029, 6, 1))
    )
    load_pack(second)
    assert Election.objects.count() == 2
    assert PollingStation.objects.count() == 14
    assert not PollingStation.objects.exclude(closed_at=None).exists()
    assert Region.objects.count() == 7


def test_two_packs_may_use_one_source_code_for_different_documents():
    load_pack(tiny_pack())
    theirs = replace(SOURCE, title="Berita acara kota lain")
    header = replace(tiny_pack().election, name="Kota Lain")
    other = tiny_pack(id="kota-lain-2024", election=header, sources=(theirs,))
    load_pack(other)
    assert Source.objects.get(code=SOURCE.code).title == SOURCE.title
    assert Source.objects.get(code=f"{SOURCE.code}--kota-lain-2024").title == theirs.title
    assert Contest.objects.get(code="mayor", election__code=other.id).source.title == theirs.title
    again = load_pack(replace(other, digest="d" * 64))
    assert not kind(again, "trail.source")
    assert Source.objects.count() == 2


def test_packs_share_the_very_same_document():
    load_pack(tiny_pack())
    load_pack(tiny_pack(id="kota-contoh-2029"))
    assert Source.objects.count() == 1


def test_a_pack_may_correct_its_own_source():
    load_pack(tiny_pack())
    load_pack(tiny_pack(sources=(replace(SOURCE, title="Berita acara (perbaikan)"),)))
    assert Source.objects.get().title == "Berita acara (perbaikan)"


def test_an_unknown_source_is_refused():
    region = replace(tiny_pack().regions[0], origin=packs.Origin("nowhere", file="regions.csv", line=2))
    with pytest.raises(UnknownSourceError, match=r"regions\.csv:2"):
        load_pack(tiny_pack(regions=(region, *tiny_pack().regions[1:])))


def test_a_sample_nobody_could_see_is_refused():
    stages = (replace(tiny_pack().stages[0], origin=origin(sample=True)),)
    with pytest.raises(UnmarkedSampleError):
        load_pack(tiny_pack(stages=stages))


def test_a_circle_of_parents_is_refused():
    first, second, *rest = tiny_pack().stages
    stages = (replace(first, parent=second.code), second, *rest)
    with pytest.raises(ValueError, match="circle"):
        load_pack(tiny_pack(stages=stages))


def test_the_summary_is_plain_data():
    summary = load_pack(tiny_pack()).summary()
    assert summary["pack"] == "kota-contoh-2024"
    regions = next(found for found in summary["kinds"] if found["kind"] == "places.region")
    assert {row["key"] for row in regions["added"]} >= {"18", CITY}


def test_who_leaves_a_seat_has_left_before_the_next_takes_it():
    holder = tiny_pack().office_holders[0]
    first = replace(holder, valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))
    load_pack(tiny_pack(office_holders=(first,)))
    left = replace(first, valid_to=date(2024, 11, 20))
    following = replace(first, person="Penerus", valid_from=date(2024, 11, 21))
    load_pack(tiny_pack(office_holders=(following, left)))
    terms = OfficeHolder.objects.order_by("starts").values_list("person", "ends")
    assert list(terms) == [(holder.person, date(2024, 11, 20)), ("Penerus", date(2024, 12, 31))]
