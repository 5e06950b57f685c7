"""What the services of this desk refuse, in a sentence for the screen."""

from __future__ import annotations


class RefusedError(ValueError):
    """The act is not done and nothing was changed; the message says why, in the reader's language."""


class UsernameTakenError(RefusedError):
    """Somebody else has this username."""
