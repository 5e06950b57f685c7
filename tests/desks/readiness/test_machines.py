"""Health and metrics: what the operator's machines see, and who may see it."""

from __future__ import annotations

import json
import logging
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.test import Client, override_settings
from django.utils.translation import override

from siaga.desks.readiness.queries import health as probes
from siaga.desks.readiness.queries.health import health
from siaga.desks.readiness.queries.installation import light_of
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.trail.models import Entry, Head
from tests.kit.count import STATIONS, small_election

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def names(found: probes.Health) -> dict[str, bool]:
    return {check.name: check.fit for check in found.checks}


def test_a_sound_installation_is_fit(client: Client) -> None:
    small_election()
    answer = client.get("/kesehatan/")
    assert answer.status_code == 200
    body = answer.json()
    assert body["status"] == "fit"
    assert {c["name"] for c in body["checks"]} == {"database", "migrations", "trail", "disk"}
    assert all(c["milliseconds"] >= 0 and c["detail"] for c in body["checks"])
    assert client.get("/api/health").json()["status"] == "fit"


def test_the_probe_leaves_nothing_behind() -> None:
    from django.contrib.sessions.models import Session

    health()
    assert not Session.objects.exists()


def test_a_database_that_takes_no_writes_is_told(client: Client, monkeypatch) -> None:
    def refuse() -> str:
        raise DatabaseError("attempt to write a readonly database: /secret/path")

    monkeypatch.setitem(probes.PROBES, "database", refuse)
    answer = client.get("/kesehatan/")
    assert answer.status_code == 503
    assert "/secret" not in answer.content.decode()


def test_a_missing_migration_is_named(monkeypatch) -> None:
    known = probes.known_migrations() | {("results", "9999_future")}
    monkeypatch.setattr(probes, "known_migrations", lambda: known)
    [check] = [c for c in health().checks if c.name == "migrations"]
    assert (check.fit, check.detail) == (False, "not applied: results.9999_future")


def test_a_head_that_disagrees_with_the_log_is_told() -> None:
    small_election()
    assert names(health())["trail"]
    Head.objects.update(size=Head.objects.get().size + 1)
    assert not names(health())["trail"]
    Head.objects.update(size=1)
    assert not names(health())["trail"] or Entry.objects.count() == 1


def test_an_empty_log_is_consistent() -> None:
    assert names(health())["trail"]


def test_machines_read_english_whatever_they_say_they_read(client: Client) -> None:
    answer = client.get("/kesehatan/", headers={"accept-language": "id"}).json()
    assert "all applied" in {check["detail"] for check in answer["checks"]}


def test_a_full_disk_is_told(monkeypatch) -> None:
    monkeypatch.setattr(probes.shutil, "disk_usage", lambda _: SimpleNamespace(free=50 * 2**20))
    [check] = [c for c in health().checks if c.name == "disk"]
    assert not check.fit
    assert check.detail.startswith("50 MB free")


def test_metrics_are_for_this_machine(client: Client) -> None:
    assert client.get("/metrik/").status_code == 200
    assert client.get("/metrik/", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.get("/metrik/", REMOTE_ADDR="").status_code == 403


def test_behind_a_proxy_the_near_end_is_not_the_far_end(client: Client) -> None:
    assert client.get("/metrik/", HTTP_X_FORWARDED_FOR="192.0.2.7").status_code == 403


@override_settings(SIAGA_METRICS_TOKEN="rahasia")
def test_or_for_who_knows_the_token(client: Client) -> None:
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get("/metrik/", HTTP_AUTHORIZATION="Bearer rahasia", **far).status_code == 200
    assert client.get("/metrik/", HTTP_AUTHORIZATION="Bearer lain", **far).status_code == 403
    assert client.get("/metrik/", **far).status_code == 403


def test_metrics_tell_the_count_the_trail_and_the_requests(client: Client) -> None:
    town = small_election()
    town.count(STATIONS[0])
    client.get("/tentang/")
    lines = client.get("/metrik/").content.decode().splitlines()
    assert 'siaga_result_forms{contest="mayor",election="uji-2024",state="counted"} 1.0' in lines
    assert 'siaga_result_forms{contest="mayor",election="uji-2024",state="missing"} 5.0' in lines
    assert f"siaga_trail_entries {float(Head.objects.get().size)}" in lines
    assert any(
        x.startswith('siaga_request_seconds_count{method="GET",status="200",view="portal:about"}')
        for x in lines
    )


def test_no_address_becomes_a_label(client: Client) -> None:
    client.get("/tidak-ada/3174012345678901/")
    client.generic("ANEH", "/tentang/")
    text = client.get("/metrik/").content.decode()
    assert "3174012345678901" not in text
    assert 'view="unknown"' in text
    assert "ANEH" not in text


def test_each_request_leaves_one_line_without_its_address(client: Client, caplog) -> None:
    with caplog.at_level(logging.INFO, logger="siaga.requests"):
        client.get("/cari/?q=nama+orang")
    [record] = [r for r in caplog.records if r.name == "siaga.requests"]
    assert record.facts["view"] == "portal:search"
    assert record.facts["status"] == 200
    assert record.facts["request"]
    assert "nama" not in json.dumps(record.facts) + record.getMessage()


def test_the_board_says_what_does_not_work() -> None:
    sound = probes.Check("disk", True, "9000 MB free", 0.1)
    broken = probes.Check("trail", False, "entry 3 does not match its own hash", 0.4)
    assert light_of(probes.Health((sound,))).shade == Shade.GOOD
    light = light_of(probes.Health((sound, broken)))
    assert light.shade == Shade.BAD
    assert "Trail" in str(light.sentence)
    assert [row[1].value for row in light.records.rows] == [sound.detail, broken.detail]
