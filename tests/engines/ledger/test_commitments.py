"""The digest of what was said about a row: anyone can recompute it, nobody can guess it without the nonce."""

from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.ledger.commitments import digest_of_row

PLACE = ("uji-2024", "mayor", "1872011001001")
SAID = {"figures": {"paslon1": 117, "paslon2": 50}, "declared": "Kertas memang begitu"}


def by_hand(said, nonce):
    """With plain json, whose keys are sorted: all of ours are ASCII."""
    whole = {"election": PLACE[0], "contest": PLACE[1], "station": PLACE[2], "said": said}
    if nonce:
        whole["nonce"] = nonce
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@given(
    st.dictionaries(st.sampled_from(["paslon1", "paslon2", "dpt_j"]), st.integers(0, 999_999)), st.binary()
)
def test_it_is_the_digest_of_the_canonical_document(figures, nonce):
    said = {"figures": figures}
    assert digest_of_row(PLACE, said, nonce.hex()) == by_hand(said, nonce.hex())


def test_the_order_of_what_was_said_does_not_matter():
    turned = {"declared": SAID["declared"], "figures": dict(reversed(SAID["figures"].items()))}
    assert digest_of_row(PLACE, turned) == digest_of_row(PLACE, SAID)


def test_another_nonce_place_or_figure_is_another_digest():
    digests = {
        digest_of_row(PLACE, SAID),
        digest_of_row(PLACE, SAID, "00"),
        digest_of_row(PLACE, SAID, "01"),
        digest_of_row((*PLACE[:2], "1872011001002"), SAID),
        digest_of_row(PLACE, SAID | {"figures": {"paslon1": 617, "paslon2": 50}}),
    }
    assert len(digests) == 5
