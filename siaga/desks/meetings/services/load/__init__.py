"""Meetings that come with a city pack: loaded as held, published when public, corrected in the pack."""

from siaga.desks.meetings.services.load.whole import Loaded, load_meetings

__all__ = ["Loaded", "load_meetings"]
