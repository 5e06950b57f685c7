"""Finding a page of a form in a photograph, down to every digit box."""

from siaga.engines.reading.pages.placing import Placed, Refused, better, place
from siaga.engines.reading.pages.reasons import REASONS, Reason, sentence

__all__ = ["REASONS", "Placed", "Reason", "Refused", "better", "place", "sentence"]
