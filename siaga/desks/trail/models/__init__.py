"""Nouns of the trail: the log of acts and its signed heads, and the sources that figures come from."""

from siaga.desks.trail.models.log import Checkpoint, Entry, Head
from siaga.desks.trail.models.sources import Precision, Source, Sourced

__all__ = ["Checkpoint", "Entry", "Head", "Precision", "Source", "Sourced"]
