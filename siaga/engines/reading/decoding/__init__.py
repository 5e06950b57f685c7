"""Joint decoding: the most probable figures of a whole form under its witnesses and its arithmetic."""

from siaga.engines.reading.decoding.acceptance import TAKEN, reason_to_hold, vote_figures
from siaga.engines.reading.decoding.decode import Decoded, decode
from siaga.engines.reading.decoding.priors import Priors, PriorsError, standard

__all__ = [
    "TAKEN",
    "Decoded",
    "Priors",
    "PriorsError",
    "decode",
    "reason_to_hold",
    "standard",
    "vote_figures",
]
