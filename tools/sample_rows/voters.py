"""Who voted at a sample station: from the list, moved and unlisted, men and women."""

from __future__ import annotations

from .chance import Chance
from .stations import Station

MEN_VOTING_SPREAD = (960, 1010)  # permille: men turn out a little less
MOST_MOVED = 3  # DPPh, voters of another station
MOST_UNLISTED = 6  # DPTb, residents who are on no list
MOST_GUESTS = 2  # from elsewhere in the province, with a ballot for governor only

LINES = ("peng_dpt", "peng_dpph", "peng_dptb")
Figures = dict[str, int]


def voters_of(station: Station, users: int, chance: Chance) -> Figures:
    """The voters' lines of the form when ``users`` persons came; at a special station all are on its list."""
    moved = 0 if station.special else chance.draw(0, MOST_MOVED, "moved", station.code)
    unlisted = 0 if station.special else chance.draw(0, MOST_UNLISTED, "unlisted", station.code)
    listed = users - moved - unlisted
    figures = {
        **split("dpt", station.voters, station.men),
        **split("peng_dpt", listed, men_of(station, listed, chance)),
        **split("peng_dpph", moved, chance.draw(0, moved, "moved men", station.code)),
        **split("peng_dptb", unlisted, chance.draw(0, unlisted, "unlisted men", station.code)),
    }
    return figures | total_users(figures)


def men_of(station: Station, listed: int, chance: Chance) -> int:
    """Men among the listed voters who came: about their share of the list, and never more than there are."""
    permille = chance.draw(*MEN_VOTING_SPREAD, "men voting", station.code)
    men = listed * station.men * permille // (station.voters * 1000)
    return min(station.men, listed, max(listed - station.women, men))


def with_guests(station: Station, figures: Figures, chance: Chance) -> Figures:
    """The same voters for governor, with those who got no ballot for mayor.

    At a regular station they are moved voters; at a special one, a prison say, they stand on its own list.
    """
    if station.special:
        guests = station.special.only_governor
        return joined(figures, "peng_dpt", guests, min(guests, station.men - figures["peng_dpt_l"]))
    guests = chance.draw(0, MOST_GUESTS, "guests", station.code)
    return joined(figures, "peng_dpph", guests, chance.draw(0, guests, "guest men", station.code))


def joined(figures: Figures, line: str, more: int, men: int) -> Figures:
    """The figures with more voters on one line."""
    figures = figures | split(line, figures[f"{line}_j"] + more, figures[f"{line}_l"] + men)
    return figures | total_users(figures)


def split(line: str, total: int, men: int) -> Figures:
    """The three figures of a line of the form."""
    return {f"{line}_l": men, f"{line}_p": total - men, f"{line}_j": total}


def total_users(figures: Figures) -> Figures:
    """The line of all who voted."""
    men, total = (sum(figures[f"{line}_{group}"] for line in LINES) for group in "lj")
    return split("peng_total", total, men)
