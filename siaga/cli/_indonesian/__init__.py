"""What engines and verbs say of input that cannot be used or was altered, in Indonesian.

The English sentence is the key, ``{}`` for each part that is filled in; ``{0}``, ``{1}`` in the Indonesian
one where its parts come in another order. A test reads the sentences out of the engines: none may be lacking.
"""

from __future__ import annotations

from typing import Final

from siaga.cli._indonesian import anywhere, audit, publication, reading, rows, trail, verbs

SENTENCES: Final = {
    **anywhere.SENTENCES,
    **trail.SENTENCES,
    **publication.SENTENCES,
    **audit.SENTENCES,
    **reading.SENTENCES,
    **rows.SENTENCES,
    **verbs.SENTENCES,
}
