"""A digest that ties someone to what was said, and betrays none of it before it is shown.

The figures of a form are few and small: whoever knows a plain digest could try them all. A nonce drawn at
random for each statement makes that hopeless; it is published together with the figures, so that everyone
can recompute the digest that stood in public before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from siaga.engines.ledger import canonical


def digest_of_row(place: tuple[str, str, str], said: Mapping[str, Any], nonce: str = "") -> str:
    """SHA-256, in hexadecimal, of what was said about one row, whatever the order in which it was sent.

    `place` is election, contest and station (13 digits). Without a nonce the document has no such key, as
    before there were any. Raises CanonicalError for what has no canonical form.
    """
    election, contest, station = place
    whole = {"election": election, "contest": contest, "station": station, "said": dict(said)}
    return sha256(canonical.encode(whole | ({"nonce": nonce} if nonce else {}))).hexdigest()
