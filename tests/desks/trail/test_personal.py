"""Fingerprints that compare and do not tell; seals that only this house opens."""

from __future__ import annotations

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.trail import personal
from siaga.desks.trail.personal import UnreadableSealError, fingerprint, seal, unseal

NIK = "1872014501900001"


def test_a_fingerprint_is_the_same_for_the_same_number_and_tells_nothing() -> None:
    assert fingerprint(NIK) == fingerprint(NIK) != fingerprint(NIK[:-1] + "2")
    assert len(fingerprint(NIK)) == 64
    assert NIK not in fingerprint(NIK)


@given(st.text(max_size=60))
def test_what_is_sealed_opens_again(text: str) -> None:
    assert unseal(seal(text)) == text
    assert not text or seal(text) != seal(text)


def test_another_house_has_other_fingerprints_and_cannot_open(settings, tmp_path) -> None:
    here, sealed = fingerprint(NIK), seal("0812")
    settings.SIAGA_PERSONAL_KEY_FILE = tmp_path / "elsewhere" / "personal.key"
    assert fingerprint(NIK) != here
    with pytest.raises(UnreadableSealError):
        unseal(sealed)
    mode = settings.SIAGA_PERSONAL_KEY_FILE.stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_the_key_is_made_once_and_read_again(settings, tmp_path) -> None:
    settings.SIAGA_PERSONAL_KEY_FILE = tmp_path / "personal.key"
    first = fingerprint(NIK)
    personal._stored.cache_clear()
    assert fingerprint(NIK) == first


def test_an_altered_seal_is_refused() -> None:
    sealed = seal("0812 3456")
    for broken in (sealed[:-4] + "AAAA", "x" + sealed, "0812"):
        with pytest.raises(UnreadableSealError):
            unseal(broken)
