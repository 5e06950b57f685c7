"""A channel is an address that people type: only allowed ways, never into our own network, never shown."""

from __future__ import annotations

import logging
import socket
from datetime import time
from typing import Any

import pytest
from django.conf import settings as site
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.models import Channel
from siaga.desks.meetings.services.channels import (
    MOST,
    ByApprise,
    Wish,
    add_channel,
    checked,
    close_channel,
    masked,
    try_channel,
)
from siaga.desks.trail.models import Entry
from tests.kit.actions import Room, small_room
from tests.kit.people import signed_in

pytestmark = pytest.mark.django_db
TELEGRAM = "tgram://123456789:abcdefg_hijklmnopqrstuvwxyz123/98765/"
PAGE = "/tindak-lanjut/saluran/"


@pytest.fixture
def room() -> Room:
    return small_room()


@pytest.fixture(autouse=True)
def names(monkeypatch: Any) -> None:
    """Names are found without a network: every server lies in the open internet unless its name says not."""

    def found(host: str, *_rest: Any, **_more: Any) -> list[Any]:
        known = {
            "dalam.example": "10.1.2.3",
            "sendiri.example": "127.0.0.1",
            "awan.example": "169.254.169.254",
        }
        if host == "hilang.example":
            raise socket.gaierror
        address = known.get(host, host if host[:1].isdigit() or ":" in host else "203.0.114.5")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", found)


def wish(address: str = TELEGRAM) -> Wish:
    return Wish("Telepon", address, time(21), time(6))


@pytest.mark.parametrize(
    "address",
    [
        TELEGRAM,
        "mailtos://nama:sandi@penyedia.example?to=saya@kota.example",
        "mailto://nama:sandi@penyedia.example:2525?from=a@b.example&to=saya@kota.example&smtp=kirim.example",
        "whatsapp://token@12345/6281234567",
        "whatsapp://token@12345/6281234567?template=pengingat",
        "twilio://AC" + "a" * 32 + ":" + "b" * 32 + "@+15551234567/+628111111111",
    ],
)
def test_ways_that_are_allowed(address: str) -> None:
    assert checked(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "apa saja",
        "json://10.0.0.1/",
        "gotify://10.0.0.1/token",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "tgram://",
        "mailto://a:b@dalam.example?to=c@d.example",
        "mailto://a:b@sendiri.example?to=c@d.example",
        "mailto://a:b@awan.example?to=c@d.example",
        "mailto://a:b@hilang.example?to=c@d.example",
        "mailto://a:b@penyedia.example?smtp=127.0.0.1&to=c@d.example",
        "mailto://a:b@penyedia.example?to=c@d.example&pgp=yes&pgpkey=file:///etc/passwd",
        "mailto://a:b@penyedia.example?to=c@d.example&verify=no",
        "mailto://a:b@[::1]?to=c@d.example",
        "mailto://a:b@[broken?to=c@d.example",
        TELEGRAM + "?config=http://10.0.0.1/x",
        TELEGRAM + "?template=/etc/passwd",
        TELEGRAM + "?Template=http://169.254.169.254/latest/meta-data",
        "mailto://a:b@penyedia.example?to=c@d.example&template=/etc/passwd",
    ],
)
def test_ways_that_are_not(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked(address)
    assert not address or address not in str(refusal.value)


def test_the_own_mail_server_is_named_by_the_house(settings: Any) -> None:
    settings.SIAGA_CHANNEL_HOSTS = ["dalam.example"]
    assert checked("mailto://a:b@dalam.example?to=c@d.example")


def test_gotify_only_where_the_house_says_so(settings: Any) -> None:
    settings.SIAGA_CHANNEL_SCHEMES = ["gotify"]
    assert checked("gotify://penyedia.example/token")


def test_only_scheme_and_three_letters_are_shown() -> None:
    assert masked(TELEGRAM) == "tgram://…765"


@given(st.text(alphabet=st.characters(blacklist_characters="/:"), min_size=8, max_size=60))
def test_the_mask_holds_whatever_the_secret(secret: str) -> None:
    assert secret not in masked(f"tgram://{secret}/12345")


def test_neither_page_nor_trail_repeats_the_address(room: Room) -> None:
    client = signed_in(room.people["owner"])
    client.post(
        PAGE, {"label": "Telepon", "address": TELEGRAM, "quiet_from": "21:00", "quiet_until": "06:00"}
    )
    page = client.get(PAGE).content.decode()
    assert "tgram://…765" in page
    told = "".join(Entry.objects.values_list("canonical", flat=True))
    for secret in ("abcdefg", "98765", "123456789"):
        assert secret not in page
        assert secret not in told


def test_a_refused_address_comes_back_with_a_sentence(room: Room) -> None:
    answer = signed_in(room.people["owner"]).post(
        PAGE, {"label": "x", "address": "json://10.0.0.1", "quiet_from": "21:00", "quiet_until": "06:00"}
    )
    assert answer.status_code == 422
    assert "mailto://" in answer.content.decode()
    assert not Channel.objects.exists()


def test_no_more_than_a_handful(room: Room) -> None:
    for _number in range(MOST):
        add_channel(room.people["owner"], wish())
    with pytest.raises(Refused):
        add_channel(room.people["owner"], wish())


@pytest.mark.parametrize("act", ["close", "try"])
def test_only_ones_own(room: Room, act: str) -> None:
    made = add_channel(room.people["owner"], wish())
    with pytest.raises(NotNow):
        if act == "close":
            close_channel(room.people["police"], made.pk)
        else:
            try_channel(room.people["police"], made.pk, ByApprise())
    pages = {"close": f"{PAGE}{made.pk}/tutup/", "try": f"{PAGE}{made.pk}/coba/"}
    assert signed_in(room.people["police"]).post(pages[act]).status_code == 404


def test_closed_it_stays_closed(room: Room) -> None:
    made = add_channel(room.people["owner"], wish())
    assert signed_in(room.people["owner"]).post(f"{PAGE}{made.pk}/tutup/").status_code == 302
    made.refresh_from_db()
    assert made.closed_at
    with pytest.raises(NotNow):
        close_channel(room.people["owner"], made.pk)


def test_a_trial_is_sent_and_told_without_the_address(room: Room) -> None:
    class Fake:
        def deliver(self, address: str, title: str, body: str) -> bool:
            return address == TELEGRAM

    made = add_channel(room.people["owner"], wish())
    assert try_channel(room.people["owner"], made.pk, Fake())
    assert Entry.objects.filter(action="channel.tried").get().after == {"taken": True}


def test_the_library_does_not_write_addresses_into_the_log() -> None:
    logging.config.dictConfig(site.LOGGING)
    assert not logging.getLogger("apprise").isEnabledFor(logging.WARNING)
