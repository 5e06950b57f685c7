"""Nouns of the trail: the log of acts and its signed heads, the sources that figures
come from, and the files that prove something."""

from siaga.desks.trail.models.files import StoredFile
from siaga.desks.trail.models.log import Checkpoint, Entry, Head
from siaga.desks.trail.models.sources import Precision, Source, Sourced

__all__ = ["Checkpoint", "Entry", "Head", "Precision", "Source", "Sourced", "StoredFile"]
