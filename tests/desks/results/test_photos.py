"""Photos of forms: received once, kept as sent, compared, bounded, and only from the crew of the station."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from siaga.desks.results.darkroom import Busy, Glance, Unreadable
from siaga.desks.results.errors_photos import Crowded, EnoughOfForm, PhotoClashed, PhotoRefused, TooManyPhotos
from siaga.desks.results.models import FormPhoto, PhotoClash, PhotoFinding, Side
from siaga.desks.results.queries.desk import held_rows, questioned_rows
from siaga.desks.results.queries.photos import PhotoLine, photos_of, received
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.receipts import beginning_of, code_of
from siaga.desks.results.services import enter, hold, take_photo
from siaga.desks.results.services import photos as service
from siaga.desks.trail.models import Entry
from siaga.desks.trail.services.files import open_file
from tests.kit.count import STATIONS, Town, healthy_figures, submission
from tests.kit.people import person
from tests.kit.photos import glance, jpeg, photograph

pytestmark = pytest.mark.django_db
TPS, OTHER, THIRD = STATIONS[:3]


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch):
    """What the darkroom says of the next photos; it has tests of its own."""

    def say(answer: Glance | Exception | None = None) -> None:
        def examine(content: bytes, sheet: Any) -> Glance:
            if isinstance(answer, Exception):
                raise answer
            return answer or glance()

        monkeypatch.setattr(service, "examine", examine)

    say()
    return say


def crew(station: str = TPS) -> Any:
    return person("station_officer", station=station)


def ptps(station: str = TPS) -> Any:
    return person("station_supervisor", station=station)


def seen(town: Town, user: Any) -> tuple[PhotoLine, ...]:
    """The photos of the station that somebody sees."""
    row = town.row(TPS)
    return photos_of(row, user, sight_of(row, user))


def test_a_photo_is_kept_as_sent(town: Town, sees: Any) -> None:
    by, sent = crew(), photograph()
    taken = take_photo(town.row(TPS), by, sent)
    assert not taken.repeated
    with open_file(taken.photo.file) as file:
        assert file.read() == sent.content
    assert taken.photo.file_id == sha256(sent.content).hexdigest()
    assert Entry.objects.filter(action="results.photo").count() == 1


def test_the_same_number_and_bytes_are_received_once(town: Town, sees: Any) -> None:
    by, sent = crew(), photograph()
    first = take_photo(town.row(TPS), by, sent)
    again = take_photo(town.row(TPS), by, sent)
    assert again.repeated
    assert again.photo == first.photo
    assert FormPhoto.objects.count() == 1
    assert Entry.objects.filter(action="results.photo").count() == 1


def test_other_bytes_under_the_number_are_kept_beside(town: Town, sees: Any) -> None:
    by, sent = crew(), photograph()
    first = take_photo(town.row(TPS), by, sent).photo
    other = photograph(client_id=sent.client_id, submission=sent.submission)
    for _ in range(2):
        with pytest.raises(PhotoClashed):
            take_photo(town.row(TPS), by, other)
    clash = PhotoClash.objects.get()
    assert (clash.photo, clash.file_id) == (first, other.digest)
    assert [list(line.clashes) for line in seen(town, town.checker)] == [[clash]]


def test_only_crew_and_supervisor_of_the_station_send(town: Town, sees: Any) -> None:
    for stranger in (crew(OTHER), ptps(OTHER), person("auditor")):
        with pytest.raises(PermissionDenied):
            take_photo(town.row(TPS), stranger, photograph())
    assert FormPhoto.objects.count() == 0


def test_nobody_adds_to_the_submission_of_another(town: Town, sees: Any) -> None:
    sent = photograph()
    take_photo(town.row(TPS), crew(), sent)
    with pytest.raises(PhotoClashed):
        take_photo(town.row(TPS), crew(), photograph(submission=sent.submission))
    with pytest.raises(PhotoClashed):
        take_photo(town.row(TPS, "governor"), crew(), photograph(submission=sent.submission))
    assert FormPhoto.objects.count() == 1


@pytest.mark.parametrize("code", ["file_broken", "file_heic", "too_many_pixels"])
def test_what_is_no_photo_is_refused_in_a_sentence(town: Town, sees: Any, code: str) -> None:
    sees(Unreadable(code))
    with pytest.raises(PhotoRefused) as refusal:
        take_photo(town.row(TPS), crew(), photograph())
    assert len(str(refusal.value.sentence)) > 20
    assert FormPhoto.objects.count() == 0


def test_a_crowd_is_asked_to_come_again(town: Town, sees: Any) -> None:
    sees(Busy())
    with pytest.raises(Crowded):
        take_photo(town.row(TPS), crew(), photograph())


def test_a_person_sends_no_more_than_a_crew_needs(town: Town, sees: Any, settings: Any) -> None:
    settings.SIAGA_PHOTOS_PER_FORM, settings.SIAGA_PHOTOS_PER_HOUR = 2, 3
    by = crew()
    for contest in ("mayor", "mayor", "governor"):
        take_photo(town.row(TPS, contest), by, photograph())
    with pytest.raises(EnoughOfForm):
        take_photo(town.row(TPS, "mayor"), by, photograph())
    with pytest.raises(TooManyPhotos):
        take_photo(town.row(TPS, "governor"), by, photograph())


def test_a_repeated_photo_never_meets_the_quota(town: Town, sees: Any, settings: Any) -> None:
    settings.SIAGA_PHOTOS_PER_FORM = 1
    by, sent = crew(), photograph()
    take_photo(town.row(TPS), by, sent)
    assert take_photo(town.row(TPS), by, sent).repeated


def kinds(photo: FormPhoto) -> set[str]:
    return set(photo.findings.values_list("kind", flat=True))


def test_the_same_picture_at_two_stations_is_noticed(town: Town, sees: Any) -> None:
    content = jpeg(1)
    first = take_photo(town.row(TPS), crew(), photograph(content)).photo
    second = take_photo(town.row(OTHER), crew(OTHER), photograph(content)).photo
    assert kinds(second) == {"same"}
    assert second.findings.get().other == first


def test_a_picture_that_looks_the_same_is_noticed(town: Town, sees: Any) -> None:
    look = "0f" * 32
    sees(glance(look=look))
    take_photo(town.row(TPS), crew(), photograph())
    sees(glance(look="f" + look[1:]))
    assert kinds(take_photo(town.row(OTHER), crew(OTHER), photograph()).photo) == {"alike"}
    assert kinds(take_photo(town.row(TPS), crew(), photograph()).photo) == {"alike"}


def test_a_paper_shown_at_two_stations_is_noticed_however_its_picture_was_cut(town: Town, sees: Any) -> None:
    hand = "0123456789abcdef" * 3
    sees(glance(look="0f" * 32, hand=hand))
    first = take_photo(town.row(TPS), crew(), photograph()).photo
    sees(glance(look="f0" * 32, hand="-" * 16 + hand[16:]))
    second = take_photo(town.row(OTHER), crew(OTHER), photograph()).photo
    assert [(found.kind, found.other) for found in second.findings.all()] == [("alike", first)]


@pytest.mark.parametrize("hand", ["", "-" * 32 + "0123456789abcdef", "f0" * 24])
def test_too_little_handwriting_and_another_hand_are_not_the_same(town: Town, sees: Any, hand: str) -> None:
    sees(glance(look="0f" * 32, hand="0123456789abcdef" * 3))
    take_photo(town.row(TPS), crew(), photograph())
    sees(glance(look="f0" * 32, hand=hand))
    assert kinds(take_photo(town.row(OTHER), crew(OTHER), photograph()).photo) == set()


def test_both_sources_may_photograph_the_same_paper(town: Town, sees: Any) -> None:
    sees(glance(look="0f" * 32, hand="0123456789abcdef" * 3))
    take_photo(town.row(TPS), crew(), photograph())
    sees(glance(look="f0" * 32, hand="0123456789abcdef" * 3))
    ptps = person("station_supervisor", station=TPS)
    assert kinds(take_photo(town.row(TPS), ptps, photograph()).photo) == set()


def test_two_photos_of_one_form_may_look_the_same(town: Town, sees: Any) -> None:
    sees(glance(look="0f" * 32))
    for _ in range(2):
        assert kinds(take_photo(town.row(TPS), crew(), photograph()).photo) == set()


@pytest.mark.parametrize(
    ("seen", "said", "kind"),
    [
        ({"page": 3}, {"page": 2}, "swapped"),
        ({"page": None, "reason": "no_tag"}, {}, "unplaced"),
        ({"page": None, "reason": "other_form", "stranger": True}, {}, "contest"),
        ({"codes": ("SIAGA1:1872011001002:mayor:1",)}, {}, "station"),
        ({"codes": ("SIAGA1:1872011001001:governor:1",)}, {}, "contest"),
        ({"screen": True}, {}, "screen"),
    ],
)
def test_what_the_photo_itself_tells_is_noticed(
    town: Town, sees: Any, seen: Any, said: Any, kind: str
) -> None:
    sees(glance(**seen))
    assert kind in kinds(take_photo(town.row(TPS), crew(), photograph(**said)).photo)


@pytest.mark.parametrize("text", ["SIAGA1:1872011001001:mayor:1", "https://example.org/", ""])
def test_the_right_code_or_a_foreign_one_says_nothing(town: Town, sees: Any, text: str) -> None:
    sees(glance(codes=(text,)))
    take_photo(town.row(TPS), crew(), photograph())
    assert PhotoFinding.objects.count() == 0


def test_the_desk_sees_what_was_noticed(town: Town, sees: Any) -> None:
    sees(glance(screen=True))
    by = crew()
    sent = photograph()
    take_photo(town.row(TPS), by, sent)
    [(line, noticed)] = questioned_rows(town.checker, town.election)
    assert (line.station, len(noticed)) == (TPS, 1)
    row = town.row(TPS)
    enter(row, by, submission(healthy_figures(), row.revision, client_id=sent.submission))
    [photo] = seen(town, town.checker)
    assert photo.number == 1
    hold(town.row(TPS), town.checker, "lihat", town.row(TPS).revision)
    assert questioned_rows(town.checker, town.election) == []
    assert held_rows(town.checker, town.election)[0].photos == noticed


def test_a_receipt_leads_back_to_what_was_sent(town: Town, sees: Any) -> None:
    by, sent = crew(), photograph()
    take_photo(town.row(TPS), by, sent)
    row = town.row(TPS)
    receipt = enter(row, by, submission(healthy_figures(), row.revision, client_id=sent.submission))
    [found] = received(code_of(receipt.version.digest))
    assert (found.digest, found.row, found.side) == (receipt.version.digest, row, Side.CREW)
    assert found.photos == (sent.digest,)


def test_a_digit_misheard_is_no_receipt() -> None:
    code = code_of("7f" * 32)
    digits = code.replace(" ", "")
    assert len(digits) == 12
    assert beginning_of(code) == ("7f" * 5)[:9]
    assert beginning_of(digits) == beginning_of(code.replace(" ", "-")) == beginning_of(code)
    for place, digit in enumerate(digits):
        for other in set("0123456789") - {digit}:
            assert beginning_of(digits[:place] + other + digits[place + 1 :]) is None
    assert beginning_of("bukan kode") is None
    assert received("0000") == []
