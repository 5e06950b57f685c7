"""Verbs of the election: bring its records in line with a pack, load a whole pack."""

from siaga.desks.elections.services.completion import Completed, complete, judge
from siaga.desks.elections.services.load import Changes, load_pack
from siaga.desks.elections.services.put import (
    put_contests,
    put_election,
    put_legal_bases,
    put_pairs,
    put_published_figures,
    put_staffing_claims,
    put_stages,
)

__all__ = [
    "Changes",
    "Completed",
    "complete",
    "judge",
    "load_pack",
    "put_contests",
    "put_election",
    "put_legal_bases",
    "put_pairs",
    "put_published_figures",
    "put_staffing_claims",
    "put_stages",
]
