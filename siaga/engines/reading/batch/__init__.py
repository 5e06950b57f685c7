"""Thousands of forms: which photographs belong together, all cores, and a journal to go on from."""

from siaga.engines.reading.batch.grouping import FormPhotos, NoPhotosError, forms_in, skipped_in
from siaga.engines.reading.batch.journal import Journal, LeftOverError
from siaga.engines.reading.batch.run import read_all, read_one

__all__ = [
    "FormPhotos",
    "Journal",
    "LeftOverError",
    "NoPhotosError",
    "forms_in",
    "read_all",
    "read_one",
    "skipped_in",
]
