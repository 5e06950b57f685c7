"""City packs: a city and its election as readable files, read and checked without a database.

``read(folder)`` gives the pack or every fault in it; ``load(folder)`` the pack or an error. The format is
documented field by field in ``docs/pack-format.md``.
"""

from .faults import Fault
from .folder import NotAPackError
from .model import Pack
from .reader import FaultyPackError, load, read

__all__ = ["Fault", "FaultyPackError", "NotAPackError", "Pack", "load", "read"]
