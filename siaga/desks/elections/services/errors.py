"""Why a whole and faultless pack is not loaded."""

from __future__ import annotations


class UnfitPackError(ValueError):
    """The site holds something of its officers that the pack would overwrite; nothing was changed.

    The message names the place in the pack and what stands in the way, in one sentence.
    """
